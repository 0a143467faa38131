from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.forms import Script
from django.http import HttpResponseNotAllowed
from django.urls import path
from django.utils.timesince import timesince

from reviews.admin import case_page, case_row, case_steps, sealed_view
from reviews.admin.filters import (
    AgeFilter,
    AuthorFilter,
    ClaimedByFilter,
    KindFilter,
    LanguageFilter,
    ReasonFilter,
    ReporterFilter,
    StateFilter,
)
from reviews.admin.view_only import ViewOnlyAdmin
from reviews.models import Case, Decision, Proposal, Report
from reviews.models.case_queryset import MOST_PRESSING


@admin.register(Case)
class CaseAdmin(ViewOnlyAdmin):
    """The queue: what needs an answer first on top, each row with the text itself; and a page for every case."""

    list_display = ["what", "reasons", "pressing", "age", "by", "claimed", "standing"]
    # The link stands in the first column, beside a button.
    list_display_links = None
    list_filter = [
        StateFilter,
        KindFilter,
        ReasonFilter,
        AuthorFilter,
        ReporterFilter,
        AgeFilter,
        LanguageFilter,
        ClaimedByFilter,
    ]
    empty_value_display = ""
    change_list_template = "admin/reviews/case/queue.html"
    # Not by the words of the text: those of closed cases are sealed.
    search_fields = [
        "review__film__title",
        "trivia_item__film__title",
        "storyline__film__title",
        "author__username",
    ]

    class Media:
        css = {"all": ["css/admin-case.css"]}
        js = [Script("js/admin-case.js", defer=True)]

    def get_urls(self):
        look = self.admin_site.admin_view(sealed_view.look)
        return [
            path("next/", self.posted(case_steps.take_next), name="reviews_case_next"),
            path("<int:pk>/look/", look, name="reviews_case_look"),
            path("<int:pk>/claim/", self.posted(case_steps.claim), name="reviews_case_claim"),
            path("<int:pk>/lease/", self.posted(case_steps.renew), name="reviews_case_lease"),
            path("<int:pk>/return/", self.posted(case_steps.hand_back), name="reviews_case_return"),
            path("<int:pk>/answer/", self.posted(case_steps.answer), name="reviews_case_answer"),
            *super().get_urls(),
        ]

    def posted(self, step):
        """The view of a step, which only somebody in office takes, and only with a form."""

        def view(request, pk=None):
            if request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            if not self.has_view_permission(request):
                raise PermissionDenied
            return step(self, request) if pk is None else step(self, request, case_steps.found(self, request, pk))

        return self.admin_site.admin_view(view)

    def get_queryset(self, request):
        waiting = Case.objects.waiting_for(request.user).filter(pk=OuterRef("pk"))
        cases = Case.objects.decidable_by(request.user).with_texts().select_related("claimed_by")
        decisions = Decision.objects.select_related("moderator", "appeal", "superseded_by")
        return cases.annotate(is_own=Q(author=request.user), is_waiting=Exists(waiting)).prefetch_related(
            "reports",
            Prefetch("reports", Report.objects.that_stand(), to_attr="standing_reports"),
            Prefetch("proposals", Proposal.objects.waiting(), to_attr="waiting_proposals"),
            Prefetch("decisions", decisions),
        )

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
        case = case_steps.found(self, request, unquote(object_id))
        page = case_page.decide if request.method == "POST" else case_page.show
        return page(self, request, case)

    @admin.display(description="Text")
    def what(self, case):
        return case_row.what(case)

    @admin.display(description="Reports")
    def reasons(self, case):
        return case_row.NOT_FOR_AUTHORS if case.is_own else case_row.reasons(case)

    @admin.display(description="Score", ordering="score")
    def pressing(self, case):
        return "" if case.is_own else case_row.score(case)

    @admin.display(description="Age", ordering="opened_at")
    def age(self, case):
        return timesince(case.opened_at, depth=1)

    @admin.display(description="Author", ordering="author__username")
    def by(self, case):
        return case.author or "the editors"

    @admin.display(description="Claimed by")
    def claimed(self, case):
        return "" if case.is_own else case_row.claimed(case)

    @admin.display(description="State")
    def standing(self, case):
        if case.is_own:
            # Who decided, authors are never told.
            return "Open" if case.is_open else "Closed"
        return case_row.state(case)
