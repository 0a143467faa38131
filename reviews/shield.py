"""Hiding a text for a short time without a moderator, where independent members with a record say the same of it.

Silence is no verdict: a shield ends by itself, a person's decision takes its place, and the same text is hidden like
this once. What is reported as an unmarked spoiler is veiled: put behind the warning it may lack.
"""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification, User
from accounts.models.notification import Kind as News
from reviews import models, second_look, standing, triage
from reviews.kinds import NEVER_COVERED

# How much it takes. A trusted author needs twice the weight.
SHIELD_WEIGHT, SHIELD_SIDES = 3.0, 3
VEIL_WEIGHT, VEIL_SIDES = 2.0, 2
ONE_AT_LEAST = 1.0
TRUSTED_TIMES = 2
DAYS = 3
PER_AUTHOR, A_DAY = 3, timedelta(days=1)
PER_SITE, AN_HOUR = 20, timedelta(hours=1)

# Reasons that say the same of a text. What is wrong or something else is for a person to judge: it hides nothing.
CLASSES = {
    "harm": ["private", "illegal", "abuse"],
    "out of place": ["spam", "off_topic"],
    "copied": ["copied"],
}
VEIL_REASONS = ["spoiler"]


def consider(case):
    """Shield or veil the text of an open case where every condition holds; end that where it no longer does.

    In the transaction of the report, which holds film, author and case.
    """
    reports = list(case.reports.that_stand().filter(source="member").order_by("pk"))
    present = present_on(case)
    shielding, veiling = shield_reasons(case, reports), veil_reasons(case, reports)
    if shielding and (present is None or present.action == "veil"):
        begin(case, "shield", shielding)
    elif veiling and present is None:
        begin(case, "veil", veiling)
    elif present and not {"shield": shielding, "veil": veiling}[present.action]:
        end(case, "What had hidden it for a time does not hold any more: reports were taken back or changed.")


def present_on(case):
    """The shield or veil that stands on the text; None without one."""
    return case.decisions.filter(action__in=["shield", "veil"], superseded_by=None).first()


# Do the reports weigh enough?


def shield_reasons(case, reports) -> list[str]:
    """The reasons, the weightiest first, that are enough to hide the text for a time; empty where none are."""
    for reasons in CLASSES.values():
        of_class = [report for report in reports if report.reason in reasons]
        if are_enough(case, of_class, SHIELD_WEIGHT, SHIELD_SIDES):
            return by_weight(of_class)
    return []


def veil_reasons(case, reports) -> list[str]:
    of_class = [report for report in reports if report.reason in VEIL_REASONS]
    return by_weight(of_class) if are_enough(case, of_class, VEIL_WEIGHT, VEIL_SIDES) else []


def are_enough(case, reports, weight, sides) -> bool:
    """Whether they weigh so much, from so many independent sides, at least one of them as much as a member's."""
    if triage.independent(reports) < sides or max(report.weight for report in reports) < ONE_AT_LEAST:
        return False
    together = triage.together(reports)
    if together < weight:
        return False
    return together >= TRUSTED_TIMES * weight or not (case.author and standing.is_trusted(case.author))


def by_weight(reports) -> list[str]:
    weights = {}
    for report in reports:
        weights[report.reason] = weights.get(report.reason, 0) + report.weight
    return sorted(weights, key=lambda reason: (-weights[reason], reason))


# May the site act on them?


def begin(case, action, reasons):
    """Shield or veil the text now and tell its author, where nothing else speaks against it."""
    guideline = guideline_for(reasons)
    if not guideline or not fits(case, action) or was_judged(case, action):
        return
    if limit := limit_reached(case):
        call_moderators(case, limit)
        return
    carry_out(case, action, guideline, days=DAYS, facts=FACTS[action].format(guideline.title))


FACTS = {
    "shield": (
        "Several members who are known here have reported it independently of each other, against the guideline “{}”. "
        "No person has judged it yet."
    ),
    "veil": (
        "Several members who are known here have reported independently of each other that it gives the story away "
        "without a warning, against the guideline “{}”. No person has judged it yet."
    ),
}


def guideline_for(reasons):
    """The rule in force that the weightiest of these reasons is about; None where none is in force."""
    ids = [models.Report.GUIDELINE[reason] for reason in reasons]
    in_force = {guideline.pk: guideline for guideline in models.Guideline.objects.in_force().filter(pk__in=ids)}
    return next((in_force[pk] for pk in ids if pk in in_force), None)


