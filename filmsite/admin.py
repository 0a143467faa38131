"""Merging two films, or two people, in the admin. It concerns what members wrote, so it is no part of the catalogue."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget, AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path

from catalog.models import Film, Merge, Person
from filmsite.merging import films, people, rows
from reviews.admin.view_only import ViewOnlyAdmin
from reviews.models import Review

MERGED = {"film": (Film, films), "person": (Person, people)}


class MergeForm(forms.Form):
    """Which page is kept, and why the two are one."""

    reason = forms.CharField(max_length=200, widget=AdminTextInputWidget, help_text="Everybody concerned reads it.")

    def __init__(self, *args, gone, **kwargs):
        super().__init__(*args, **kwargs)
        field = Merge._meta.get_field(gone._meta.model_name)
        others = type(gone).objects.exclude(pk=gone.pk)
        kept = forms.ModelChoiceField(others, label="Merge it into", widget=AutocompleteSelect(field, admin.site))
        self.fields = {"kept": kept, **self.fields}


@admin.register(Merge)
class MergeAdmin(ViewOnlyAdmin):
    """What was merged; it can be undone for 30 days."""

    list_display = ["what", "by", "at", "reason", "undo_until", "undone_at"]
    list_select_related = ["film", "gone_film", "person", "gone_person", "by"]
    fields = ["what", "by", "at", "reason", "undo_until", "undone_by", "undone_at"]
    readonly_fields = fields
    actions = ["undo"]

    def get_urls(self):
        merge = self.admin_site.admin_view(self.merge_view)
        return [path("new/<str:kind>/<int:pk>/", merge, name="catalog_merge_new"), *super().get_urls()]

    @admin.display(description="Merge")
    def what(self, merge):
        return str(merge)

    def has_undo_permission(self, request):
        return request.user.has_perm("catalog.change_merge")

    @admin.action(description="Undo: two pages again, and everything back where it was", permissions=["undo"])
    def undo(self, request, merges):
        for merge in merges.order_by("-pk"):
            _, verbs = MERGED["film" if merge.film_id else "person"]
            try:
                verbs.take_apart(merge, by=request.user)
                messages.success(request, f"{merge.gone} and {merge.kept} are two again.")
            except ValidationError as error:
                messages.error(request, f"{merge}: {error.messages[0]}")

    def merge_view(self, request, kind, pk):
        """First what would go along, then doing it."""
        if kind not in MERGED:
            raise Http404("Only films and people are merged.")
        if not request.user.has_perm("catalog.add_merge"):
            raise PermissionDenied("Editors merge pages.")
        model, verbs = MERGED[kind]
        gone = get_object_or_404(model, pk=pk)
        form = MergeForm(request.POST or None, gone=gone)
        if form.is_valid() and "merge" in request.POST:
            try:
                return self.merged(request, verbs, gone, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge {gone}",
            "opts": model._meta,
            "gone": gone,
            "form": form,
            "media": self.media + form.media,
            "along": what_goes_along(gone, form.cleaned_data["kept"]) if form.is_valid() else None,
        }
        status = 400 if request.method == "POST" and not form.is_valid() else 200
        return render(request, "admin/catalog/merge/new.html", context, status=status)

    def merged(self, request, verbs, gone, *, kept, reason):
        merge_of = verbs.merge_films if isinstance(gone, Film) else verbs.merge_people
        merge = merge_of(kept, gone, by=request.user, reason=reason)
        messages.success(request, f"{merge}. It can be undone until {merge.undo_until:%-d %B %Y}.")
        return redirect("admin:catalog_merge_change", merge.pk)


def what_goes_along(gone, kept) -> list[tuple[str, int]]:
    """What belongs to the page that will be gone, and how many members will have to choose between two reviews."""
    found = {}
    for model, field in rows.pointing_to(type(gone)):
        name = str(model._meta.verbose_name_plural)
        found[name] = found.get(name, 0) + model._base_manager.filter(**{field.name: gone}).count()
    counts = [(name, count) for name, count in found.items() if count and "-" not in name]
    if isinstance(gone, Film):
        of_both = Review.objects.published().filter(film=gone, author__in=kept.reviews.values("author"))
        counts.append(("members with a review on both, who will be asked to choose", of_both.count()))
    return counts
