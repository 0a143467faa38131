from django import forms
from django.db.models import F
from django.forms.models import BaseInlineFormSet

# Further away than any row of a list, and within what a small integer holds.
OUT_OF_THE_WAY = 10_000


class OrderedRowForm(forms.ModelForm):
    """A row with a position, which says where it comes and is numbered anew when it is saved."""

    position = forms.IntegerField(required=False, min_value=1, max_value=999, help_text="Empty: at the end.")

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"position"}


class OrderedRowFormSet(BaseInlineFormSet):
    """Rows in an order of their own: saved in the order of the positions typed, and numbered 1, 2, 3."""

    def save(self, commit=True):
        # No two rows may share a position even for a moment, so those that are there make room first.
        self.get_queryset().update(position=F("position") + OUT_OF_THE_WAY)
        rows = self.kept_rows()
        for position, row in enumerate(rows, start=1):
            row.position = position
        saved = super().save(commit)
        for row in rows:
            self.model.objects.filter(pk=row.pk).update(position=row.position)
        return saved

    def kept_rows(self):
        kept = [form for form in self.forms if self.will_be_kept(form)]
        kept.sort(key=lambda form: form.cleaned_data.get("position") or OUT_OF_THE_WAY)
        return [form.instance for form in kept]

    def will_be_kept(self, form):
        return (form.instance.pk or form.has_changed()) and not self._should_delete_form(form)
