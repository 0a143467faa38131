"""A quote: lines one below the other, each with who says it."""

from django import forms
from django.forms import formset_factory

from accounts.text import PlainTextField
from catalog import fact_rules
from catalog.forms.base import ROWS, RowFormSet
from catalog.forms.fact import FactForm
from catalog.models import Credit

ROWS_AT_FIRST = 4
# More than a quote may have, so that what is too long comes back whole.
ROWS_AT_MOST = 60
DIRECTION, OTHER = "direction", "other"


class QuoteLineForm(forms.Form):
    """One line. The speaker is one of the cast, or named; nobody speaks a stage direction."""

    who = forms.ChoiceField(label="Who", required=False)
    speaker = PlainTextField(label="Name, if it is somebody else", required=False, max_length=120)
    text = PlainTextField(
        multiline=True,
        label="Words",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        validators=[fact_rules.refuse_address],
    )

    def __init__(self, *args, cast, **kwargs):
        super().__init__(*args, **kwargs)
        self.cast = cast
        characters = [(str(pk), f"{character} ({actor})") for pk, (character, actor) in cast.items()]
        self.fields["who"].choices = [
            ("", "Choose"),
            *characters,
            (OTHER, "Somebody else, named here"),
            (DIRECTION, "Nobody: a stage direction"),
        ]

    def clean(self):
        data = super().clean()
        if not data.get("text") and "text" not in self.errors:
            self.add_error("text", "Write the words, or empty the line.")
        who = data.get("who", "")
        if who in {"", OTHER} and not data.get("speaker") and "speaker" not in self.errors:
            self.add_error("who" if not who else "speaker", "Choose who says it, or write the name.")
        return data

    @property
    def line(self) -> dict:
        """The line as it is kept."""
        who = self.cleaned_data["who"]
        if who == DIRECTION:
            return {"credit": None, "speaker": "", "text": self.cleaned_data["text"].strip("[]")}
        credit = int(who) if who.isdecimal() else None
        speaker = self.cast[credit][0] if credit else self.cleaned_data["speaker"]
        return {"credit": credit, "speaker": speaker, "text": self.cleaned_data["text"]}


class QuoteRows(RowFormSet):
    """The lines of one quote."""

    def clean(self):
        if any(self.errors):
            return
        fact_rules.refuse_lines([(line["speaker"], line["text"]) for line in self.kept_rows()])

    def kept_rows(self):
        return [form.line for form in self.filled()]


QuoteFormSet = formset_factory(
    QuoteLineForm, formset=QuoteRows, extra=ROWS_AT_FIRST, max_num=ROWS_AT_MOST, absolute_max=ROWS_AT_MOST
)


class QuoteForm(FactForm):
    """What is said in a film."""

    text = None
    rows_class = QuoteFormSet

    def row_options(self):
        credits = self.film.credits.filter(job=Credit.Job.ACTOR).exclude(character="").select_related("person")
        ordered = credits.order_by("billing", "pk")
        return {"cast": {credit.pk: (credit.character, credit.person.name) for credit in ordered}}

    def rows_from(self, values):
        return [row_of(line) for line in values.get(ROWS, [])]


def row_of(line: dict) -> dict:
    """What stands in the fields of a line that was kept."""
    who = str(line["credit"]) if line["credit"] else OTHER if line["speaker"] else DIRECTION
    return {"who": who, "speaker": line["speaker"] if who == OTHER else "", "text": line["text"]}
