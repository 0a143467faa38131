"""Nothing is kept longer than an appeal may need it: from day 215 after a decision what was taken away is erased.

184 days to appeal and a month to answer make 215. While an appeal on a text is open, nothing of it is erased.
"""

from datetime import timedelta
from functools import reduce
from itertools import batched
from operator import or_

from django.db import transaction
from django.db.models import Q

from accounts.models import OutgoingMail, User
from catalog.models import Contribution, Dispute, Film, Picture, QuoteLine, Storyline, TriviaItem
from lists.models import FilmList, ListEntry
from reviews import models
from reviews.models.decision import APPEAL_WINDOW
from reviews.models.revision import ERASED

KEPT_FOR = APPEAL_WINDOW + timedelta(days=31)
BATCH = 200
REMOVES = ["remove", "pass_on"]


def erase_due(now) -> int:
    """Erase what has been kept long enough; says of how many decisions and cases. Again, it finds nothing."""
    decisions = in_batches(due_decisions(now), erase_decisions, now)
    cases = in_batches(due_cases(now), erase_cases, now)
    OutgoingMail.objects.filter(recipient=None, sent_at__lte=now - KEPT_FOR).delete()
    if decisions or cases:
        words = f"texts of {decisions} decisions, reports of {cases} cases"
        with transaction.atomic():
            models.AuditEntry.objects.record(None, "erase", words)
    return decisions + cases


def in_batches(due, erase, now) -> int:
    pks = list(due.order_by("pk").values_list("pk", flat=True))
    return sum(erase(list(batch), now) for batch in batched(pks, BATCH, strict=False))


def due_decisions(now):
    """Those whose sealed text nobody may need any more."""
    appealed = models.Appeal.objects.open()
    kept = models.Decision.objects.filter(decided_at__lte=now - KEPT_FOR, sealed__erased_at=None)
    # Two decisions on one review share its versions.
    return kept.exclude(case__in=appealed.values("decision__case")).exclude(
        case__review__in=appealed.exclude(decision__case__review=None).values("decision__case__review")
    )


def due_cases(now):
    """Those whose reports hold something that nobody may need any more."""
    recent = models.Decision.objects.filter(decided_at__gt=now - KEPT_FOR)
    over = models.Case.objects.filter(closed_at__lte=now - KEPT_FOR).exclude(pk__in=recent.values("case"))
    unappealed = over.exclude(pk__in=models.Appeal.objects.open().values("decision__case"))
    reports = models.Report.objects.exclude(text_as_reported="")
    notices = models.IllegalNotice.objects.exclude(name="", email="", sender="")
    proposals = models.Proposal.objects.filter(terms__has_key="redacted")
    return unappealed.filter(
        Q(pk__in=reports.values("case")) | Q(pk__in=notices.values("report__case")) | Q(pk__in=proposals.values("case"))
    )


@transaction.atomic
def erase_decisions(pks, now) -> int:
    """Erase the sealed texts of these decisions, and the words that they keep from everybody's eyes."""
    hold(pks)
    decisions = due_decisions(now).filter(pk__in=pks)
    pks = list(decisions.values_list("pk", flat=True))
    standing = models.Decision.objects.filter(pk__in=pks, superseded_by=None)
    for review in models.Review.objects.filter(cases__decisions__in=standing).distinct().order_by("pk"):
        erase_versions(review, standing)
    erase_removed(standing.filter(action__in=REMOVES))
    models.SealedText.objects.filter(decision__in=pks).update(text="", erased_at=now)
    return len(pks)


def hold(pks):
    """Keep everybody off the texts that these decisions are on; in the order that is the same everywhere."""
    cases = models.Case.objects.filter(decisions__in=pks)
    films = ("review__film", "trivia_item__film", "storyline__film", "picture__film", "poster")
    Film.objects.filter(reduce(or_, (Q(pk__in=cases.values(name)) for name in films))).lock()
    owners = FilmList.objects.filter(pk__in=cases.values("film_list")).values("owner")
    User.objects.filter(Q(pk__in=cases.values("member")) | Q(pk__in=owners)).lock()
    models.Review.objects.filter(pk__in=cases.values("review")).lock()


