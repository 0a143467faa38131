from django import forms
from django.contrib import admin

from catalog.admin.common import CatalogueAdmin, RowOfFilmForm, TouchesFilms
from catalog.models import Credit, Film


class CreditForm(RowOfFilmForm):
    billing = forms.IntegerField(
        min_value=1, max_value=9999, initial=1, help_text="Counts from 1 within the job, in the order of the screen."
    )

    def clean(self):
        data = super().clean()
        if data.get("character") and data.get("job") != Credit.Job.ACTOR:
            self.add_error("character", "Only the cast plays characters.")
        return data


@admin.register(Credit)
class CreditAdmin(TouchesFilms, CatalogueAdmin):
    """All credits, for casts that are too long for the film's own form."""

    form = CreditForm
    fields = ["film", "person", "job", "character", "job_text", "billing", "attributes"]
    autocomplete_fields = ["film", "person"]
    list_display = ["person", "film", "job", "character", "job_text", "billing", "attributes"]
    list_filter = ["job"]
    list_select_related = ["film", "person"]
    search_fields = ["person__name", "character", "film__title"]
    ordering = ["film__sort_title", "job", "billing", "pk"]

    def get_readonly_fields(self, request, obj=None):
        return ["film"] if obj else []

    def films_of(self, credit):
        return Film.objects.filter(pk=credit.film_id)
