from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from catalog.admin.common import CatalogueAdmin, TouchesFilms
from catalog.models import Nomination


class NominationForm(forms.ModelForm):
    ceremony_year = forms.IntegerField(min_value=1870, max_value=2150)
    film_year = forms.IntegerField(min_value=1870, max_value=2150, help_text="The year whose films were honoured.")

    def clean(self):
        data = super().clean()
        if not any(data.get(name) for name in ("films", "people", "film_title", "named")):
            raise ValidationError("Name a film or a person.", code="nobody")
        self.check_ceremony(data.get("ceremony"), data)
        return data

    def check_ceremony(self, ceremony, data):
        """A nomination and its ceremony are of one body and one year."""
        if not ceremony:
            return
        if data.get("award") and data["award"].body_id != ceremony.body_id:
            self.add_error("ceremony", "This is a ceremony of somebody else’s awards.")
        if data.get("ceremony_year") and data["ceremony_year"] != ceremony.year:
            self.add_error("ceremony_year", f"This ceremony was in {ceremony.year}.")


@admin.register(Nomination)
class NominationAdmin(TouchesFilms, CatalogueAdmin):
    form = NominationForm
    fields = [
        "award",
        "category_text",
        ("ceremony", "ceremony_year", "film_year", "won"),
        *("people", "named", "films", "film_title", "detail"),
    ]
    autocomplete_fields = ["award", "ceremony", "people", "films"]
    list_display = ["award", "ceremony_year", "names", "film_names", "outcome"]
    list_filter = ["award__body", "won", "ceremony_year"]
    search_fields = ["people__name", "films__title", "film_title", "named", "award__name"]
    ordering = ["-ceremony_year", "award__position", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_names()

    def films_of(self, nomination):
        return nomination.films.all()

    @admin.display(description="People")
    def names(self, nomination):
        return ", ".join([*(person.name for person in nomination.people.all()), *nomination.others])

    @admin.display(description="Films")
    def film_names(self, nomination):
        return ", ".join(film.title for film in nomination.films.all()) or nomination.film_title
