from django.contrib import admin
from django.db.models import Count, Q

from catalog.admin.common import CatalogueAdmin, TouchesFilms
from catalog.models import Country, Film, Genre, Language


class TermAdmin(TouchesFilms, CatalogueAdmin):
    fields = ["name", "slug"]
    list_display = ["name", "slug", "films"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(film_count=Count("films"))

    @admin.display(ordering="film_count")
    def films(self, term):
        return term.film_count

    def films_of(self, term):
        return term.films.all()


@admin.register(Genre)
class GenreAdmin(TermAdmin):
    pass


@admin.register(Country)
class CountryAdmin(TermAdmin):
    def films_of(self, country):
        elsewhere = Q(certificates__country=country) | Q(alternative_titles__country=country)
        elsewhere |= Q(releases__country=country)
        return Film.objects.filter(Q(countries=country) | elsewhere)


@admin.register(Language)
class LanguageAdmin(TermAdmin):
    def films_of(self, language):
        return Film.objects.filter(Q(languages=language) | Q(alternative_titles__language=language))