def fits(case, action) -> bool:
    """Whether the text stands open, and can be put behind a warning where that is meant."""
    target = case.target
    if action == "veil" and (target.has_spoilers or case.kind in NEVER_COVERED):
        return False
    return target.is_published


def was_judged(case, action) -> bool:
    """Whether a moderator has let this text stand as it is, or the site has done the same to it days before."""
    earlier = case.decisions_on_target().select_related("sealed", "supersedes")
    kept = [decision for decision in earlier.filter(superseded_by=None) if let_stand(decision)]
    first = earlier.filter(action=action, decided_at__lte=timezone.now() - timedelta(days=DAYS))
    return any(is_on_same_text(case, decision) for decision in [*kept, *first])


def let_stand(decision) -> bool:
    """Whether a person dismissed the reports, or took back what had been decided about the text."""
    if decision.moderator_id is None:
        return False
    about_text = [*models.Decision.ABOUT_TEXT, "shield", "veil"]
    is_back = decision.action == "restore" and decision.supersedes and decision.supersedes.action in about_text
    return bool(is_back) or decision.action in models.Decision.DISMISSES


def is_on_same_text(case, decision) -> bool:
    """Whether the text has not been edited since; of what keeps no versions, whether it reads as it did."""
    if case.review_id:
        return decision.before.get("revision") == case.review.revision_count
    return decision.sealed.text == case.target.plain_text()


def limit_reached(case) -> str:
    """What keeps the site from hiding one more; empty where nothing does."""
    now, lately = timezone.now(), models.Decision.objects.filter(action__in=["shield", "veil"])
    if case.author_id and lately.filter(author=case.author_id, decided_at__gt=now - A_DAY).count() >= PER_AUTHOR:
        return f"{PER_AUTHOR} texts of one member within a day"
    if lately.filter(decided_at__gt=now - AN_HOUR).count() >= PER_SITE:
        return f"{PER_SITE} texts of the site within an hour"
    return ""


def call_moderators(case, limit):
    """Tell the moderators, once an hour, that so much is reported that the site hides no more by itself."""
    called = models.AuditEntry.objects.filter(action="call moderators", happened_at__gt=timezone.now() - AN_HOUR)
    if not called.exists():
        models.AuditEntry.objects.record(None, "call moderators", case.reference, case=case, details=limit)
        # Afterwards, so that nobody waits for the moderators, who are members too, while the case is held.
        transaction.on_commit(partial(tell_moderators, case, limit))


def tell_moderators(case, limit):
    queue = reverse("admin:reviews_case_changelist")
    context = {"limit": limit, "queue": queue, "base_url": settings.BASE_URL}
    Notification.objects.tell_many(
        User.objects.filter(pk__in=second_look.others(case).values("pk")),
        News.MODERATOR_REPLY,
        "Many texts are being reported at once",
        body=render_to_string("reviews/mail/many_reports.txt", context),
        url=queue,
    )


# What happens


def carry_out(case, action, guideline, **terms):
    """Take the decision as the site itself: with its effect, the statement to the author and the audit entry."""
    decision = models.Decision.objects.make(case, action, moderator=None, guideline=guideline.pk, **terms)
    decision.carry_out()
    decision.tell_author()
    models.AuditEntry.objects.record(None, action, case.reference, case=case, decision=decision)
    models.Case.objects.filter(pk=case.pk).count_change()


def end(case, facts):
    """Let the text stand again as it stood before; the case stays open."""
    carry_out(case, "unshield", present_on(case).guideline, facts=facts)


def end_due() -> int:
    """End what has lasted its time without a person's decision; says how many that were."""
    due = models.Decision.objects.filter(action__in=["shield", "veil"], superseded_by=None, until__lte=timezone.now())
    return sum(end_if_due(pk) for pk in due.order_by("pk").values_list("case", flat=True))


@transaction.atomic
def end_if_due(pk) -> bool:
    """The same for one case, unless somebody was faster."""
    case = models.Case.objects.with_texts().get(pk=pk)
    models.Case.objects.hold(case.target)
    models.Case.objects.filter(pk=pk).lock()
    present = present_on(case)
    if present is None or present.until > timezone.now():
        return False
    end(case, "72 hours are over and no person has confirmed that it breaks the guideline.")
    return True
