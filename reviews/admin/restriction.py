from django.contrib import admin, messages

from reviews.admin.suspension import UntilAdmin
from reviews.models import Restriction


@admin.register(Restriction)
class RestrictionAdmin(UntilAdmin):
    """Members whose posts wait for a moderator, or whose reports are not taken, until a date."""

    list_display = ["member", "kind", "began_at", "until", "ended_at", "ended_by"]
    list_filter = ["kind", *UntilAdmin.list_filter]
    list_select_related = ["member", "ended_by"]
    fields = ["member", "kind", "began_at", "until", "decision", "ended_at", "ended_by"]

    @admin.action(description="End now: the member may do it again", permissions=["end"])
    def end(self, request, restrictions):
        messages.success(request, f"Ended: {self.end_all(request, restrictions)}.")
