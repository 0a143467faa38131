"""What several of the catalogue's admin pages have in common."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html

from catalog.models import EditLock, Film, Person
from catalog.models.search_name import fold
from filmsite.admin_search import ShortSearch

# A form may bring 1,000 fields. Longer lists have a page of their own.
MOST_ROWS_INLINE = 80


class CatalogueAdmin(ShortSearch, admin.ModelAdmin):
    """Saves what was changed and nothing else, so that two people at work on one row do not undo each other."""

    list_per_page = 50

    class Media:
        css = {"all": ["css/admin-catalog.css"]}

    def has_change_permission(self, request, obj=None):
        """Nobody changes what belongs to a locked page, until somebody ends the lock."""
        return super().has_change_permission(request, obj) and not (obj and lock_over(obj))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and lock_over(obj))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return form if change else type(form)(form.__name__, (RefusesLocked, form), {})

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj and (lock := lock_over(obj)):
            context["subtitle"] = f"Locked by {lock.by}: {lock.reason}"
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            # It would follow what is typed into a form that comes back, and what was typed not count as changed.
            field.show_hidden_initial = False
        return field

    def save_model(self, request, obj, form, change):
        if change:
            columns = {field.name for field in obj._meta.concrete_fields}
            obj.save(update_fields=columns.intersection(form.changed_data))
        else:
            obj.save()


class RefusesLocked:
    """The form of a new row: it adds nothing to a locked page."""

    def _post_clean(self):
        super()._post_clean()
        if lock := lock_over(self.instance):
            self.add_error(None, f"{lock.film or lock.person} is locked against changes: {lock.reason}")


class RowOfFilmForm(forms.ModelForm):
    """A row whose film stands fast once it is there, and counts where two rows of one film must not be alike."""

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"film"}


def lock_over(row):
    """The lock on what the row is or belongs to, asked for once: a film, both films or a person; None without one."""
    if not hasattr(row, "_lock_over"):
        row._lock_over = next(filter(None, map(EditLock.objects.on, pages_of(row))), None)
    return row._lock_over


def pages_of(row) -> list:
    if isinstance(row, Film | Person):
        return [row] if row.pk else []
    films = [film for film in (getattr(row, "film", None), getattr(row, "other", None)) if film]
    return films or [person for person in [getattr(row, "person", None)] if person]


class Rows(admin.TabularInline):
    """Rows of a form, one line each: what a row names can be added from here, and is changed on its own page."""

    extra = 1

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_view_related = field.widget.can_delete_related = False
        return field


class TouchesFilms:
    """For rows that film pages show: whatever is done to one, those films have changed."""

    def films_of(self, row):
        """The films on whose pages the row is to be seen."""
        raise NotImplementedError

    def save_related(self, request, form, formsets, change):
        self.films_of(form.instance).touch()
        super().save_related(request, form, formsets, change)
        self.films_of(form.instance).touch()

    def delete_model(self, request, obj):
        self.films_of(obj).touch()
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for row in queryset:
            self.films_of(row).touch()
        super().delete_queryset(request, queryset)


class NeverDeleted:
    """Others hang on such a row: it is corrected, not deleted."""

    def has_delete_permission(self, request, obj=None):
        return False


class FoundByName:
    """Finds films or people as the site's search does: accents, letter case and punctuation make no difference."""

    # The admin shows a search box, and offers rows to choose from, only where this is not empty.
    search_fields = ["search_names__name"]

    def get_search_results(self, request, queryset, search_term):
        if search_term.strip():
            words = Q(search_names__name__contains=fold(search_term))
            queryset = queryset.filter(words | Q(imdb_id=search_term.strip()))
        return queryset, True


def rows_link(model, words, **filters):
    """A link to the admin's list of these rows."""
    url = reverse(f"admin:catalog_{model._meta.model_name}_changelist")
    return format_html('<a href="{}?{}">{}</a>', url, urlencode(filters), words)
