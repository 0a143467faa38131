from django.contrib import admin, messages
from django.utils import timezone

from reviews.admin.view_only import ViewOnlyAdmin
from reviews.models import SlowMode


@admin.register(SlowMode)
class SlowModeAdmin(ViewOnlyAdmin):
    """Films on whose reviews far more members voted than usual; who has looked may let the votes count at once."""

    actions = ["end"]
    list_display = ["film", "began_at", "ends_at", "reason", "ended_by"]
    list_filter = ["began_at"]
    list_select_related = ["film", "ended_by"]
    search_fields = ["film__title"]
    ordering = ["-pk"]
    fields = ["film", "began_at", "ends_at", "reason", "ended_by"]

    def has_decide_permission(self, request):
        return request.user.has_perm("reviews.add_decision")

    @admin.display(description="Why")
    def reason(self, slow_mode):
        return slow_mode.reason

    @admin.action(description="End the slow mode now: all its votes count", permissions=["decide"])
    def end(self, request, slow_modes):
        running = slow_modes.filter(ends_at__gt=timezone.now()).select_related("film").order_by("film")
        ended = [slow_mode.end(request.user) for slow_mode in running]
        messages.success(request, f"Slow modes ended: {len(ended)}.")
