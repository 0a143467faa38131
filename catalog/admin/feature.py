from django.contrib import admin
from django.db.models import Q
from django.shortcuts import redirect

from catalog.admin.common import MOST_ROWS_INLINE, CatalogueAdmin, Rows, TouchesFilms, rows_link
from catalog.admin.ordered_rows import OrderedRowForm, OrderedRowFormSet
from catalog.models import Feature, FeatureEntry, Film

ENTRY = ["position", "year", "person", "film", "film_title", "picture", "caption"]


class FeatureEntryInline(Rows):
    model = FeatureEntry
    form = OrderedRowForm
    formset = OrderedRowFormSet
    fields = ENTRY
    autocomplete_fields = ["person", "film", "picture"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "film", "picture__film", "picture__person")


@admin.register(Feature)
class FeatureAdmin(TouchesFilms, CatalogueAdmin):
    fieldsets = [
        (None, {"fields": ["title", "slug", "teaser", "body", ("layout", "picture")]}),
        ("Runs", {"fields": [("starts_at", "ends_at"), "stands"]}),
        (
            "Promoted on the pages of",
            {
                "fields": [
                    "promoted_everywhere",
                    "promoted_genres",
                    "promoted_awards",
                    "promoted_films",
                    "promoted_people",
                    "reach",
                ]
            },
        ),
        ("Entries", {"fields": ["entries_link"]}),
    ]
    readonly_fields = ["entries_link", "stands", "reach"]
    autocomplete_fields = ["picture", "promoted_genres", "promoted_awards", "promoted_films", "promoted_people"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [FeatureEntryInline]
    list_display = ["title", "stands", "layout", "starts_at", "ends_at", "promoted_everywhere"]
    list_filter = ["layout", "promoted_everywhere", "starts_at"]
    change_form_template = "admin/catalog/feature/change_form.html"
    search_fields = ["title"]

    def get_inlines(self, request, obj):
        return [] if obj and obj.entries.count() > MOST_ROWS_INLINE else self.inlines

    def films_of(self, feature):
        if feature.promoted_everywhere:
            return Film.objects.all()
        # Each in a query of its own: joined together they would multiply each other's rows.
        reasons = [
            feature.promoted_films.all(),
            Film.objects.filter(genres__in=feature.promoted_genres.all()),
            Film.objects.filter(credits__person__in=feature.promoted_people.all()),
            Film.objects.filter(nominations__award__body__in=feature.promoted_awards.all()),
        ]
        promoted = Q()
        for films in reasons:
            promoted |= Q(pk__in=films.values("pk"))
        return Film.objects.filter(promoted)

    def response_change(self, request, obj):
        return redirect(obj) if "_preview" in request.POST else super().response_change(request, obj)

    def response_add(self, request, obj, post_url_continue=None):
        return redirect(obj) if "_preview" in request.POST else super().response_add(request, obj, post_url_continue)

    @admin.display(description="Now")
    def stands(self, feature):
        """Whether readers see it: an editor who opens its page sees it in any case."""
        if feature.is_planned:
            return "Planned"
        return "Running" if feature.is_running else "Over"

    @admin.display(description="That is")
    def reach(self, feature):
        if not feature.pk:
            return "Known once it is saved"
        films = self.films_of(feature).distinct().count()
        return f"{films} film pages. Where several features have a claim on one, they take turns, a day each."

    @admin.display(description="All")
    def entries_link(self, feature):
        if not feature.pk:
            return "None yet"
        return rows_link(FeatureEntry, f"{feature.entries.count()} entries", feature__id__exact=feature.pk)


@admin.register(FeatureEntry)
class FeatureEntryAdmin(CatalogueAdmin):
    """All entries, for features that are too long for one form."""

    fields = ["feature", *ENTRY]
    autocomplete_fields = ["feature", "person", "film"]
    list_display = ["position", "year", "person", "film", "film_title", "feature"]
    list_display_links = ["position", "person"]
    list_filter = ["feature"]
    list_select_related = ["feature", "person", "film"]
    search_fields = ["person__name", "film__title", "film_title", "caption"]
    ordering = ["feature", "position"]
