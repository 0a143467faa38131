from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from accounts.text import PlainTextField
from reviews.admin.view_only import ViewOnlyAdmin
from reviews.models import Suspension


class SuspensionForm(forms.ModelForm):
    """Whom, for how long, and why."""

    username = forms.CharField(max_length=30)
    days = forms.TypedChoiceField(choices=[(1, "1 day"), (7, "7 days"), (30, "30 days")], coerce=int)
    reason = PlainTextField(
        multiline=True, max_length=1000, help_text="The member reads it; name the rule and the facts."
    )

    class Meta:
        model = Suspension
        fields = ["reason"]

    field_order = ["username", "days", "reason"]

    def clean_username(self):
        member = User.objects.filter(username=self.cleaned_data["username"].lower(), is_active=True).first()
        if member is None:
            raise ValidationError("There is no such member.")
        if member.is_staff:
            raise ValidationError("Moderators suspend neither themselves nor each other; ask an administrator.")
        if Suspension.objects.standing().filter(member=member).exists():
            raise ValidationError("This member is suspended already. End that first.")
        self.member = member
        return member.username


@admin.register(Suspension)
class SuspensionAdmin(ViewOnlyAdmin):
    """Members who are kept from taking part until a date. Their votes and ratings wait with them."""

    actions = ["end"]
    list_display = ["member", "began_at", "until", "moderator", "ended_at", "ended_by"]
    list_filter = [("ended_at", admin.EmptyFieldListFilter), "began_at"]
    list_select_related = ["member", "moderator", "ended_by"]
    search_fields = ["member__username"]
    ordering = ["-pk"]

    def has_decide_permission(self, request):
        return request.user.has_perm("reviews.add_decision")

    def has_add_permission(self, request, obj=None):
        return self.has_decide_permission(request)

    def get_form(self, request, obj=None, **kwargs):
        return SuspensionForm if obj is None else super().get_form(request, obj, **kwargs)

    def get_fields(self, request, obj=None):
        shown = ["member", "began_at", "until", "reason", "moderator", "ended_at", "ended_by"]
        return shown if obj else SuspensionForm.field_order

    def save_model(self, request, obj, form, change):
        """The verb makes the row, and all that follows from it."""
        until = timezone.now() + timedelta(days=form.cleaned_data["days"])
        made = Suspension.objects.begin(
            form.member, until=until, moderator=request.user, reason=form.cleaned_data["reason"]
        )
        obj.pk, obj.member, obj.until, obj.moderator = made.pk, made.member, made.until, made.moderator

    @admin.action(
        description="End now: the member takes part again, and votes and ratings count", permissions=["decide"]
    )
    def end(self, request, suspensions):
        standing = list(suspensions.standing())
        for suspension in standing:
            suspension.end(request.user)
        messages.success(request, f"Suspensions ended: {len(standing)}.")
