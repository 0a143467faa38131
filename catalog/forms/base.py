"""What every form of a contribution has; each kind's own form adds its fields."""

from functools import cached_property

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict

from accounts.text import CONTROL, PlainTextField

# In characters, of all fields and their names together.
MOST_TYPED = 60_000
# How many rows one press of "Add more lines" adds.
MORE_ROWS = 4

ROWS = "lines"


class ContributionForm(forms.Form):
    """What a member tells about a film (or, for a picture, a person), and where that can be checked.

    Without `data` it shows `values` and `source`, as `.values` and `.cited` of a valid form gave them; where fields
    and values differ, override `initial_from` and `values`. A kind with rows, such as the lines of a quote, names their
    `rows_class`, made by formset_factory(formset=RowFormSet); they are posted under the prefix "lines" and kept in
    `values["lines"]`. Fields the kind does not ask for are left out by setting them to None, as for every Django form.
    """

    source = PlainTextField(
        multiline=True,
        required=False,
        max_length=500,
        label="Where can this be checked?",
        help_text="A book and its page, an address on the web, an interview. Only editors see it; it is never printed.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    rows_class = None

    def __init__(self, data=None, files=None, *, film=None, person=None, member=None, values=None, source=""):
        self.film, self.person, self.member = film, person, member
        super().__init__(data, files, initial=self.initial_from(values or {}) | {"source": source})
        self.order_fields([name for name in self.fields if name != "source"])
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.rows = self.make_rows(values or {}) if self.rows_class else None

    def initial_from(self, values: dict) -> dict:
        """What stands in the fields for these values."""
        return {name: value for name, value in values.items() if name != ROWS}

    def rows_from(self, values: dict) -> list[dict]:
        """What stands in the rows for these values."""
        return values.get(ROWS, [])

    def row_options(self) -> dict:
        """What each row's form is made with, such as choices found by one query for all."""
        return {}

    def make_rows(self, values):
        sent = {"data": self.data} if self.is_bound else {"initial": self.rows_from(values)}
        return self.rows_class(prefix=ROWS, form_kwargs=self.row_options(), **sent)

    def full_clean(self):
        super().full_clean()
        if self.is_bound and self.rows is not None and not self.rows.is_valid():
            for problem in self.rows.non_form_errors() or ["Something in the lines below has to be put right."]:
                self.add_error(None, problem)

    @cached_property
    def values(self) -> dict:
        """What a Contribution keeps of a valid form, as JSON has it."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "source"}
        if self.rows is not None:
            values[ROWS] = self.rows.kept_rows()
        return values

    @property
    def cited(self) -> str:
        """The source it names, if any."""
        return self.cleaned_data.get("source", "")

    # What somebody is still writing

    @classmethod
    def as_typed(cls, typed: dict, **options):
        """The form with what was typed, before anything is asked of it."""
        data = QueryDict(mutable=True)
        for name, texts in typed.items():
            data.setlist(name, texts)
        form = cls(data, **options)
        form.ask_nothing()
        return form

    def ask_nothing(self):
        """Show what was sent without saying what is wrong with it."""
        self._errors, self.cleaned_data = ErrorDict(), {}
        if self.rows is not None:
            self.rows.ask_nothing()

    @property
    def typed(self) -> dict[str, list[str]]:
        """What was sent for the fields of the form, right or wrong, to be kept as a draft.

        Raises ValidationError where that is more than a draft holds.
        """
        own = {name: texts for name, texts in self.data.lists() if name in self.fields or self.is_row(name)}
        kept = {name: [CONTROL.sub("", text.replace("\r\n", "\n")) for text in texts] for name, texts in own.items()}
        if sum(len(name) + len(text) for name, texts in kept.items() for text in texts) > MOST_TYPED:
            raise ValidationError("This is more than can be kept here. Shorten it, then press the button again.")
        return kept

    def is_row(self, name) -> bool:
        return self.rows_class is not None and name.startswith(f"{ROWS}-") and name.isascii() and len(name) < 40

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been typed or ticked."""
        return not self.has_changed() and not (self.rows is not None and self.rows.has_changed())

    @classmethod
    def with_more_rows(cls, data):
        """What was sent, with room for a few rows more."""
        data = data.copy()
        total = data.get(f"{ROWS}-TOTAL_FORMS", "")
        if total.isdecimal() and len(total) < 4:
            data[f"{ROWS}-TOTAL_FORMS"] = str(min(int(total) + MORE_ROWS, cls.rows_class.absolute_max))
        return data


class RowFormSet(forms.BaseFormSet):
    """The rows of a form, in their order. Those that were left empty are left out."""

    default_error_messages = {
        "missing_management_form": "The lines did not arrive whole. Look through them, then send them again."
    }

    def initial_form_count(self):
        """None, once they were sent: each of them may then be empty, whatever stood in it."""
        return 0 if self.is_bound else super().initial_form_count()

    def full_clean(self):
        super().full_clean()
        if self.is_bound and not self.management_form.is_valid():
            self._non_form_errors = self.error_class([self.error_messages["missing_management_form"]])

    def kept_rows(self) -> list[dict]:
        """What the filled rows say, as JSON has it; override where a row's fields differ from what is kept."""
        return [form.cleaned_data for form in self.filled()]

    def filled(self) -> list:
        return [form for form in self.forms if form.has_changed()]

    def ask_nothing(self):
        self._errors, self._non_form_errors = [ErrorDict() for _ in self.forms], ErrorList()
        for form in self.forms:
            form._errors, form.cleaned_data = ErrorDict(), {}
