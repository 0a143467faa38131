from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q

from catalog.admin.common import CatalogueAdmin, TouchesFilms
from catalog.models import Connection, Film
from catalog.models.connection import Side


class ConnectionForm(forms.ModelForm):
    """A connection as it is said from either of the two films."""

    side = forms.ChoiceField(
        label="How", choices=[("", "---"), *Side.choices], help_text="“Followed by”: the other film is the sequel."
    )

    class Meta:
        labels = {"film": "This film", "other": "The other film"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "side" in self.fields:
            self.fields["side"].initial = self.instance.kind

    def clean(self):
        data = super().clean()
        film, other = (self.film_in(data, name) for name in ("film", "other"))
        if data.get("side") and film and other:
            self.take_direction(data, film, data["side"], other)
        return data

    def film_in(self, data, name):
        """One of the two films: those of a connection that is there stay what they are."""
        return getattr(self.instance, name) if self.instance.pk else data.get(name)

    def take_direction(self, data, film, side, other):
        """Store it the way round that such connections are stored."""
        row = Connection.directed(film, side, other)
        row.pk = self.instance.pk
        try:
            row.refuse_misfit()
        except ValidationError as error:
            self.add_error(None, error)
        data |= {name: getattr(row, name) for name in ("film", "other") if name in data}
        self.instance.film, self.instance.kind, self.instance.other = row.film, row.kind, row.other


class EitherSide(admin.SimpleListFilter):
    """The connections of one film, from whichever side they were entered; offered only where one has come by a link."""

    title, parameter_name = "film", "of_film"

    def lookups(self, request, model_admin):
        value = request.GET.get(self.parameter_name, "")
        film = Film.objects.filter(pk=value).first() if value.isdecimal() and len(value) < 10 else None
        return [(value, str(film))] if film else []

    def queryset(self, request, queryset):
        film = self.value()
        return queryset.filter(Q(film=film) | Q(other=film)) if film else queryset


@admin.register(Connection)
class ConnectionAdmin(TouchesFilms, CatalogueAdmin):
    """How films belong together. Each stands here once, and on the pages of both films."""

    form = ConnectionForm
    fields = ["film", "side", "other", "note", "has_spoilers"]
    autocomplete_fields = ["film", "other"]
    list_display = ["film", "kind", "other", "note", "has_spoilers"]
    list_filter = [EitherSide, "kind", "has_spoilers"]
    list_select_related = ["film", "other"]
    search_fields = ["film__title", "other__title", "note"]
    ordering = ["-pk"]

    def get_readonly_fields(self, request, obj=None):
        return ["film", "other"] if obj else []

    def save_model(self, request, obj, form, change):
        # Another direction changes columns that the form does not show.
        obj.save()

    def films_of(self, connection):
        return Film.objects.filter(pk__in=[connection.film_id, connection.other_id])
