"""People and films are named in words. Where several may be meant, the form comes back and asks which one."""

import re
from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError

from catalog import search
from catalog.forms.row import RowForm
from catalog.models.search_name import fold

MOST = 10
LONGEST = 200
# The answer that it is none of those who are here.
NEW = "new"
# What rank of a search says that a name is the one that was typed: see catalog.search.
EXACTLY = 2
WITH_YEAR = re.compile(r"^(?P<title>.+?)\s*\(?(?P<year>(?:18|19|20|21)\d\d)\)?$")


class Somebody:
    """A person; somebody who is not here yet may be named too."""

    none_of_these = "Somebody else of this name, who is not here yet"

    @staticmethod
    def called(typed) -> list:
        """Who may be meant, the likeliest first."""
        query = fold(typed)
        return list(search.people(query)[:MOST]) or search.suggestions(query, MOST)["people"]

    @staticmethod
    def label(person) -> str:
        best = [credit.film for credit in person.known_for]
        life = f" (born {person.born[:4]})" if person.born else ""
        return f"{person}{life}, known for {best[0]}" if best else f"{person}{life}"


class Film:
    """A film, which has to be here."""

    none_of_these = ""

    @staticmethod
    def called(typed) -> list:
        """Which films may be meant, the likeliest first; a year behind the title is understood."""
        query = fold(typed)
        found = list(search.films(query)[:MOST])
        if not found and (parts := WITH_YEAR.match(typed)):
            found = list(search.films(fold(parts["title"])).filter(year=parts["year"])[:MOST])
        return found or search.suggestions(query, MOST)["films"]

    @staticmethod
    def label(film) -> str:
        directors = ", ".join(credit.person.name for credit in film.directors)
        return f"{film}, directed by {directors}" if directors else str(film)


class AskingForm(RowForm):
    """A row form that names people or films in words: `asked` says which fields do.

    Below each stands `<name>_choice`, which is there only where more than one may be meant.
    """

    asked = {}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.candidates, self.found = {}, {}
        for name, kind in self.asked.items():
            self.look_up(name, kind)

    def look_up(self, name, kind):
        typed, chosen = self.words_in(name), self.words_in(f"{name}_choice")
        rows = kind.called(typed) if typed else []
        self.candidates[name] = {str(row.pk): row for row in rows}
        exact = [row for row in rows if getattr(row, "rank", MOST) <= EXACTLY]
        fits = chosen in self.candidates[name] or chosen == NEW and kind.none_of_these
        choice = self.fields[f"{name}_choice"]
        choice.choices = [(pk, kind.label(row)) for pk, row in self.candidates[name].items()]
        if kind.none_of_these:
            choice.choices += [(NEW, kind.none_of_these)]
        if not rows or (len(exact) == 1 and not fits):
            self.found[name] = exact[0] if exact else None
            del self.fields[f"{name}_choice"]

    def words_in(self, name) -> str:
        """What stands in a field, before anything is checked; nothing where it is no name at all."""
        if not self.is_bound:
            return self.initial.get(name) or ""
        field = self.fields[name]
        try:
            words = field.to_python(field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name)))
        except ValidationError:
            return ""
        return words if words and len(words) <= LONGEST else ""

    def clean(self):
        for name, kind in self.asked.items():
            if choice := self.cleaned_data.get(f"{name}_choice"):
                self.found[name] = self.candidates[name].get(choice)
            elif name in self.cleaned_data and not self.candidates[name] and not kind.none_of_these:
                self.add_error(name, "There is no film of this title here.")
        return super().clean()

    @cached_property
    def values(self):
        """With what was found, as it is written here: once it is clear who is meant, nobody asks again."""
        values = super().values
        for name, row in self.found.items():
            values.setdefault(f"{name}_choice", str(row.pk) if row else "")
            values[name] = str(row or values[name])
        return values


def which_one(**options):
    """The question that is asked where more than one may be meant."""
    return forms.ChoiceField(
        label="Which one?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "There is more than one of this name, or nearly: choose which one you mean.",
            "invalid_choice": "Choose which one you mean.",
        },
        **options,
    )
