from django.contrib import admin
from django.db.models import Count

from catalog.admin.common import CatalogueAdmin, Rows, rows_link
from catalog.models import Award, AwardBody, Nomination


class AwardInline(Rows):
    model = Award
    fields = ["name", "slug", "position"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(AwardBody)
class AwardBodyAdmin(CatalogueAdmin):
    fields = ["name", "slug", "about"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [AwardInline]
    list_display = ["name", "categories"]
    search_fields = ["name"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(award_count=Count("awards"))

    @admin.display(ordering="award_count")
    def categories(self, body):
        return body.award_count


@admin.register(Award)
class AwardAdmin(CatalogueAdmin):
    fields = ["body", "name", "slug", "position", "nominations_link"]
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
        if not award.pk:
            return "None yet"
        return rows_link(Nomination, f"All {award.nominations.count()} nominations", award__id__exact=award.pk)
