from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm

from accounts.models import OutgoingMail, User
from filmsite.admin_search import ShortSearch


class MemberCreationForm(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User


@admin.register(User)
class UserAdmin(ShortSearch, DjangoUserAdmin):
    """Members. Who may view them sees them; to change one, and so to hand out rights, takes a superuser."""

    add_form = MemberCreationForm
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Public page", {"fields": ["display_name", "bio"]}),
        ("Mail", {"fields": ["email"]}),
        ("Rights", {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]
    list_display = ["username", "display_name", "email", "date_joined", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff", "groups", "date_joined"]
    search_fields = ["username", "display_name", "email"]
    ordering = ["-date_joined", "-pk"]

    def save_model(self, request, obj, form, change):
        """Votes and ratings of somebody who is shut out do not count, and count again when they are let in."""
        super().save_model(request, obj, form, change)
        if "is_active" in form.changed_data:
            obj.helpful_votes.settle()
            obj.ratings.count_or_not(counted=obj.can_take_part)

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ShortSearch, admin.ModelAdmin):
    """What the site wrote to its members, and what still waits; nobody edits a mail."""

    list_display = ["subject", "recipient", "written_at", "sent_at"]
    list_filter = [("sent_at", admin.EmptyFieldListFilter), "written_at"]
    list_select_related = ["recipient"]
    search_fields = ["subject", "recipient__username"]
    ordering = ["-pk"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
