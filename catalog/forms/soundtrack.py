from django import forms
from django.core.exceptions import ValidationError

from accounts.text import PlainTextField
from catalog.forms.base import ROWS, RowFormSet
from catalog.forms.row import RowForm
from catalog.models import Person, SoundtrackItem, SoundtrackLine
from catalog.models.search_name import fold

MOST_LINES = 12


class LineForm(forms.Form):
    """One credit line of a piece."""

    role = forms.ChoiceField(label="What for", choices=[("", "Choose"), *SoundtrackLine.Role.choices], required=False)
    names = PlainTextField(label="Names", max_length=200, required=False)

    def clean(self):
        """A line that has begun is a whole one."""
        line = super().clean()
        if line.get("names") and "role" not in self.errors and not line["role"]:
            self.add_error("role", "Choose what they did.")
        if line.get("role") and "names" not in self.errors and not line["names"]:
            self.add_error("names", "Say who did it.")
        return line


class LineFormSet(RowFormSet):
    def clean(self):
        if not self.filled():
            raise ValidationError("Say at least who wrote or performs it.", code="no_lines")


Lines = forms.formset_factory(
    LineForm, formset=LineFormSet, extra=3, max_num=MOST_LINES, absolute_max=MOST_LINES, validate_max=True
)


class SoundtrackForm(RowForm):
    """A piece of music heard in a film, and its credit lines as they would stand on a sleeve."""

    known = "This piece is on the page already, with the same lines."
    rows_class = Lines

    title = PlainTextField(label="Title of the piece", max_length=200)

    def full_clean(self):
        super().full_clean()
        if self.is_bound and not self.errors:
            try:
                self.refuse_twice()
            except ValidationError as error:
                self.add_error(None, error)

    def refuse_known(self):
        """That is only known when the lines have been read too: see `refuse_twice`."""

    def refuse_twice(self):
        """Raise ValidationError where the film has this piece with just these lines."""
        lines = [(line["role"], line["names"]) for line in self.rows.kept_rows()]
        for piece in self.film.soundtrack.prefetch_related("lines"):
            same_lines = [(line.role, line.names) for line in piece.lines.all()] == lines
            if same_lines and fold(piece.title) == fold(self.cleaned_data["title"]):
                raise ValidationError(self.known, code="known")

    def row(self):
        position = self.film.soundtrack.next_position()
        return SoundtrackItem(film=self.film, position=position, title=self.cleaned_data["title"])

    def lines_of(self, item) -> list[SoundtrackLine]:
        """The lines, not yet saved; a name that only one person here has is linked to them."""
        lines = self.values[ROWS]
        people = people_named(line["names"] for line in lines)
        return [
            SoundtrackLine(item=item, position=position, person=people.get(fold(line["names"])), **line)
            for position, line in enumerate(lines, start=1)
        ]

    def save(self):
        item = super().save()
        for line in self.lines_of(item):
            line.save()
        return item


def people_named(names) -> dict[str, Person]:
    """By folded name, everybody who is the only one of that name."""
    wanted = {fold(name) for name in names}
    found = {}
    for person in Person.objects.filter(search_names__name__in=wanted, search_names__is_main=True).distinct():
        found.setdefault(fold(person.name), []).append(person)
    return {name: people[0] for name, people in found.items() if len(people) == 1}
