"""The kinds that become a row of a film when they are accepted, and are nowhere to be seen before."""

from itertools import chain

from django.core.exceptions import ValidationError

from catalog.contributing.handler import Handler
from catalog.forms.film_rows import AlternativeTitleForm, CertificateForm, FilmingLocationForm, ReleaseForm
from catalog.forms.soundtrack import SoundtrackForm
from catalog.models import Release, SoundtrackLine
from catalog.models.search_name import fold
from catalog.partial_dates import in_words
from catalog.typing_errors import allowed_errors, distance

# Shorter names stand inside too many others.
SHORTEST_PART = 5


class RowHandler(Handler):
    """A kind whose form makes the row."""

    # Where the rows are, by their name on Film.
    rows = ""
    preview_template = "catalog/contribute/_preview_row.html"

    def known(self, film):
        return getattr(film, self.rows).all()

    def form_again(self, film, values, member):
        """The form with these values, checked once more."""
        form = self.form_class.again(values, film=film, member=member)
        form.is_valid()
        return form

    def preview_context(self, film, values, member):
        form = self.form_again(film, values, member)
        row = None if form.errors else form.row()
        return {**super().preview_context(film, values, member), "handler": self, "row": row, "form": form}

    def publish(self, contribution):
        form = self.form_again(contribution.film, contribution.values, contribution.contributor)
        if form.errors:
            raise ValidationError(list(chain.from_iterable(form.errors.values())))
        row = form.save()
        contribution.film.touch()
        return row

    def take_back(self, contribution, *, by, reason):
        row = contribution.made
        if row is not None:
            row.delete()
            contribution.film.touch()


def are_alike(one: str, other: str) -> bool:
    """Whether two names are the same in another spelling, or one of them with more words."""
    one, other = sorted([fold(one), fold(other)], key=len)
    if one == other or len(one) >= SHORTEST_PART and f" {one} " in f" {other} ":
        return True
    limit = allowed_errors(one)
    return len(one) > limit + 1 and distance(one, other, limit) <= limit


def joined(*parts, by=", ") -> str:
    """What is known of these parts, on one line."""
    return by.join(part for part in parts if part)


class AlternativeTitleHandler(RowHandler):
    kind, noun, plural, one = "alternative_title", "alternative title", "alternative titles", "an alternative title"
    about = "What the film is called in another country or language, and what it was called while it was made."
    form_class = AlternativeTitleForm
    rules_template = "catalog/contribute/_rules_alternative_title.html"
    rows = "alternative_titles"

    def near_duplicates(self, film, values):
        return [row for row in self.known(film) if are_alike(row.title, values["title"])]

    def take_back(self, contribution, *, by, reason):
        super().take_back(contribution, by=by, reason=reason)
        contribution.film.refresh_keys()

    def words(self, values):
        return joined(values.get("title"), values.get("attribute"))


class FilmingLocationHandler(RowHandler):
    kind, noun, plural, one = "filming_location", "filming location", "filming locations", "a filming location"
    about = "Where the camera stood, and which place that is in the film."
    form_class = FilmingLocationForm
    rules_template = "catalog/contribute/_rules_filming_location.html"
    rows = "filming_locations"

    def near_duplicates(self, film, values):
        return [row for row in self.known(film) if are_alike(row.place, values["place"])]

    def words(self, values):
        return joined(values.get("place"), values.get("as_place"), by=" as ")


class ReleaseHandler(RowHandler):
    kind, noun, plural, one = "release", "release", "releases", "a release"
    about = "When the film came out somewhere: its premiere, in cinemas, on television, on disc."
    path = "releases/"
    form_class = ReleaseForm
    rules_template = "catalog/contribute/_rules_release.html"
    rows = "releases"

    def near_duplicates(self, film, values):
        """The same country's releases of the same kind, and any on that date."""
        here = self.known(film).select_related("country")
        return [row for row in here if self.is_near(row, values)]

    def is_near(self, row, values) -> bool:
        dates = row.date.startswith(values["date"]) or values["date"].startswith(row.date)
        return (row.country.slug if row.country else "") == values["country"] and (dates or row.kind == values["kind"])

    def words(self, values):
        kind = dict(Release.Kind.choices).get(values.get("kind"), "")
        return joined(in_words(values.get("date", "")), kind, values.get("note"))


class CertificateHandler(RowHandler):
    kind, noun, plural, one = "certificate", "certificate", "certificates", "a certificate"
    about = "From what age a country lets people see the film."
    path = "releases/#certificates"
    form_class = CertificateForm
    rules_template = "catalog/contribute/_rules_certificate.html"
    rows = "certificates"

    def near_duplicates(self, film, values):
        return self.known(film).filter(country__slug=values["country"]).select_related("country")

    def words(self, values):
        return values.get("certificate", "")


class SoundtrackHandler(RowHandler):
    kind, noun, plural, one = "soundtrack", "piece of music", "pieces of music", "a piece of music"
    about = "A piece that is heard in the film, and who wrote and performs it."
    path = "soundtrack/"
    styles = ["css/soundtrack.css"]
    form_template = "catalog/contribute/_fields_soundtrack.html"
    form_class = SoundtrackForm
    rules_template = "catalog/contribute/_rules_soundtrack.html"
    rows = "soundtrack"

    def near_duplicates(self, film, values):
        return [row for row in self.known(film) if are_alike(row.title, values["title"])]

    def preview_context(self, film, values, member):
        context = super().preview_context(film, values, member)
        return {**context, "lines": context["form"].lines_of(None) if context["row"] else []}

    def words(self, values):
        roles = dict(SoundtrackLine.Role.choices)
        lines = [f"{roles.get(line['role'], '')} {line['names']}" for line in values.get("lines", [])]
        return "\n".join([values.get("title", ""), *lines])