def erase_versions(review, decisions):
    """Erase the versions that these decisions keep from readers; what stands there now is not one of them.

    A version that words were taken out of becomes the one without them, so that what other decisions made of it since
    can still be taken back.
    """
    of_review = models.Decision.objects.filter(case__review=review, action="redact", superseded_by=None)
    redactions = of_review.filter(Q(pk__in=decisions.values("pk")) | Q(sealed__erased_at__isnull=False))
    redacted = sorted((one.before["revision"] for one in redactions), reverse=True)
    withheld = review.revisions.filter(withheld_by__in=decisions).exclude(number=review.revision_count)
    withheld.exclude(number__in=redacted).update(headline=ERASED, body=ERASED)
    for number in redacted:
        left = review.revisions.get(number=number + 1)
        review.revisions.filter(number=number).update(headline=left.headline, body=left.body)


def erase_removed(decisions):
    """Erase the texts that these decisions have removed and that still are."""
    cases = models.Case.objects.filter(decisions__in=decisions)
    reviews = models.Review.objects.filter(pk__in=cases.values("review"), state="removed")
    models.TextPrint.objects.filter(review__in=reviews).delete()
    models.Revision.objects.filter(review__in=reviews).update(headline=ERASED, body=ERASED)
    reviews.update(headline=ERASED, body=ERASED)
    facts = TriviaItem.objects.filter(pk__in=cases.values("trivia_item"), state="removed")
    QuoteLine.objects.filter(item__in=facts).update(text=ERASED)
    facts.exclude(kind="quote").update(text=ERASED)
    Dispute.objects.filter(fact__in=facts).update(words=ERASED, source=ERASED, text_before="", text_after="")
    storylines = Storyline.objects.filter(pk__in=cases.values("storyline"), state="removed")
    erase_history(facts, storylines)
    erase_contributions(facts)
    erase_contributions(storylines)
    storylines.update(text=ERASED)
    lists = FilmList.objects.filter(pk__in=cases.values("film_list"), state="removed")
    ListEntry.objects.filter(film_list__in=lists).update(note="")
    lists.update(title=ERASED, search_title="", description="")
    User.objects.filter(pk__in=cases.values("member"), profile_state="removed").update(display_name="", bio="")
    erase_pictures(decisions, cases)


def erase_history(facts, storylines):
    """The versions of these texts that the catalogue keeps."""
    TriviaItem.history.filter(id__in=facts.values("pk")).delete()
    QuoteLine.history.filter(item_id__in=facts.values("pk")).delete()
    Storyline.history.filter(id__in=storylines.values("pk")).delete()


def erase_pictures(decisions, cases):
    """Erase the files of pictures, and of posters as they were when it was decided, that still are removed."""
    posters = [before["file"] for before in decisions.values_list("before", flat=True) if before.get("file")]
    removed = Picture.objects.filter(Q(pk__in=cases.values("picture")) | Q(file__in=posters), state="removed")
    pictures = list(removed.select_related("film").order_by("pk"))
    for picture in pictures:
        picture.erase_file()
    rows = Picture.objects.filter(pk__in=[picture.pk for picture in pictures])
    erase_contributions(rows)
    rows.update(alt=ERASED, caption="", source="")


def erase_contributions(rows):
    """The words in which these rows were sent; who sent them keeps that they did."""
    sent = Contribution.objects.filter(made_type__model=rows.model._meta.model_name, made_id__in=rows.values("pk"))
    contributions = list(sent.order_by("pk"))
    for contribution in contributions:
        values = contribution.values
        values |= {name: ERASED for name in ("text", "alt", "caption", "origin") if values.get(name)}
        if "lines" in values:
            values["lines"] = [line | {"text": ERASED} for line in values["lines"]]
        contribution.source = ""
    Contribution.objects.bulk_update(contributions, ["values", "source"])


@transaction.atomic
def erase_cases(pks, now) -> int:
    """Empty the texts as they were reported, who gave notice, and words that a proposal holds."""
    reports = models.Report.objects.filter(case__in=pks)
    reports.exclude(text_as_reported="").update(text_as_reported="")
    models.IllegalNotice.objects.filter(report__in=reports).update(name="", email="", sender="")
    for proposal in models.Proposal.objects.filter(case__in=pks, terms__has_key="redacted"):
        del proposal.terms["redacted"]
        proposal.save(update_fields=["terms"])
    return len(pks)
