"""What the queue can be narrowed down to."""

from django.contrib import admin

from catalog.models import TriviaItem
from reviews.models import Report


class StateFilter(admin.SimpleListFilter):
    """Open cases, unless another choice is made."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("open", "Open"), ("closed", "Closed"), ("all", "All")]

    def choices(self, changelist):
        for lookup, title in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: lookup})
            yield {"selected": (self.value() or "open") == lookup, "query_string": query, "display": title}

    def queryset(self, request, cases):
        if self.value() == "all":
            return cases
        return cases.exclude(closed_at=None) if self.value() == "closed" else cases.open()


class KindFilter(admin.SimpleListFilter):
    title = "kind of text"
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [("review", "Reviews"), ("fact", "All facts"), *TriviaItem.Kind.choices]

    def queryset(self, request, cases):
        if self.value() is None:
            return cases
        if self.value() in {"review", "fact"}:
            return cases.filter(review__isnull=self.value() == "fact")
        return cases.filter(trivia_item__kind=self.value())


class ReasonFilter(admin.SimpleListFilter):
    """Cases with a report for this reason, whatever else they were reported for."""

    title = "reason"
    parameter_name = "reason"

    def lookups(self, request, model_admin):
        return Report.Reason.choices

    def queryset(self, request, cases):
        if self.value() is None:
            return cases
        return cases.filter(pk__in=Report.objects.filter(reason=self.value()).values("case"))
