from django.contrib import admin
from django.db.models import Count
from django.utils.html import format_html_join

from catalog.admin.common import CatalogueAdmin, Rows, rows_link
from catalog.models import Award, AwardBody, Ceremony, Nomination

# An imported body has more categories than a form can bring: those have pages of their own.
MOST_CATEGORIES_INLINE = 20


class AwardInline(Rows):
    model = Award
    fields = ["name", "slug", "position", "gives_several"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(AwardBody)
class AwardBodyAdmin(CatalogueAdmin):
    fields = ["name", "slug", "about", "rows_of_body"]
    readonly_fields = ["rows_of_body"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [AwardInline]
    list_display = ["name", "categories"]
    search_fields = ["name"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(award_count=Count("awards"))

    def get_inlines(self, request, body):
        return self.inlines if body is None or body.award_count <= MOST_CATEGORIES_INLINE else []

    @admin.display(ordering="award_count")
    def categories(self, body):
        return body.award_count

    @admin.display(description="More")
    def rows_of_body(self, body):
        if not body.pk:
            return "Nothing yet"
        links = (
            rows_link(Award, "All categories", body__id__exact=body.pk),
            rows_link(Ceremony, "All ceremonies", body__id__exact=body.pk),
            rows_link(Nomination, "All nominations", award__body__id__exact=body.pk),
        )
        return format_html_join(" · ", "{}", ((link,) for link in links))


@admin.register(Ceremony)
class CeremonyAdmin(CatalogueAdmin):
    fields = ["body", ("number", "year"), "name", "held_on", "film_years", "nominations_link"]
    readonly_fields = ["nominations_link"]
    autocomplete_fields = ["body"]
    list_display = ["__str__", "body", "number", "year", "held_on"]
    list_filter = ["body"]
    list_select_related = ["body"]
    search_fields = ["body__name", "name", "year", "number"]
    ordering = ["body__name", "-number"]

    @admin.display(description="Nominations")
    def nominations_link(self, ceremony):
        return link_to_nominations(ceremony, ceremony__id__exact=ceremony.pk)


@admin.register(Award)
class AwardAdmin(CatalogueAdmin):
    fields = ["body", "name", "slug", "position", "gives_several", "nominations_link"]
    readonly_fields = ["nominations_link"]
    autocomplete_fields = ["body"]
    prepopulated_fields = {"slug": ["name"]}
    list_display = ["name", "body", "position"]
    list_filter = ["body"]
    list_select_related = ["body"]
    search_fields = ["name", "body__name"]
    ordering = ["body__name", "position", "pk"]

    @admin.display(description="Nominations")
    def nominations_link(self, award):
        return link_to_nominations(award, award__id__exact=award.pk)


def link_to_nominations(row, **filters):
    """Nominations are too many for the page of what they belong to: they have a list and pages of their own."""
    if not row.pk:
        return "None yet"
    return rows_link(Nomination, f"All {row.nominations.count()} nominations", **filters)
