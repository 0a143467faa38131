"""What members may write down of a film: its other titles, where it was shot, when it came out, who may see it."""

import datetime

from django import forms
from django.core.exceptions import ValidationError

from accounts.text import PlainTextField
from catalog import partial_dates
from catalog.forms.row import RowForm, country_field, language_field, term
from catalog.models import AlternativeTitle, Certificate, Country, FilmingLocation, Language, Release

# Nobody knows longer before when a film will come out.
YEARS_AHEAD = 3
FIRST_FILM = 1870


class AlternativeTitleForm(RowForm):
    known = "This title is on the page already."

    title = PlainTextField(label="Title", max_length=200, help_text="As it stood on posters there, in its own script.")
    country = country_field("No country in particular", required=False, label="Country")
    language = language_field(required=False, label="Language")
    attribute = PlainTextField(
        label="What kind of title", max_length=60, required=False, help_text="For example: working title, video title."
    )

    def row(self):
        data = self.cleaned_data
        return AlternativeTitle(
            film=self.film,
            title=data["title"],
            country=term(Country, data["country"]),
            language=term(Language, data["language"]),
            attribute=data["attribute"],
        )

    def save(self):
        row = super().save()
        self.film.refresh_keys()
        return row


class FilmingLocationForm(RowForm):
    known = "This place is on the page already."

    place = PlainTextField(
        label="Place",
        max_length=120,
        help_text="From the smallest to the largest: Rudas Baths, Budapest, Hungary.",
    )
    as_place = PlainTextField(
        label="Stands for", max_length=120, required=False, help_text="Only if it plays another place in the film."
    )

    def row(self):
        return FilmingLocation(film=self.film, place=self.cleaned_data["place"], as_place=self.cleaned_data["as_place"])


class ReleaseForm(RowForm):
    known = "This release is on the page already."

    country = country_field("Everywhere at once", required=False, label="Country")
    date = PlainTextField(
        label="Date", max_length=10, help_text="As exactly as it is known: 1988, 1988-06 or 1988-06-17."
    )
    kind = forms.ChoiceField(label="How", choices=Release.Kind, initial=Release.Kind.CINEMA)
    note = PlainTextField(
        label="Note", max_length=120, required=False, help_text="For example the festival, or the version shown."
    )

    def clean_date(self):
        date = self.cleaned_data["date"]
        partial_dates.validate(date)
        latest = datetime.datetime.now(datetime.UTC).year + YEARS_AHEAD
        if not FIRST_FILM <= partial_dates.parts(date)[0] <= latest:
            raise ValidationError(f"No film has come out then: write a year from {FIRST_FILM} to {latest}.")
        return date

    def row(self):
        data = self.cleaned_data
        return Release(
            film=self.film,
            country=term(Country, data["country"]),
            date=data["date"],
            kind=data["kind"],
            note=data["note"],
        )


class CertificateForm(RowForm):
    known = "This certificate is on the page already."

    country = country_field(label="Country")
    certificate = PlainTextField(
        label="Certificate", max_length=20, help_text="In the words of that country: 12A, FSK 16."
    )

    def row(self):
        data = self.cleaned_data
        return Certificate(film=self.film, country=term(Country, data["country"]), certificate=data["certificate"])
