import json

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.forms import Script
from django.http import Http404

from catalog.admin import contribution_page, contribution_row
from catalog.admin.contribution_filters import FilmFilter, StandingFilter, StateFilter
from catalog.contributing import trust
from catalog.models import Contribution
from catalog.models.search_name import fold
from filmsite.admin_search import LONGEST_QUERY

DECIDED = {"direct", "accepted", "declined", "merged"}


class Queue(ChangeList):
    """A page of the queue, with the figures of everybody on it."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        figures = trust.figures_of(self.result_list)
        for contribution in self.result_list:
            contribution.figures = figures[contribution.contributor_id]
            contribution.is_own = contribution.contributor_id == request.user.pk


@admin.register(Contribution)
class ContributionAdmin(admin.ModelAdmin):
    """The editors' queue: what members sent in, the longest waiting first; and a page for each, to decide on it."""

    list_display = ["what", "of_kind", "by", "source_given", "age", "standing"]
    # The link stands in the first column, above the words.
    list_display_links = None
    list_filter = [StateFilter, "kind", StandingFilter, FilmFilter]
    list_per_page = 50
    actions = None
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/catalog/contribution/queue.html"
    # The search itself is below; the box is only there where this is not empty.
    search_fields = ["source"]
    search_help_text = "Words of a contribution or its source, a film’s title, a person or a username."

    class Media:
        css = {"all": ["css/admin-case.css", "css/admin-contribution.css"]}
        js = [Script("js/admin-case.js", defer=True)]

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        """Drafts are their writers' own."""
        return self.has_change_permission(request, obj)

    def get_queryset(self, request):
        """What was removed is read on its case, where each look is on record."""
        related = ["film", "person", "contributor", "decided_by", "looked_by"]
        return super().get_queryset(request).sent().without_removed().select_related(*related)

    def get_ordering(self, request):
        return ["-decided_at", "-pk"] if request.GET.get("state") in DECIDED else ["sent_at", "pk"]

    def get_changelist(self, request, **kwargs):
        return Queue

    def get_search_results(self, request, queryset, search_term):
        term = search_term.strip()[:LONGEST_QUERY]
        if not term:
            return queryset, False
        # SQLite keeps letters beyond ASCII as JSON writes them.
        written = json.dumps(term)[1:-1]
        found = Q(written_values__icontains=term) | Q(written_values__icontains=written) | Q(source__icontains=term)
        found |= Q(contributor__username=term.lower())
        if name := fold(term):
            found |= Q(film__search_names__name__contains=name) | Q(person__search_names__name__contains=name)
        return queryset.annotate(written_values=Cast("values", TextField())).filter(found), True

    def changelist_view(self, request, extra_context=None):
        first = contribution_page.following(request.user)
        context = {"title": "Contributions", "is_nav_sidebar_enabled": False, "first": first}
        return super().changelist_view(request, context | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The one screen on which a contribution is read and decided."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        contribution = self.get_object(request, unquote(object_id))
        if contribution is None:
            raise Http404("There is no such contribution.")
        page = contribution_page.decide if request.method == "POST" else contribution_page.show
        return page(self, request, contribution)

    @admin.display(description="Contribution")
    def what(self, contribution):
        return contribution_row.what(contribution)

    @admin.display(description="Kind", ordering="kind")
    def of_kind(self, contribution):
        return contribution.get_kind_display()

    @admin.display(description="From", ordering="contributor__username")
    def by(self, contribution):
        return contribution_row.by(contribution, contribution.figures, contribution.is_own)

    @admin.display(description="Source")
    def source_given(self, contribution):
        return contribution_row.source(contribution)

    @admin.display(description="Age", ordering="sent_at")
    def age(self, contribution):
        return contribution_row.age(contribution)

    @admin.display(description="State")
    def standing(self, contribution):
        return contribution_row.standing(contribution)
