from datetime import date

from django.db import migrations
from django.db.models import F

from reviews import chain
from reviews.migrations._first_guidelines import GUIDELINES

SECONDS_A_DAY = 86_400
# They stood in the code before, and decisions of that time were taken under them.
IN_FORCE_FROM = date(2026, 1, 1)


def fill(apps, schema_editor):
    """What the columns of the last migration say of the rows that stand: nothing of it is news to anybody."""
    write_guidelines(apps)
    name_kinds(apps)
    seal_texts(apps)
    link_restorings(apps)
    remember_texts_before(apps)
    date_redactions(apps)
    join_audit(apps)
    apps.get_model("reviews", "Report").objects.filter(reporter=None).update(source="site")
    apps.get_model("reviews", "VoteVoiding").objects.update(confirmed_at=F("voided_at"))


def write_guidelines(apps):
    guideline, version = (apps.get_model("reviews", name) for name in ("Guideline", "GuidelineVersion"))
    for position, words in enumerate(GUIDELINES, start=1):
        rule = guideline.objects.create(pk=words["id"], position=10 * position)
        text = {name: words[name] for name in ("title", "text", "short")}
        version.objects.create(guideline=rule, number=1, in_force_from=IN_FORCE_FROM, **text)


def name_kinds(apps):
    case = apps.get_model("reviews", "Case")
    for one in case.objects.select_related("trivia_item"):
        one.kind = one.trivia_item.kind if one.trivia_item else "review"
        one.score = one.reports.count()
        one.lane = int(one.reports.filter(reason__in=["private", "illegal"]).exists())
        one.urgency = one.score - one.opened_at.timestamp() / SECONDS_A_DAY
        one.save(update_fields=["kind", "score", "lane", "urgency"])


def seal_texts(apps):
    sealed = apps.get_model("reviews", "SealedText")
    for decision in apps.get_model("reviews", "Decision").objects.order_by("pk"):
        sealed.objects.create(decision=decision, text=decision.text_as_decided, sealed_at=decision.decided_at)


def link_restorings(apps):
    """Each restoring goes back on what had taken the text away in its case."""
    decisions = apps.get_model("reviews", "Decision").objects
    for restoring in decisions.filter(action="restore").order_by("pk"):
        taken = decisions.filter(case=restoring.case_id, action__in=["hide", "remove"], pk__lt=restoring.pk)
        earlier = taken.filter(superseded_by=None).order_by("-pk").first()
        decisions.filter(pk=restoring.pk).update(supersedes=earlier)


def remember_texts_before(apps):
    """What a decision may have to be set back to. Only what was not marked as a spoiler could be."""
    decisions = apps.get_model("reviews", "Decision").objects
    for decision in decisions.select_related("case__review", "case__trivia_item").order_by("pk"):
        target = decision.case.review or decision.case.trivia_item
        kept = {"has_spoilers": target.has_spoilers and decision.action != "spoiler"}
        if decision.case.review:
            seen = target.revisions.filter(made_at__lte=decision.decided_at).count()
            kept |= {"edits_locked": False, "revision": max(seen, 1)}
        decisions.filter(pk=decision.pk).update(before=kept)


def date_redactions(apps):
    """A redaction is no longer an edit of the author: the review says when each of them was the last to write."""
    reviews, revisions = (apps.get_model("reviews", name).objects for name in ("Review", "Revision"))
    redacted = revisions.exclude(made_by=F("review__author")).values("review")
    for review in reviews.filter(pk__in=redacted):
        last = review.revisions.latest("number")
        written = review.revisions.filter(made_by=review.author_id).latest("number")
        review.edited_at = written.made_at if written.number > 1 else None
        review.redacted_at = last.made_at if last.made_by_id != review.author_id else None
        review.save(update_fields=["edited_at", "redacted_at"])


def join_audit(apps):
    """Number the entries there are and chain them."""
    head = apps.get_model("reviews", "AuditHead").objects.create(pk=1)
    for entry in apps.get_model("reviews", "AuditEntry").objects.order_by("pk"):
        entry.seq, entry.previous = head.seq + 1, head.digest
        entry.case_id = entry.decision.case_id if entry.decision else None
        entry.digest = chain.digest_of(entry)
        entry.save(update_fields=["seq", "previous", "case", "digest"])
        head.seq, head.digest = entry.seq, entry.digest
    head.save()


def give_texts_back(apps, schema_editor):
    for sealed in apps.get_model("reviews", "SealedText").objects.all():
        apps.get_model("reviews", "Decision").objects.filter(pk=sealed.decision_id).update(text_as_decided=sealed.text)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0009_moderation_that_answers")]

    operations = [migrations.RunPython(fill, give_texts_back)]
