"""What the forms for single rows of a film have in common."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from catalog.forms.base import ROWS, ContributionForm
from catalog.models import Country, Language

MISSING = "Not in the list? Say so with your source; an editor adds it."


class RowForm(ContributionForm):
    """A form that says one more thing about a film, as a row of its own.

    What it says is checked by the same form when an editor accepts it: the row may be there by then.
    """

    # The sentence for a row that the film has already.
    known = "The page of this film says so already."
    # Whether it has been checked before, when it was sent.
    is_again = False

    @classmethod
    def again(cls, values, **options):
        """The form as it was sent when it had these values."""
        form = cls(as_sent(values), **options)
        form.is_again = True
        return form

    def clean(self):
        data = super().clean()
        if not self.errors:
            self.refuse_known()
        return data

    def refuse_known(self):
        """Raise ValidationError for what the film has already."""
        try:
            self.row().validate_constraints()
        except ValidationError as error:
            raise ValidationError(self.known, code="known") from error

    def row(self):
        """What it would become, not yet saved."""
        raise NotImplementedError

    def save(self):
        row = self.row()
        row.save()
        return row


def as_sent(values) -> QueryDict:
    """Values as a browser sends them."""
    sent = QueryDict(mutable=True)
    rows = values.get(ROWS, [])
    sent[f"{ROWS}-TOTAL_FORMS"], sent[f"{ROWS}-INITIAL_FORMS"] = len(rows), 0
    fields = {name: value for name, value in values.items() if name != ROWS}
    fields |= {f"{ROWS}-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}
    for name, value in fields.items():
        # A box that is not ticked is not sent.
        if value not in {None, False}:
            sent[name] = "on" if value is True else str(value)
    return sent


class TermField(forms.ChoiceField):
    """A country or a language out of the editors' list; known by its slug, whatever it is called later."""

    def __init__(self, model, *, nothing, **options):
        self.model, self.nothing = model, nothing
        super().__init__(choices=self.terms, **{"help_text": MISSING, **options})

    def terms(self):
        return [("", self.nothing), *self.model.objects.values_list("slug", "name")]


def country_field(nothing="Choose a country", **options):
    return TermField(Country, nothing=nothing, **options)


def language_field(nothing="No language in particular", **options):
    return TermField(Language, nothing=nothing, **options)


def term(model, slug):
    """The country or language of this slug; None for no slug."""
    return model.objects.get(slug=slug) if slug else None
