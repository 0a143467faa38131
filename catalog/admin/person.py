from django import forms
from django.contrib import admin

from catalog.admin.common import CatalogueAdmin, FoundByName, NeverDeleted, TouchesFilms, rows_link
from catalog.models import Credit, Film, Person


class PersonForm(forms.ModelForm):
    imdb_id = forms.RegexField(
        r"^nm[0-9]{7,9}$",
        label="IMDb id",
        required=False,
        empty_value=None,
        error_messages={"invalid": "An IMDb id of a person looks like nm0000001."},
    )


@admin.register(Person)
class PersonAdmin(NeverDeleted, TouchesFilms, FoundByName, CatalogueAdmin):
    form = PersonForm
    fields = ["name", "born", "died", "birth_place", "biography", "imdb_id", "credits_link"]
    readonly_fields = ["credits_link"]
    list_display = ["name", "born", "died", "birth_place"]

    def films_of(self, person):
        return Film.objects.filter(credits__person=person)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.instance.refresh_keys()

    @admin.display(description="Credits")
    def credits_link(self, person):
        if not person.pk:
            return "None yet"
        return rows_link(Credit, f"All {person.credits.count()} credits", person__id__exact=person.pk)
