from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timesince import timesince

from reviews.admin import appeal_page
from reviews.admin.view_only import ViewOnlyAdmin
from reviews.models import Appeal


class OpenFilter(admin.SimpleListFilter):
    """Those that wait for an answer, and those that have one."""

    title, parameter_name = "state", "state"

    def lookups(self, request, model_admin):
        return [("open", "Open"), ("upheld", "The decision stands"), ("overturned", "Overturned")]

    def queryset(self, request, queryset):
        if self.value() == "open":
            return queryset.open()
        return queryset.filter(outcome=self.value()) if self.value() in Appeal.Outcome else queryset


@admin.register(Appeal)
class AppealAdmin(ViewOnlyAdmin):
    """Who asks for a second look: the open ones on top, whoever has waited longest first; and a page for each."""

    list_display = ["what", "decision_appealed", "by", "age", "standing"]
    list_filter = [OpenFilter]
    search_fields = ["decision__case__review__film__title", "appellant__username"]

    class Media:
        css = {"all": ["css/admin-case.css", "css/admin-appeal.css"]}

    def get_queryset(self, request):
        return Appeal.objects.visible_to(request.user).exclude(appellant=request.user).with_everything()

    def get_ordering(self, request):
        return [F("decided_at").desc(nulls_first=True), "filed_at", "pk"]

    def changelist_view(self, request, extra_context=None):
        context = {"title": "Appeals", "is_nav_sidebar_enabled": False}
        return super().changelist_view(request, context | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The one screen on which an appeal is read, asked about and decided."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        appeal = self.get_object(request, unquote(object_id))
        if appeal is None:
            raise Http404("There is no such appeal among those you decide.")
        page = appeal_page.answer if request.method == "POST" else appeal_page.show
        return page(self, request, appeal)

    @admin.display(description="About")
    def what(self, appeal):
        case = appeal.decision.case
        return format_html("<b>{}</b>", capfirst(case.subject))

    @admin.display(description="Decision")
    def decision_appealed(self, appeal):
        decision = appeal.decision
        who_and_when = f"{decision.decider}, {date_format(decision.decided_at, 'j F Y')}"
        return format_html('{}<span class="case-quiet">{}</span>', decision.verb, who_and_when)

    @admin.display(description="Appealed by")
    def by(self, appeal):
        part = "who reported it" if appeal.is_of_reporter else "its author"
        return format_html('{}<span class="case-quiet">{}</span>', appeal.appellant, part)

    @admin.display(description="Age", ordering="filed_at")
    def age(self, appeal):
        age = timesince(appeal.filed_at, depth=1)
        if appeal.is_late:
            return format_html(
                '<b class="appeal-late">{}</b><span class="case-quiet">over the goal of 7 days</span>', age
            )
        return age

    @admin.display(description="State")
    def standing(self, appeal):
        if appeal.is_open:
            return "Waits for the member’s answer" if appeal.waits_for_answer else "Open"
        moment = date_format(appeal.decided_at, "j F Y")
        note = f"{appeal.decider}, {moment}" + (", by the same person" if appeal.alone else "")
        return format_html('{}<span class="case-quiet">{}</span>', appeal.get_outcome_display(), note)
