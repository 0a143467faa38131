from django.contrib import admin
from django.utils.html import format_html, format_html_join

from catalog.admin.common import MOST_ROWS_INLINE, CatalogueAdmin, FoundByName, NeverDeleted, rows_link
from catalog.admin.film_filters import DecadeFilter, PosterFilter
from catalog.admin.film_form import FilmForm
from catalog.admin.film_inlines import (
    AlternativeTitleInline,
    CertificateInline,
    CreditInline,
    FactInline,
    FilmingLocationInline,
    StorylineInline,
)
from catalog.admin.picture import PictureInline, thumbnail_of
from catalog.models import Connection, Contribution, Credit, Film, Nomination, Release, SoundtrackItem, TriviaItem

NAMES = ("Names", {"fields": ["title", ("original_title", "sort_title")]})
RELEASE = ("Release", {"fields": [("year", "release_date", "runtime_minutes")]})
WORDS = ("In short", {"fields": ["outline", "tagline"]})
POSTER = ("Poster", {"fields": [("poster_now", "new_poster", "remove_poster")]})
POSTER_WITHHELD = "Others see the drawn card; another picture is shown again."
POSTER_ALONE = ("Poster", {"fields": ["poster_now"]})
KEPT_UNDER = ("Sorted under", {"fields": ["genres", ("countries", "languages")]})
ELSEWHERE = ("Elsewhere", {"fields": [("imdb_id", "tmdb_id", "wikidata_id")]})
FIGURES = ("Figures", {"fields": [("rating_count", "score_now", "review_count")]})
LISTS = ("Lists", {"fields": ["lists"]})


@admin.register(Film)
class FilmAdmin(NeverDeleted, FoundByName, CatalogueAdmin):
    """A film with all that is entered with it on one page."""

    form = FilmForm
    fieldsets = [NAMES, RELEASE, WORDS, POSTER, KEPT_UNDER, ELSEWHERE, FIGURES, LISTS]
    fieldsets_to_read = [NAMES, RELEASE, WORDS, POSTER_ALONE, KEPT_UNDER, ELSEWHERE, FIGURES]
    readonly_fields = ["poster_now", "rating_count", "score_now", "review_count", "lists"]
    autocomplete_fields = ["countries", "languages"]
    inlines = [
        CreditInline,
        AlternativeTitleInline,
        CertificateInline,
        FilmingLocationInline,
        StorylineInline,
        FactInline,
        PictureInline,
    ]
    list_display = ["thumbnail", "title", "year", "directed_by", "rating_count", "review_count", "has_poster"]
    list_display_links = ["title"]
    list_filter = [DecadeFilter, PosterFilter, "genres", "countries"]
    ordering = ["sort_title", "pk"]
    search_help_text = "A title in any language, or an IMDb id."
    save_on_top = True

    def get_queryset(self, request):
        return super().get_queryset(request).with_directors()

    def get_fieldsets(self, request, obj=None):
        may_write = self.has_change_permission(request, obj)
        return self.fieldsets if may_write else self.fieldsets_to_read

    def get_inlines(self, request, obj):
        if obj is None:
            return self.inlines
        lists = {CreditInline: obj.credits, FactInline: obj.trivia_items, PictureInline: obj.pictures}
        too_long = {inline for inline, rows in lists.items() if rows.count() > MOST_ROWS_INLINE}
        return [inline for inline in self.inlines if inline not in too_long]

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        if formset.model is TriviaItem:
            for item in formset.new_objects:
                item.decide(TriviaItem.State.PUBLISHED, by=request.user)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.instance.refresh_keys()
        form.keep_poster()

    @admin.display(description="")
    def thumbnail(self, film):
        return picture_of(film, "catalog-thumbnail")

    @admin.display(description="Poster", boolean=True, ordering="poster")
    def has_poster(self, film):
        return bool(film.poster)

    @admin.display(description="Directed by")
    def directed_by(self, film):
        return ", ".join(credit.person.name for credit in film.directors)

    @admin.display(description="Now")
    def poster_now(self, film):
        picture = picture_of(film, "catalog-poster")
        if picture and not film.shown_poster:
            return format_html("{} {}. {}", picture, film.get_poster_state_display(), POSTER_WITHHELD)
        return picture or "None"

    @admin.display(description="Score")
    def score_now(self, film):
        return "None yet" if film.score is None else f"{film.score:.1f}"

    @admin.display(description="All")
    def lists(self, film):
        """Links to the lists of what belongs to the film, however long they are."""
        if not film.pk:
            return "None yet"
        here = {"film__id__exact": film.pk}
        links = [
            rows_link(Credit, f"Credits: {film.credits.count()}", **here),
            rows_link(TriviaItem, f"Facts: {film.trivia_items.count()}", **here),
            rows_link(Contribution, f"Contributions: {film.contributions.sent().count()}", film=film.pk, state="all"),
            rows_link(Nomination, f"Nominations: {film.nominations.count()}", films__id__exact=film.pk),
            rows_link(Release, f"Releases: {film.releases.count()}", **here),
            rows_link(SoundtrackItem, f"Soundtrack: {film.soundtrack.count()}", **here),
            rows_link(Connection, f"Connections: {Connection.objects.of(film).count()}", of_film=film.pk),
        ]
        return format_html_join(" · ", "{}", ((link,) for link in links))


def picture_of(film, css_class):
    """The film's poster as the admin shows it, or nothing."""
    return thumbnail_of(film.poster, has_variants=film.poster_has_variants, css_class=css_class)
