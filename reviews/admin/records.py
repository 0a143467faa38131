"""What was written, reported, decided and done: for looking things up."""

from django.contrib import admin

from reviews.admin.view_only import ViewOnlyAdmin
from reviews.models import AuditEntry, Case, Decision, Report, Review


@admin.register(Review)
class ReviewAdmin(ViewOnlyAdmin):
    """Every review but those their authors have taken back."""

    list_display = ["headline", "film", "author", "state", "published_at"]
    list_filter = ["state", "has_spoilers", "language"]
    list_select_related = ["film", "author"]
    search_fields = ["headline", "film__title", "author__username"]
    ordering = ["-published_at", "-pk"]
    fields = ["film", "author", "headline", "body", "has_spoilers", "language", "state", "published_at", "edited_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(state=Review.State.WITHDRAWN)


@admin.register(Report)
class ReportAdmin(ViewOnlyAdmin):
    list_display = ["reported_at", "reason", "case", "by", "details"]
    list_filter = ["reason"]
    list_select_related = ["case", "reporter"]
    search_fields = ["reporter__username", "details"]
    ordering = ["-reported_at", "-pk"]
    fields = ["case", "by", "similar_to", "reason", "details", "text_as_reported", "reported_at"]

    def get_queryset(self, request):
        return Report.objects.visible_to(request.user)

    @admin.display(description="Reported by", ordering="reporter__username")
    def by(self, report):
        return report.reporter or "Noticed by the site"


@admin.register(Decision)
class DecisionAdmin(ViewOnlyAdmin):
    list_display = ["decided_at", "action", "guideline", "case", "author", "moderator"]
    list_filter = ["action", "guideline"]
    list_select_related = ["case", "author", "moderator"]
    search_fields = ["author__username", "moderator__username", "facts"]
    ordering = ["-pk"]
    fields = ["case", "author", "moderator", "action", "guideline", "facts", "text_as_decided", "decided_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(case__in=Case.objects.decidable_by(request.user))


@admin.register(AuditEntry)
class AuditEntryAdmin(ViewOnlyAdmin):
    list_display = ["happened_at", "actor", "action", "subject", "decision"]
    list_filter = ["action"]
    list_select_related = ["actor", "decision__moderator"]
    search_fields = ["actor__username", "subject"]
    fields = ["happened_at", "actor", "action", "subject", "decision"]
