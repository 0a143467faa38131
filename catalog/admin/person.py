from django import forms
from django.contrib import admin

from catalog.admin.common import CatalogueAdmin, FoundByName, NeverDeleted, Rows, TouchesFilms, rows_link
from catalog.models import Credit, Film, Person, PersonName, Picture


class PersonForm(forms.ModelForm):
    imdb_id = forms.RegexField(
        r"^nm[0-9]{7,9}$",
        label="IMDb id",
        required=False,
        empty_value=None,
        error_messages={"invalid": "An IMDb id of a person looks like nm0000001."},
    )
    wikidata_id = forms.RegexField(
        r"^Q[1-9][0-9]{0,10}$",
        label="Wikidata id",
        required=False,
        empty_value=None,
        error_messages={"invalid": "A Wikidata id looks like Q42."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "portrait" in self.fields:
            # One of their own that everybody may see.
            self.fields["portrait"].queryset = self.portraits()

    def portraits(self):
        pictures = Picture.objects.published().select_related("person", "film")
        return pictures.filter(person=self.instance) if self.instance.pk else pictures.none()


class PersonNameInline(Rows):
    model = PersonName
    fields = ["name", "kind"]


@admin.register(Person)
class PersonAdmin(NeverDeleted, TouchesFilms, FoundByName, CatalogueAdmin):
    form = PersonForm
    fields = [
        "name",
        ("born", "birth_place"),
        ("died", "death_place"),
        "biography",
        "portrait",
        ("imdb_id", "wikidata_id"),
        *("credits_link", "pictures_link"),
    ]
    readonly_fields = ["credits_link", "pictures_link"]
    inlines = [PersonNameInline]
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

    @admin.display(description="Portraits")
    def pictures_link(self, person):
        if not person.pk:
            return "None yet"
        return rows_link(Picture, f"All {person.pictures.count()} portraits", person__id__exact=person.pk)
