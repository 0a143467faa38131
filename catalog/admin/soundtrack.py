from django import forms
from django.contrib import admin

from catalog.admin.common import CatalogueAdmin, Rows, TouchesFilms
from catalog.admin.ordered_rows import OrderedRowForm, OrderedRowFormSet
from catalog.models import Film, SoundtrackItem, SoundtrackLine


class SoundtrackLineInline(Rows):
    model = SoundtrackLine
    form = OrderedRowForm
    formset = OrderedRowFormSet
    fields = ["position", "role", "names", "person"]
    autocomplete_fields = ["person"]
    extra = 2

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person")


class SoundtrackItemForm(forms.ModelForm):
    place = forms.IntegerField(
        required=False, min_value=1, max_value=999, help_text="Counted from 1; those behind it move. Empty: at the end."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "place" in self.fields:
            self.fields["place"].initial = self.instance.position


@admin.register(SoundtrackItem)
class SoundtrackItemAdmin(TouchesFilms, CatalogueAdmin):
    """The music of films, piece by piece, with its credit lines."""

    form = SoundtrackItemForm
    fields = ["film", "title", "place"]
    autocomplete_fields = ["film"]
    inlines = [SoundtrackLineInline]
    list_display = ["title", "film", "position"]
    list_select_related = ["film"]
    search_fields = ["title", "film__title", "lines__names"]
    ordering = ["film__sort_title", "film", "position"]

    def get_readonly_fields(self, request, obj=None):
        return ["film"] if obj else []

    def save_model(self, request, obj, form, change):
        obj.film.lock()
        if not change:
            obj.position = obj.film.soundtrack.next_position()
        super().save_model(request, obj, form, change)
        if form.cleaned_data.get("place") not in {None, obj.position}:
            obj.move_to(form.cleaned_data["place"])

    def films_of(self, piece):
        return Film.objects.filter(pk=piece.film_id)
