from collections import Counter

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator, capfirst
from django.utils.timesince import timesince

from reviews.admin import case_page
from reviews.admin.filters import KindFilter, ReasonFilter, StateFilter
from reviews.admin.view_only import ViewOnlyAdmin
from reviews.models import Case, Report
from reviews.models.case import MOST_PRESSING


@admin.register(Case)
class CaseAdmin(ViewOnlyAdmin):
    """The queue: what needs an answer first on top, each row with the text itself; and a page for every case."""

    list_display = ["what", "text", "reports", "reasons", "age", "by", "standing"]
    list_filter = [StateFilter, ReasonFilter, KindFilter]
    list_per_page = 25
    search_fields = [
        "review__headline",
        "review__film__title",
        "trivia_item__text",
        "trivia_item__film__title",
        "author__username",
    ]

    class Media:
        css = {"all": ["css/admin-case.css"]}

    def get_queryset(self, request):
        cases = Case.objects.decidable_by(request.user).with_report_count().with_texts()
        return cases.prefetch_related("reports", "decisions__moderator")

    def get_ordering(self, request):
        return ["-closed_at", "-pk"] if request.GET.get("state") == "closed" else MOST_PRESSING

    def changelist_view(self, request, extra_context=None):
        # The room that the list of models takes is the texts' here.
        context = {"title": "Cases", "is_nav_sidebar_enabled": False}
        return super().changelist_view(request, context | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The one screen on which a case is read and decided."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        case = self.get_object(request, unquote(object_id))
        if case is None:
            raise Http404("There is no such case among those you decide.")
        page = case_page.decide if request.method == "POST" else case_page.show
        return page(self, request, case)

    @admin.display(description="Text")
    def what(self, case):
        title = case.review.headline if case.review else capfirst(case.kind)
        film = case.subject if case.review else case.target.film
        return format_html('<b>{}</b><span class="case-quiet">{}</span>', title, film)

    @admin.display(description="In its words")
    def text(self, case):
        words = case.review.body if case.review else case.target.plain_text()
        return format_html('<div class="case-words">{}</div>', Truncator(words).chars(300))

    @admin.display(description="Reports", ordering="report_count")
    def reports(self, case):
        return case.report_count

    @admin.display(description="Reasons")
    def reasons(self, case):
        counts = Counter(report.reason for report in case.reports.all()).most_common()
        times = ((reason, f"\u00a0×\u00a0{count}" if count > 1 else "") for reason, count in counts)
        rows = ((Report.Reason(reason).label, often) for reason, often in times)
        return format_html('<ul class="case-reasons">{}</ul>', format_html_join("", "<li>{}{}</li>", rows))

    @admin.display(description="Age", ordering="opened_at")
    def age(self, case):
        return timesince(case.opened_at, depth=1)

    @admin.display(description="Author", ordering="author__username")
    def by(self, case):
        return case.author or "the editors"

    @admin.display(description="State")
    def standing(self, case):
        if case.is_open:
            return "Open"
        decision = case.latest_decision
        who_and_when = f"{decision.moderator}, {date_format(decision.decided_at, 'j F Y')}"
        return format_html('{}<span class="case-quiet">{}</span>', decision.verb, who_and_when)
