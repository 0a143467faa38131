"""Rows that tie a film to a person or to another film, whom the form has found by name."""

from django.db.models import ProtectedError

from catalog.contributing.rows import RowHandler, are_alike, joined
from catalog.forms.connection import SENTENCES, ConnectionForm
from catalog.forms.credit import CreditForm
from catalog.forms.which_one import Somebody
from catalog.models import Connection, Credit, Person


class CreditHandler(RowHandler):
    kind, noun, plural, one = "credit", "credit", "credits", "a credit"
    about = "Somebody who worked on the film, in front of the camera or behind it."
    path = "credits/"
    styles = ["css/credits.css"]
    form_class = CreditForm
    rules_template = "catalog/contribute/_rules_credit.html"
    rows = "credits"

    def near_duplicates(self, film, values):
        """What the same person, or somebody whose name is spelled nearly so, has done in the department already."""
        there = self.known(film).filter(job=values["job"]).select_related("person")
        return [row for row in there if are_alike(row.person.name, values["person"])]

    def preview_context(self, film, values, member):
        """With a line that says who is meant."""
        context = super().preview_context(film, values, member)
        person = context["form"].found.get("person")
        return {**context, "who": Somebody.label(person) if person else ""}

    def take_back(self, contribution, *, by, reason):
        """Somebody who was made for this credit, and has no other, goes with it."""
        person = contribution.made and contribution.made.person
        super().take_back(contribution, by=by, reason=reason)
        if person and not contribution.values.get("person_choice", "").isdecimal():
            forget(person)

    def words(self, values):
        job = dict(Credit.Job.choices).get(values.get("job"), "")
        part = joined(values.get("character"), values.get("job_text"), values.get("attributes"))
        uncredited = "uncredited" if values.get("is_uncredited") else ""
        return joined(joined(values.get("person"), job), part, uncredited, by=" · ")


def forget(person):
    """Take somebody away again of whom nothing else is known."""
    is_known = (person.credits, person.nominations, person.pictures, person.contributions)
    if person.biography or any(rows.exists() for rows in is_known):
        return
    try:
        Person.objects.filter(pk=person.pk).delete()
    except ProtectedError:
        return


class ConnectionHandler(RowHandler):
    kind, noun, plural, one = "connection", "connection", "connections", "a connection"
    about = "Another film that this one follows, remakes, quotes or makes fun of; or the other way round."
    path = "connections/"
    styles = ["css/connection.css", "css/spoiler.css"]
    form_class = ConnectionForm
    rules_template = "catalog/contribute/_rules_connection.html"

    def known(self, film):
        return Connection.objects.of(film)

    def films(self, contribution):
        """Both films, which change together."""
        other = contribution.values.get("other_choice", "")
        return [contribution.film_id, *([int(other)] if other.isdecimal() else [])]

    def near_duplicates(self, film, values):
        return Connection.objects.of(film).filter(pk__in=Connection.objects.between(film, values["other_choice"]))

    def preview_context(self, film, values, member):
        """From both sides: what each film is to the other."""
        context = super().preview_context(film, values, member)
        if row := context["row"]:
            other = row.other_than(film)
            context |= {"other": other, "side": row.side_of(film), "other_side": row.side_of(other)}
        return context

    def take_back(self, contribution, *, by, reason):
        row = contribution.made
        super().take_back(contribution, by=by, reason=reason)
        if row is not None:
            row.touch_films()

    def words(self, values):
        how = joined(SENTENCES.get(values.get("side")), values.get("other"), by=" ")
        return joined(how, values.get("note"), by=" · ")
