"""What the queue can be narrowed down to."""

from datetime import timedelta
from urllib.parse import parse_qsl

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone

from reviews.kinds import FACTS, Kind
from reviews.languages import LANGUAGES
from reviews.models import Appeal, Case, Proposal, Report


class StateFilter(admin.SimpleListFilter):
    """Open cases, unless another choice is made."""

    title = "state"
    parameter_name = "state"
    CHOICES = [
        ("open", "Open"),
        ("mine", "Open, claimed by me"),
        ("unclaimed", "Open, claimed by nobody"),
        ("second", "Waiting for a second moderator"),
        ("appealed", "Appealed"),
        ("closed", "Closed"),
        ("all", "All"),
    ]

    def lookups(self, request, model_admin):
        return self.CHOICES

    def choices(self, changelist):
        for lookup, title in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: lookup})
            yield {"selected": (self.value() or "open") == lookup, "query_string": query, "display": title}

    def queryset(self, request, cases):
        held = Q(claimed_until__gt=timezone.now())
        choices = {
            "mine": lambda: cases.open().filter(held, claimed_by=request.user),
            "unclaimed": lambda: cases.open().exclude(held),
            "second": lambda: cases.filter(pk__in=Proposal.objects.waiting().values("case")),
            "appealed": lambda: cases.filter(pk__in=Appeal.objects.open().values("decision__case")),
            "closed": lambda: cases.exclude(closed_at=None),
            "all": lambda: cases,
        }
        return choices.get(self.value(), cases.open)()


class KindFilter(admin.SimpleListFilter):
    title = "kind"
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [("fact", "All facts"), *Kind.choices]

    def queryset(self, request, cases):
        if self.value() is None:
            return cases
        return cases.filter(kind__in=FACTS if self.value() == "fact" else [self.value()])


class ReasonFilter(admin.SimpleListFilter):
    """Cases with a report for this reason, whatever else they were reported for; not those on one's own texts."""

    title = "reason"
    parameter_name = "reason"

    def lookups(self, request, model_admin):
        return Report.Reason.choices

    def queryset(self, request, cases):
        if self.value() is None:
            return cases
        reports = Report.objects.that_stand().filter(reason=self.value())
        return cases.exclude(author=request.user).filter(pk__in=reports.values("case"))


class UsernameFilter(admin.SimpleListFilter):
    """A field to write a username in: the site has more members than fit a list."""

    template = "admin/reviews/case/_username_filter.html"

    def lookups(self, request, model_admin):
        return []

    def has_output(self):
        return True

    def choices(self, changelist):
        rest = changelist.get_query_string(remove=[self.parameter_name, "p"])
        yield {
            "name": self.parameter_name,
            "value": self.value() or "",
            "others": parse_qsl(rest.removeprefix("?")),
            "query_string": rest,
        }

    def queryset(self, request, cases):
        username = (self.value() or "").strip().lower()
        return self.of_member(request, cases, username) if username else cases


class AuthorFilter(UsernameFilter):
    title = "author"
    parameter_name = "author"

    def of_member(self, request, cases, username):
        return cases.filter(author__username=username)


class ReporterFilter(UsernameFilter):
    """What a member has reported, but nothing of the moderator's own."""

    title = "reporter"
    parameter_name = "reporter"

    def of_member(self, request, cases, username):
        reports = Report.objects.that_stand().filter(reporter__username=username)
        return cases.exclude(author=request.user).filter(pk__in=reports.values("case"))


class AgeFilter(admin.SimpleListFilter):
    title = "age"
    parameter_name = "age"

    def lookups(self, request, model_admin):
        return [("1", "Older than a day"), ("3", "Older than three days"), ("7", "Older than a week")]

    def queryset(self, request, cases):
        if self.value() not in {"1", "3", "7"}:
            return cases
        return cases.filter(opened_at__lt=timezone.now() - timedelta(days=int(self.value())))


class LanguageFilter(admin.SimpleListFilter):
    """The languages of reviews there are cases about."""

    title = "language of reviews"
    parameter_name = "language"

    def lookups(self, request, model_admin):
        found = set(Case.objects.exclude(review=None).values_list("review__language", flat=True).distinct())
        return [(code, name) for code, name in LANGUAGES if code in found]

    def queryset(self, request, cases):
        return cases.filter(review__language=self.value()) if self.value() else cases


class ClaimedByFilter(admin.SimpleListFilter):
    """Who is at a case now."""

    title = "claimed by"
    parameter_name = "claimed_by"

    def lookups(self, request, model_admin):
        names = Case.objects.filter(claimed_until__gt=timezone.now()).values_list("claimed_by__username", flat=True)
        return [(name, name) for name in names.order_by("claimed_by__username").distinct()]

    def queryset(self, request, cases):
        if self.value() is None:
            return cases
        return cases.filter(claimed_by__username=self.value(), claimed_until__gt=timezone.now())
