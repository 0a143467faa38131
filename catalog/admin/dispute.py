from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.timesince import timesince

from catalog.admin import dispute_page
from catalog.admin.common import NeverDeleted
from catalog.models import Dispute
from filmsite.admin_search import ShortSearch


class WaitingFilter(admin.SimpleListFilter):
    """Those that wait for an editor, and what became of the others."""

    title, parameter_name = "state", "state"

    def lookups(self, request, model_admin):
        return [("waiting", "Waiting"), *Dispute.Outcome.choices]

    def queryset(self, request, queryset):
        if self.value() == "waiting":
            return queryset.waiting()
        return queryset.filter(outcome=self.value()) if self.value() in Dispute.Outcome else queryset


@admin.register(Dispute)
class DisputeAdmin(NeverDeleted, ShortSearch, admin.ModelAdmin):
    """What members say is wrong: the open ones on top, whoever has waited longest first; and a page for each."""

    list_display = ["fact_disputed", "film", "challenger", "age", "standing"]
    list_filter = [WaitingFilter]
    list_per_page = 50
    actions = None
    search_fields = ["fact__film__search_names__name", "challenger__username", "words"]
    search_help_text = "A film’s title, a username, or words of the dispute."

    class Media:
        css = {"all": ["css/admin-case.css", "css/admin-appeal.css"]}

    def has_add_permission(self, request):
        return False

    def get_queryset(self, request):
        """What was removed is read on its case, where each look is on record."""
        disputes = Dispute.objects.exclude(fact__state="removed")
        return disputes.select_related("fact__film", "fact__contributor", "challenger", "decided_by").prefetch_related(
            "fact__quote_lines"
        )

    def get_ordering(self, request):
        return [F("decided_at").desc(nulls_first=True), "opened_at", "pk"]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The one screen on which a dispute is read and decided."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        dispute = self.get_object(request, unquote(object_id))
        if dispute is None:
            raise Http404("There is no such dispute.")
        if request.method != "POST":
            return dispute_page.show(self, request, dispute)
        if not self.has_change_permission(request, dispute):
            raise PermissionDenied
        return dispute_page.answer(self, request, dispute)

    @admin.display(description="Fact")
    def fact_disputed(self, dispute):
        return format_html("<b>{}</b>", Truncator(dispute.fact.plain_text()).words(20))

    @admin.display(description="Film", ordering="fact__film__sort_title")
    def film(self, dispute):
        return dispute.fact.film

    @admin.display(description="Age", ordering="opened_at")
    def age(self, dispute):
        return timesince(dispute.opened_at, depth=1)

    @admin.display(description="State")
    def standing(self, dispute):
        if not dispute.is_open:
            return dispute.get_outcome_display()
        return "Waiting" if dispute.fact.is_published else "With the moderators"
