"""The public figures of a year, counted from the rows themselves each time: month by month and together.

A year at a time, and no other periods: from two that overlap the numbers of few cases could be worked out.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count as CountOf
from django.db.models import F, Min
from django.db.models.functions import TruncMonth
from django.utils import timezone

from reviews import second_look
from reviews.models import Appeal, Decision, IllegalNotice, Report
from reviews.small_numbers import Count, Split, count, middle, percent, percent_of_all, together, total

HOUR, DAY = 3600, 86_400


@dataclass(frozen=True)
class Line:
    """One figure through the year. Values are a Count, a number with its unit, or None where there is none to tell."""

    key: str
    label: str
    months: list
    year: Count | float | None
    unit: str = ""


@dataclass(frozen=True)
class Table:
    key: str
    title: str
    lines: list[Line]

    def __getitem__(self, key) -> Line:
        return {line.key: line for line in self.lines}[key]


class Year:
    """What happened on the site in a calendar year, up to today."""

    def __init__(self, year: int):
        self.year = year
        begin = timezone.make_aware(datetime(year, 1, 1))
        self.span = begin, begin.replace(year=year + 1)
        today = timezone.localdate()
        last = today.month if year == today.year else 12
        self.months = [date(year, month, 1) for month in range(1, last + 1)]
        self.tables = self._tables()
        self.moderators = count(second_look.in_office().count())

    def __getitem__(self, key) -> Table:
        return {table.key: table for table in self.tables}[key]

    def _tables(self) -> list[Table]:
        numbers = self._counts(Decision.objects, "decided_at", "is_automated", "action")
        by_people, by_site = ({action: numbers[how, action] for action in Decision.Action} for how in (False, True))
        by_people = {one: by_people[one] for one in by_people if one not in AUTOMATIC or by_people[one]}
        by_site = {one: by_site[one] for one in by_site if one in AUTOMATIC or by_site[one]}
        decisions = self._parts("decisions", "Decisions taken by people", by_people, VERBS)
        automatic = self._parts("automatic", "Automatic decisions", by_site, VERBS)
        return [
            self._reports(),
            self._pointed_to(),
            decisions,
            automatic,
            self._hours(),
            self._appeals(),
            self._shields(automatic),
            Table("members", "Members restricted", [decisions["suspend"], decisions["limit"], automatic["pause"]]),
        ]

    # Each table

    def _reports(self):
        by_people = Report.objects.filter(source__in=["member", "visitor"])
        reports = self._counts(by_people, "reported_at", "reason")
        by_reason = {reason: reports[(reason,)] for reason in Report.Reason}
        return self._parts("reports", "Reports by reason", by_reason, dict(Report.Reason.choices))

    def _pointed_to(self):
        of_site = self._counts(Report.objects.filter(source__in=["site", "staff"]), "reported_at", "source")
        found = {
            "notices": self._counts(IllegalNotice.objects, "received_at")[()],
            "site": of_site[("site",)],
            "staff": of_site[("staff",)],
        }
        return Table(
            "found", "Notices, and what nobody had reported", [self._line(key, FOUND[key], found[key]) for key in FOUND]
        )

    def _hours(self):
        """From the first report to the first decision of a person, by the month of the decision."""
        closing = Decision.objects.filter(decided_at=F("case__closed_at"), is_automated=False)
        waits = self._spans(closing, "case__opened_at", "decided_at", HOUR)
        return Table(
            "time", "Time to a decision", [self._median("hours", "Median wait for a decision", waits, "hours")]
        )

    def _appeals(self):
        filed = self._counts(Appeal.objects, "filed_at")[()]
        ended = self._counts(Appeal.objects, "decided_at", "outcome")
        numbers = {"filed": filed, **{outcome: ended[(outcome,)] for outcome in Appeal.Outcome}}
        lines = [
            replace(self._line(key, APPEALS[key], numbers[key]), year=self._total(numbers[key])) for key in APPEALS
        ]
        upheld, overturned = lines[1:]
        shares = [share_of(*pair) for pair in zip(overturned.months, upheld.months, strict=True)]
        share = Line("share", "Share overturned", shares, share_of(overturned.year, upheld.year), "%")
        days = self._spans(Appeal.objects, "filed_at", "decided_at", DAY)
        return Table(
            "appeals",
            "Appeals and answers",
            [*lines, share, self._median("days", "Median time to an answer", days, "days")],
        )

    def _shields(self, automatic):
        began = Decision.objects.filter(action__in=SHIELDS, is_automated=True)
        splits = {month: Split() for month in self.months}
        for (later,), by_month in self._counts(began, "decided_at", "superseded_by__action").items():
            for month, number in by_month.items():
                splits[month] += Split(number if later in REVERSES else 0, number)
        shares = [split.percent for split in splits.values()]
        share = Line("share", "Share later reversed", shares, percent_of_all(splits.values()), "%")
        return Table("shields", "Automatic shields", [*(automatic[action] for action in SHIELDS), share])

    # Figures from rows

    def _counts(self, rows, moment, *columns) -> dict[tuple, Counter]:
        """How many rows there are of each kind and month: by the values of these columns, then by month."""
        inside = rows.filter(**{f"{moment}__gte": self.span[0], f"{moment}__lt": self.span[1]}).order_by()
        grouped = inside.annotate(month=TruncMonth(moment)).values_list("month", *columns)
        found = defaultdict(Counter)
        for month, *kind, number in grouped.annotate(number=CountOf("pk")):
            found[tuple(kind)][timezone.localdate(month)] += number
        return found

    def _spans(self, rows, start, end, unit) -> dict[date, list[float]]:
        """How long each took that ended in a month."""
        inside = rows.filter(**{f"{end}__gte": self.span[0], f"{end}__lt": self.span[1]})
        spans = defaultdict(list)
        for began, ended in inside.values_list(start, end):
            spans[timezone.localdate(ended).replace(day=1)].append((ended - began).total_seconds() / unit)
        return spans

    def _line(self, key, label, by_month: Counter) -> Line:
        """One of several figures that make up another: together it says no more than month by month."""
        months = [count(by_month[month]) for month in self.months]
        return Line(key, label, months, together(months))

    def _parts(self, key, title, numbers: dict[str, Counter], labels: dict[str, str]) -> Table:
        """Figures with what they come to in each month."""
        lines = [self._line(name, labels[name], by_month) for name, by_month in numbers.items()]
        by_month = [total([of_one[month] for of_one in numbers.values()]) for month in self.months]
        return Table(key, title, [*lines, Line("total", "Together", by_month, together(by_month))])

    def _total(self, by_month: Counter) -> Count:
        """What a figure that is part of no other comes to."""
        return total([by_month[month] for month in self.months])

    def _median(self, key, label, spans: dict[date, list[float]], unit) -> Line:
        everything = [span for of_month in spans.values() for span in of_month]
        return Line(key, label, [middle(spans[month], 1) for month in self.months], middle(everything, 1), unit)


# What the figures are called, in the order of the page.
AUTOMATIC = Decision.AUTOMATIC
REVERSES = [*Decision.GOES_BACK, *Decision.DISMISSES]
SHIELDS = [Decision.Action.SHIELD, Decision.Action.VEIL]
VERBS = {action.value: action.label.partition(":")[0] for action in Decision.Action}
FOUND = {
    "notices": "Notices of illegal content (Article 16)",
    "site": "Found by the site: copied texts, posts that wait",
    "staff": "Raised by a moderator, unasked",
}
APPEALS = {"filed": "Filed", "upheld": "Decision stands", "overturned": "Decision overturned"}


def share_of(part: Count, rest: Count) -> int | None:
    """In percent, where both are told exactly."""
    return percent(part.low, part.low + rest.low) if part.is_exact and rest.is_exact else None


def years() -> list[int]:
    """Those there is something to tell of, the last one first; always this one."""
    first = [
        Report.objects.aggregate(first=Min("reported_at"))["first"],
        Decision.objects.aggregate(first=Min("decided_at"))["first"],
    ]
    this = timezone.localdate().year
    earliest = min((timezone.localdate(moment).year for moment in first if moment), default=this)
    return list(range(this, min(earliest, this) - 1, -1))
