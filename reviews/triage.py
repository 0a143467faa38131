"""Which case is looked at first: what its reports weigh, how grave they are, how many may see it, how long it waits.

The site does not count views: what stands for the reach of a text is how many votes the reviews of its film got in the
last 24 hours, its own among them (for a public page, the member's reviews).
"""

from datetime import timedelta
from math import log10

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db.models import Count
from django.utils import timezone
from django.utils.text import capfirst

from reviews import independence, models
from reviews.standing import Standing, standings

SECONDS_A_DAY = 86_400

# What a report weighs: base x 2p, where p says how often the member's reports of this time were right. A member nobody
# has decided on begins in the middle, where 2p is 1. What was dismissed in good faith counts neither way.
BASE = {Standing.NEWCOMER: 0.25, Standing.MEMBER: 1.0, Standing.TRUSTED: 1.5}
HIGHEST = 2.5
RECORD = timedelta(days=180)
# A visitor weighs as much as a new account, the site itself as a member, a moderator unasked as a trusted one.
BASE_OF_SOURCE = {"visitor": BASE[Standing.NEWCOMER], "site": BASE[Standing.MEMBER], "staff": BASE[Standing.TRUSTED]}
# All new accounts and visitors together are worth as much as one member.
NEWCOMERS_TOGETHER = 1.0

# How often a reason counts; every other one half.
SEVERITY = {"private": 4, "illegal": 4, "abuse": 3, "spam": 2, "copied": 1.5, "spoiler": 1.5}
OTHER_SEVERITY = 0.5
# What hurts somebody while it stands has a lane of its own, on top.
URGENT = {"private", "illegal"}

REACH_OVER = timedelta(hours=24)


def weigh(case):
    """Set score, lane and urgency of a case from its reports."""
    weigh_all([case])


def weigh_all(cases):
    """The same for many cases, in a fixed number of queries."""
    stand = models.Report.objects.that_stand().filter(case__in=cases).order_by("pk")
    reports = list(stand.select_related("reporter", "notice"))
    weigh_reports(reports)
    reached = reach(cases)
    for case in cases:
        own = [report for report in reports if report.case_id == case.pk]
        case.score = together(own, severity) * factor(reached[case.pk])
        case.lane = int(any(report.reason in URGENT for report in own))
        case.urgency = case.score - case.opened_at.timestamp() / SECONDS_A_DAY
    models.Case.objects.bulk_update(cases, ["score", "lane", "urgency"])


def weigh_reports(reports):
    """Write on each report what it weighs, whether somebody new wrote it, and its cluster."""
    members = {report.reporter_id for report in reports if report.reporter_id}
    of_members = models.Report.objects.filter(reporter__in=members)
    known, records = standings(members), of_members.records(since=timezone.now() - RECORD)
    names = independence.clusters(reports)
    for report in reports:
        report.cluster = names[report.pk]
        if report.reporter_id:
            report.is_newcomers = known[report.reporter_id] == Standing.NEWCOMER
            record = records.get(report.reporter_id, {"upheld": 0, "unfounded": 0})
            report.weight = weight(known[report.reporter_id], record["upheld"], record["unfounded"])
        else:
            report.is_newcomers = report.source == models.Report.Source.VISITOR
            report.weight = BASE_OF_SOURCE[report.source]
    models.Report.objects.bulk_update(reports, ["weight", "cluster", "is_newcomers"])


def weight(standing, upheld, unfounded) -> float:
    """What the report of such a member weighs, so many of whose reports were right, and so many a misuse."""
    share = (upheld + 2) / (upheld + unfounded + 4)
    return min(BASE[standing] * 2 * share, HIGHEST)


def severity(report):
    return SEVERITY.get(report.reason, OTHER_SEVERITY)


def together(reports, times=lambda report: 1) -> float:
    """What reports weigh together: each cluster as its greatest, and all new accounts at most as one member.

    What somebody new adds in a cluster with others is only what they weigh more. The gravest come first where not all
    of the new ones find room, so that nobody makes a case smaller by reporting it too.
    """
    total, extra = 0.0, []
    for cluster in by_cluster(reports).values():
        known = max((report.weight * times(report) for report in cluster if not report.is_newcomers), default=0.0)
        new = [(report.weight * times(report) - known, times(report)) for report in cluster if report.is_newcomers]
        more, gravity = max(new, default=(0, 1))
        total += known
        if more > 0:
            extra.append((gravity, more / gravity))
    room = NEWCOMERS_TOGETHER
    for gravity, weighs in sorted(extra, reverse=True):
        total += gravity * min(weighs, room)
        room = max(room - weighs, 0)
    return total


