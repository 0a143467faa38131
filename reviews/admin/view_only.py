from django.contrib import admin

from filmsite.admin_search import ShortSearch


class ViewOnlyAdmin(ShortSearch, admin.ModelAdmin):
    """Rows that can be looked at and searched in the admin; what happens to them happens through their own verbs."""

    actions = None
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
