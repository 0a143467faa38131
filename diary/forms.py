import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.text import PlainTextField
from catalog.models import Genre
from diary.models import WatchlistEntry
from diary.models.viewing import FIRST_SHOW, SAID

TWICE = "It is in your diary for that day already. If you saw it twice, say so below."


class ViewingForm(forms.Form):
    """What a member says about having seen a film; every answer may be left open."""

    watched_on = forms.DateField(
        label="When",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="Leave it empty if you do not remember the day.",
        error_messages={"invalid": "Give a day of the calendar, such as 2026-05-03, or leave it empty."},
    )
    is_rewatch = forms.BooleanField(label="I had seen it before", required=False)
    is_unfinished = forms.BooleanField(
        label="I did not finish it", required=False, help_text="It then does not count as seen."
    )
    film_version = PlainTextField(
        label="Which version",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"list": "versions", "autocomplete": "off"}),
        help_text="A director’s cut, a restoration, a dub. Only you see it.",
    )
    note = PlainTextField(
        label="Note to yourself",
        required=False,
        max_length=500,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Where it was, with whom, what stayed with you. Only you see it.",
    )
    again = forms.BooleanField(label="Yes, I saw it twice that day", required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.asks_twice = False
        self.fields["watched_on"].widget.attrs |= {
            "min": FIRST_SHOW.isoformat(),
            "max": timezone.localdate().isoformat(),
        }

    def clean_watched_on(self):
        day = self.cleaned_data["watched_on"]
        # A day of grace: east of us it may be tomorrow already.
        if day and day > timezone.localdate() + datetime.timedelta(days=1):
            raise ValidationError("That day is still to come. A diary is for what you have seen.")
        if day and day < FIRST_SHOW:
            raise ValidationError("The first public film show was on 28 December 1895. Nobody here saw one before.")
        return day

    @property
    def said(self) -> dict:
        """What the verbs of Viewing take."""
        data = self.cleaned_data
        return {name: data.get(name) for name in SAID} | {"is_finished": not data["is_unfinished"]}

    def ask_whether_twice(self):
        """The film stands in the diary for that day: ask before it is written there once more."""
        self.asks_twice = True
        self.add_error("watched_on", TWICE)

    @staticmethod
    def initial_of(viewing) -> dict:
        return {name: getattr(viewing, name) for name in SAID} | {"is_unfinished": not viewing.is_finished}


class WatchlistFilters(forms.Form):
    """In which order one's watchlist is shown, and which of it."""

    genre = forms.ChoiceField(required=False)
    sort = forms.ChoiceField(
        label="Order",
        required=False,
        choices=[
            ("newest", "Newest on the list"),
            ("title", "Title"),
            ("year", "Year"),
            ("shortest", "Shortest"),
            ("score", "Best rated"),
        ],
    )

    def __init__(self, query):
        super().__init__(query)
        self.names = dict(Genre.objects.values_list("slug", "name"))
        self.fields["genre"].choices = [("", "Any"), *self.names.items()]

    @property
    def genre_name(self) -> str:
        return self.names.get(self.cleaned_data["genre"], "")

    def entries(self, member):
        """The films on the member's watchlist that fit, in the order chosen."""
        entries = WatchlistEntry.objects.filter(member=member).wanted().select_related("film")
        if genre := self.cleaned_data["genre"]:
            entries = entries.filter(film__genres__slug=genre)
        return entries.in_order(self.cleaned_data["sort"] or "newest")


class WishForm(forms.Form):
    """What a member does with a film and their watchlist: puts it there, takes it off, or notes why."""

    wish = forms.ChoiceField(choices=[("add", "add"), ("remove", "remove"), ("note", "note")])
    note = PlainTextField(max_length=200, required=False)
