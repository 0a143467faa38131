from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timesince import timesince

from reviews.admin.view_only import ViewOnlyAdmin
from reviews.models import Case, Decision, Proposal
from reviews.models.case_queryset import WITH_SUBJECT


class WaitingFilter(admin.SimpleListFilter):
    """Those that wait for a second moderator, and what became of the others."""

    title, parameter_name = "state", "state"

    def lookups(self, request, model_admin):
        return [("waiting", "Waiting"), ("confirmed", "Confirmed"), ("refused", "Refused")]

    def queryset(self, request, queryset):
        if self.value() == "waiting":
            return queryset.waiting()
        if self.value() in {"confirmed", "refused"}:
            return queryset.filter(is_confirmed=self.value() == "confirmed")
        return queryset


@admin.register(Proposal)
class ProposalAdmin(ViewOnlyAdmin):
    """Heavy decisions that wait for a second moderator, and those that had one: they are answered on their case."""

    list_display = ["what", "would", "why_heavy", "by", "age", "standing"]
    list_filter = [WaitingFilter, "why"]
    list_display_links = None

    class Media:
        css = {"all": ["css/admin-case.css", "css/admin-appeal.css"]}

    def get_queryset(self, request):
        decidable = Case.objects.decidable_by(request.user).exclude(author=request.user)
        return Proposal.objects.filter(case__in=decidable).select_related(
            "proposed_by",
            "second",
            *(f"case__{name}" for name in WITH_SUBJECT),
        )

    def get_ordering(self, request):
        return [F("ended_at").desc(nulls_first=True), "proposed_at", "pk"]

    def changelist_view(self, request, extra_context=None):
        context = {"title": "Decisions for two", "is_nav_sidebar_enabled": False}
        return super().changelist_view(request, context | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Its case, where a second moderator confirms or refuses it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        proposal = self.get_object(request, unquote(object_id))
        if proposal is None:
            raise Http404("There is no such proposal among those on cases you decide.")
        return HttpResponseRedirect(reverse("admin:reviews_case_change", args=[proposal.case_id]))

    @admin.display(description="Case")
    def what(self, proposal):
        address = reverse("admin:reviews_case_change", args=[proposal.case_id])
        return format_html('<a href="{}"><b>{}</b></a>', address, capfirst(proposal.case.subject))

    @admin.display(description="Decision")
    def would(self, proposal):
        days = proposal.terms.get("days")
        verb = Decision.Action(proposal.action).label.partition(":")[0]
        return f"{verb}, {days} day{'' if days == 1 else 's'}" if days else verb

    @admin.display(description="Why it needs two")
    def why_heavy(self, proposal):
        return proposal.get_why_display()

    @admin.display(description="Proposed by", ordering="proposed_by__username")
    def by(self, proposal):
        return proposal.proposed_by

    @admin.display(description="Age", ordering="proposed_at")
    def age(self, proposal):
        return timesince(proposal.proposed_at, depth=1)

    @admin.display(description="State")
    def standing(self, proposal):
        if not proposal.ended_at:
            return "Waits for a second moderator"
        note = f"{proposal.second}, {date_format(proposal.ended_at, 'j F Y')}"
        if proposal.alone:
            note += ", the same person, because this site has one moderator"
        verb = "Confirmed" if proposal.is_confirmed else "Refused"
        return format_html('{}<span class="case-quiet">{}{}</span>', verb, note, refusal_of(proposal))


def refusal_of(proposal) -> str:
    return f": {proposal.reason}" if proposal.reason else ""
