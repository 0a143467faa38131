"""What was written, reported, decided and done: for looking things up."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from reviews.admin.view_only import ViewOnlyAdmin
from reviews.models import AuditEntry, Case, Decision, Guideline, Report, Review


@admin.register(Review)
class ReviewAdmin(ViewOnlyAdmin):
    """What everybody can read. The words of what was taken away are sealed: they open on its case, on record."""

    list_display = ["headline", "film", "author", "published_at"]
    list_filter = ["has_spoilers", "language"]
    list_select_related = ["film", "author"]
    search_fields = ["headline", "film__title", "author__username"]
    ordering = ["-published_at", "-pk"]
    fields = ["film", "author", "headline", "body", "has_spoilers", "language", "published_at", "edited_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).published()


@admin.register(Report)
class ReportAdmin(ViewOnlyAdmin):
    list_display = ["reported_at", "reason", "case", "by", "details"]
    list_filter = ["reason"]
    list_select_related = ["case", "reporter"]
    search_fields = ["reporter__username", "details"]
    ordering = ["-reported_at", "-pk"]
    fields = ["case", "by", "similar_to", "reason", "details", "reported_at"]

    def get_queryset(self, request):
        return Report.objects.visible_to(request.user)

    @admin.display(description="Reported by", ordering="reporter__username")
    def by(self, report):
        is_of_site = report.source == Report.Source.SITE
        return report.reporter or ("Noticed by the site" if is_of_site else report.get_source_display())


class RuleFilter(admin.SimpleListFilter):
    """By guideline, each with its title of today."""

    title, parameter_name = "guideline", "guideline"

    def lookups(self, request, model_admin):
        return [(rule.pk, rule.title) for rule in Guideline.objects.prefetch_related("versions")]

    def queryset(self, request, queryset):
        return queryset.filter(guideline=self.value()) if self.value() else queryset


@admin.register(Decision)
class DecisionAdmin(ViewOnlyAdmin):
    """The sealed text is not here: a moderator opens it on the case, and each look is written down.

    Of decisions on their own texts moderators read, like every author, what the statement of reasons says.
    """

    list_display = ["decided_at", "action", "guideline", "case", "author", "by", "role"]
    list_filter = ["action", "role", "is_automated", RuleFilter]
    list_select_related = ["case", "author", "moderator", "guideline"]
    search_fields = ["author__username", "moderator__username", "facts"]
    ordering = ["-pk"]
    fields = [
        *("case", "author", "action", "by", "role", "second", "found_by", "guideline", "law", "facts"),
        *("message", "note", "days", "until", "supersedes", "decided_at"),
    ]

    def get_queryset(self, request):
        decisions = super().get_queryset(request).prefetch_related("guideline__versions")
        return decisions.filter(case__in=Case.objects.decidable_by(request.user).exclude(author=request.user))

    @admin.display(description="Decided by", ordering="moderator__username")
    def by(self, decision):
        return decision.decider


@admin.register(AuditEntry)
class AuditEntryAdmin(ViewOnlyAdmin):
    """The whole record but the entries on one's own texts: they say who opened the case, and notes about it."""

    list_display = ["seq", "happened_at", "who", "action", "subject", "link_to_case"]
    list_filter = ["action", "happened_at", ("actor", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["actor", "case"]
    search_fields = ["actor__username", "subject", "details"]
    fields = ["seq", "happened_at", "who", "action", "subject", "link_to_case", "decision", "details", "digest"]

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(case__author=request.user)

    @admin.display(description="Who", ordering="actor__username")
    def who(self, entry):
        return entry.actor or "the site"

    @admin.display(description="Case", ordering="case", empty_value="–")
    def link_to_case(self, entry):
        if entry.case_id:
            address = reverse("admin:reviews_case_change", args=[entry.case_id])
            return format_html('<a href="{}">{}</a>', address, entry.case)
        return None
