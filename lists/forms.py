"""What members type about their lists: plain text, in which nothing can be hidden."""

import re

from django import forms
from django.core.exceptions import ValidationError

from accounts.text import PlainTextField
from lists import finding
from lists.models import FilmList
from lists.models.film_list import LIMITED

SPOILER = re.compile(r"\[/?spoiler\]", re.IGNORECASE)
NOTE_LENGTH = 1000


class OpenTextField(PlainTextField):
    """Text that stands open wherever it is read, so marks that close a passage are refused."""

    def clean(self, value):
        text = super().clean(value)
        if SPOILER.search(text):
            raise ValidationError(
                "A list stands open to everybody, so nothing in it can be hidden. Take the spoiler and its marks out.",
                code="spoiler",
            )
        return text


def note_field(**options):
    return OpenTextField(required=False, max_length=NOTE_LENGTH, **options)


class ListForm(forms.Form):
    """What a list says of itself, and who may see it."""

    title = OpenTextField(max_length=120, help_text="At most 120 characters.")
    description = OpenTextField(
        multiline=True,
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What holds these films together. Plain text, at most 4,000 characters; it gives no story away.",
    )
    visibility = forms.ChoiceField(
        choices=FilmList.Visibility,
        widget=forms.RadioSelect,
        label="Who may see it",
        error_messages={"required": "Choose who may see it."},
    )
    is_ranked = forms.BooleanField(required=False, label="Number the films: their order is a ranking")
    takes_suggestions = forms.BooleanField(
        required=False, label="Let other members suggest films; you decide on each of them"
    )

    def __init__(self, *args, member, **options):
        super().__init__(*args, **options)
        self.member = member

    def clean_visibility(self):
        """Nobody reads at once what has to wait for a moderator."""
        visibility = self.cleaned_data["visibility"]
        if self.member.is_limited and visibility != FilmList.Visibility.PRIVATE:
            raise ValidationError(LIMITED, code="limited")
        return visibility


class ArrangingForm(forms.Form):
    """The places and notes of the films on one page of a list, by the ids of their entries."""

    def __init__(self, entries, data=None):
        super().__init__(self._filled(entries, data))
        self.entries = entries
        for entry in entries:
            self.fields[f"place-{entry.pk}"] = self._place(entry)
            words = forms.Textarea(attrs={"rows": 2})
            self.fields[f"note-{entry.pk}"] = note_field(widget=words, initial=entry.note, label="Note")

    @staticmethod
    def _filled(entries, data):
        """What was sent; a film that the window did not know of yet stands as it stands."""
        if data is None:
            return None
        known = {}
        for entry in entries:
            known |= {f"place-{entry.pk}": entry.position, f"note-{entry.pk}": entry.note}
        return known | {name: data[name] for name in known.keys() & data.keys()}

    @staticmethod
    def _place(entry):
        number = forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-place": ""})
        most = FilmList.MOST_FILMS
        wrong = f"Type a number from 1 to {most:,}."
        errors = {"required": wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong}
        return forms.IntegerField(
            min_value=1, max_value=most, widget=number, initial=entry.position, error_messages=errors, label="Place"
        )

    def rows(self):
        """Each entry with its two fields."""
        for entry in self.entries:
            yield {"entry": entry, "place": self[f"place-{entry.pk}"], "note": self[f"note-{entry.pk}"]}

    @property
    def places(self) -> dict[int, int]:
        return {entry.pk: self.cleaned_data[f"place-{entry.pk}"] for entry in self.entries}

    @property
    def notes(self) -> dict[int, str]:
        return {entry.pk: self.cleaned_data[f"note-{entry.pk}"] for entry in self.entries}


class FilmForm(forms.Form):
    """Names a film: by its title, and where several have it by a choice among these."""

    film = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = PlainTextField(
        required=False,
        max_length=200,
        label="Title of the film",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="With the year, if there are several: Nosferatu 1922.",
    )

    choices = ()

    def clean_film(self):
        """The film that was chosen; a number that is none finds nothing."""
        return finding.chosen(self.cleaned_data["film"])

    def clean(self):
        cleaned = super().clean()
        if self.errors or cleaned.get("film"):
            return cleaned
        if not cleaned.get("title"):
            self.add_error("title", "Type the title of a film.")
            return cleaned
        cleaned["film"], self.choices = finding.find(cleaned["title"])
        if self.choices:
            self.add_error(None, "Which of these do you mean? Choose one below.")
        elif cleaned["film"] is None:
            self.add_error("title", "No film here has this title. Check the spelling, or try its original title.")
        return cleaned


class SuggestionForm(FilmForm):
    note = note_field(
        widget=forms.Textarea(attrs={"rows": 3}),
        label="A word on it",
        help_text="Why it belongs here. It goes on the list with the film, under your name. At most 1,000 characters.",
    )


class AddForm(forms.Form):
    """On which of one's lists a film is put, or the title of a new one."""

    NEW = "new"

    list = forms.ChoiceField(
        widget=forms.RadioSelect, label="Which list?", error_messages={"required": "Choose a list."}
    )
    title = OpenTextField(required=False, max_length=120, label="Title of the new list")
    note = note_field(
        widget=forms.Textarea(attrs={"rows": 3}), label="Your note on the film", help_text="At most 1,000 characters."
    )

    def __init__(self, lists, *args, **options):
        super().__init__(*args, **options)
        self.fields["list"].choices = [*((str(one.pk), str(one)) for one in lists), (self.NEW, "A new list")]
        if not lists:
            self.initial.setdefault("list", self.NEW)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("list") == self.NEW and cleaned.get("title") == "":
            self.add_error("title", "Give the new list a title.")
        return cleaned
