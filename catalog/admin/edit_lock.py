"""Locking a film's or a person's page against changes."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path

from catalog.models import EditLock, Film, Person

LOCKED = {"film": Film, "person": Person}


class LockForm(forms.Form):
    reason = forms.CharField(
        max_length=200, widget=AdminTextInputWidget, help_text="Everybody who wants to change the page reads it."
    )


@admin.register(EditLock)
class EditLockAdmin(admin.ModelAdmin):
    """Every lock there is and was. A lock begins and ends on the page of its film or person."""

    list_display = ["page", "reason", "by", "begun_at", "ended_by", "ended_at"]
    list_filter = [("ended_at", admin.EmptyFieldListFilter)]
    list_select_related = ["film", "person", "by", "ended_by"]
    fields = readonly_fields = ["page", "reason", "by", "begun_at", "ended_by", "ended_at"]

    def get_urls(self):
        lock = self.admin_site.admin_view(self.lock_view)
        return [path("on/<str:kind>/<int:pk>/", lock, name="catalog_editlock_on"), *super().get_urls()]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="Page")
    def page(self, lock):
        return str(lock.film or lock.person)

    def lock_view(self, request, kind, pk):
        """Lock a page with a reason, or end the lock it is under."""
        if kind not in LOCKED:
            raise Http404("Only films and people are locked.")
        if not request.user.has_perm("catalog.add_editlock"):
            raise PermissionDenied("Editors lock pages.")
        row = get_object_or_404(LOCKED[kind], pk=pk)
        lock, form = EditLock.objects.on(row), LockForm(request.POST or None)
        change = redirect(f"admin:catalog_{kind}_change", pk)
        if request.method == "POST" and "end" in request.POST and lock:
            lock.end(by=request.user)
            messages.success(request, f"{row} can be changed again.")
            return change
        if lock is None and form.is_valid():
            try:
                EditLock.objects.begin(row, by=request.user, reason=form.cleaned_data["reason"])
                messages.success(request, f"{row} is locked.")
            except ValidationError as refusal:
                messages.error(request, refusal.messages[0])
            return change
        context = {
            **self.admin_site.each_context(request),
            "title": f"Lock {row}",
            "opts": row._meta,
            "row": row,
            "lock": lock,
            "form": form,
        }
        status = 400 if request.method == "POST" else 200
        return render(request, "admin/catalog/editlock/on.html", context, status=status)
