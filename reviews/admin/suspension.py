"""Members who are kept from something until a date. It begins by a decision on a case, and ends here if it has to."""

from django.contrib import admin, messages

from reviews.admin.view_only import ViewOnlyAdmin
from reviews.models import Suspension


class UntilAdmin(ViewOnlyAdmin):
    """Rows that senior moderators can end before their time."""

    actions = ["end"]
    list_filter = [("ended_at", admin.EmptyFieldListFilter), "began_at"]
    search_fields = ["member__username"]
    ordering = ["-pk"]

    def has_end_permission(self, request):
        return request.user.has_perm("reviews.take_over_claim")

    def end_all(self, request, rows) -> int:
        """End those that stand, but nobody's own."""
        standing = list(rows.standing().exclude(member=request.user))
        for row in standing:
            row.end(request.user)
        return len(standing)


@admin.register(Suspension)
class SuspensionAdmin(UntilAdmin):
    """Members who are kept from taking part until a date. Their votes and ratings wait with them."""

    list_display = ["member", "began_at", "until", "moderator", "ended_at", "ended_by"]
    list_select_related = ["member", "moderator", "ended_by"]
    fields = ["member", "began_at", "until", "reason", "moderator", "decision", "ended_at", "ended_by"]

    @admin.action(description="End now: the member takes part again, and votes and ratings count", permissions=["end"])
    def end(self, request, suspensions):
        messages.success(request, f"Suspensions ended: {self.end_all(request, suspensions)}.")
