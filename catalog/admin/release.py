from django.contrib import admin

from catalog.admin.common import CatalogueAdmin, RowOfFilmForm, TouchesFilms
from catalog.models import Film, Release


@admin.register(Release)
class ReleaseAdmin(TouchesFilms, CatalogueAdmin):
    """When films came out; a film's own are found from its page."""

    form = RowOfFilmForm
    fields = ["film", "country", "date", "kind", "note"]
    autocomplete_fields = ["film", "country"]
    list_display = ["film", "country", "date", "kind", "note"]
    list_filter = ["kind"]
    list_select_related = ["film", "country"]
    search_fields = ["film__title", "country__name", "note"]
    ordering = ["film__sort_title", "date", "pk"]

    def get_readonly_fields(self, request, obj=None):
        return ["film"] if obj else []

    def films_of(self, release):
        return Film.objects.filter(pk=release.film_id)