def by_cluster(reports) -> dict[str, list]:
    found = {}
    for report in reports:
        found.setdefault(report.cluster, []).append(report)
    return found


def independent(reports) -> int:
    """From how many sides independent of each other these reports come; the new accounts together are one."""
    kinds = [all(report.is_newcomers for report in cluster) for cluster in by_cluster(reports).values()]
    return kinds.count(False) + int(True in kinds)


def reach(cases) -> dict[int, int]:
    """By case: how many votes there were where it stands in the last 24 hours."""
    since = timezone.now() - REACH_OVER
    films = {case.pk: case.target.film_id for case in cases if not case.member_id}
    authors = {case.pk: case.member_id for case in cases if case.member_id}
    votes = models.HelpfulVote.objects.filter(cast_at__gt=since).order_by()
    on_films = dict(votes.filter(film__in=films.values()).values_list("film").annotate(Count("pk")))
    for_authors = dict(votes.filter(author__in=authors.values()).values_list("author").annotate(Count("pk")))
    found = {pk: on_films.get(film, 0) for pk, film in films.items()}
    return found | {pk: for_authors.get(author, 0) for pk, author in authors.items()}


def factor(reached: int) -> float:
    return 1 + log10(1 + reached) / 3


def others_of_reporters(case):
    """What else waits that the same members have reported."""
    reporters = case.reports.that_stand().exclude(reporter=None).values("reporter")
    reported = models.Report.objects.that_stand().filter(reporter__in=reporters).values("case")
    return models.Case.objects.open().filter(pk__in=reported).exclude(pk=case.pk)


def weigh_cases_of_reporters(case):
    """Weigh what else the reporters of a decided case have reported, where the decision has changed their record.

    The other cases are held already (Case.decide does that).
    """
    decision = case.decisions.select_related("supersedes").latest("pk")
    counts = {*models.Decision.UPHOLDS, models.Decision.Action.UNFOUNDED}
    if decision.action in counts or (decision.supersedes and decision.supersedes.action in counts):
        weigh_all(list(others_of_reporters(case).with_texts().order_by("pk")))


# In words, for moderators: without a word about who reported.

TIMES = {4: "four times", 3: "three times", 2: "twice", 1.5: "one and a half times", 0.5: "half"}


def explain(case) -> list[str]:
    """Why an open case stands where it does in the queue, as it was weighed last; nothing for a closed one."""
    if not case.is_open:
        return []
    reports = list(case.reports.that_stand().order_by("pk"))
    return [*about_lane(case), *about_weight(reports), *about_reasons(reports), *about_reach(case, reports), wait(case)]


def about_lane(case):
    if case.lane == models.Case.Lane.URGENT:
        yield "It comes before every other case: it may be against the law or tell private details of a person."


def about_weight(reports):
    if not reports:
        yield "Nobody’s report on it stands any more."
        return
    sides = len(by_cluster(reports))
    yield f"{capfirst(counted(sides, 'independent report'))} {weighs(sides)} {together(reports):.1f}."
    if sides < len(reports):
        yield (
            f"There are {counted(len(reports), 'report')}, but those from one network, from accounts made in the same "
            "hour and from members who vote for each other count as one."
        )
    if any(report.is_newcomers for report in reports):
        yield "New accounts and visitors together count as one member at most."
    if any(report.source == models.Report.Source.MEMBER for report in reports):
        yield "A member’s report weighs by how often their reports of the last 180 days were right."


def about_reasons(reports):
    for reason in sorted({report.reason for report in reports}, key=lambda one: (-SEVERITY.get(one, 0), one)):
        yield f"“{models.Report.Reason(reason).label}” counts {TIMES[SEVERITY.get(reason, OTHER_SEVERITY)]}."


def about_reach(case, reports):
    """What the votes of a day made of it; the site does not count who reads."""
    times = case.score / (together(reports, severity) or 1)
    if times > 1.05:
        yield f"Many may see it: the votes there in 24 hours make this {times:.1f} times as much."


def wait(case) -> str:
    hours = (timezone.now() - case.opened_at).total_seconds() / 3600
    return f"It has waited {counted(int(hours), 'hour')}, which adds {hours / 24:.1f}."


def weighs(sides) -> str:
    return "weighs" if sides == 1 else "weigh together"


def counted(number, noun) -> str:
    return f"{apnumber(number)} {noun}{'' if number == 1 else 's'}"
