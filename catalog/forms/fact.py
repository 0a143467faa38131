"""What members type about a film in a text of their own: trivia, goofs, crazy credits, other versions, for parents."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.text import PlainTextField
from catalog import fact_rules
from catalog.forms.base import ContributionForm
from catalog.models import TriviaItem
from catalog.models.parents_guide import GuideCategory

LEAST, MOST = fact_rules.FACT_LENGTHS


def text_field(label, help_text, **options):
    return PlainTextField(
        multiline=True, label=label, help_text=help_text, min_length=LEAST, max_length=MOST, **options
    )


class FactForm(ContributionForm):
    """What every fact has: its words, whether they give the story away, and where in the film it is."""

    text = text_field("The fact", f"{LEAST} to {MOST:,} characters of plain text.", validators=fact_rules.PLAIN)
    has_spoilers = forms.BooleanField(
        required=False,
        label="It gives away the story",
        help_text="Then it stands behind a warning, after all others.",
    )
    minute = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=6000,
        label="Minute of the film",
        help_text="If it is about one moment: the minute at which it comes, as a number.",
        error_messages={"invalid": "Write the minute as a number, for example 42."},
    )
    film_version = PlainTextField(
        required=False,
        max_length=60,
        label="Version of the film",
        help_text="Only if it is not in every version, for example: director’s cut.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "text" in self.fields:
            self.fields["text"].widget.attrs |= {
                "rows": 6,
                "data-counter": "text-counter",
                "data-least": LEAST,
                "data-most": MOST,
            }

    def clean(self):
        data = super().clean()
        try:
            fact_rules.refuse_late(data.get("minute"), self.film, data.get("film_version", ""))
        except ValidationError as refusal:
            self.add_error("minute", refusal)
        return data


class TriviaForm(FactForm):
    """Something worth knowing about how a film was made, or about what is in it."""


class GoofForm(FactForm):
    """A mistake that can be seen or heard in a film."""

    goof_type = forms.ChoiceField(
        choices=[("", "Choose a type"), *TriviaItem.GoofType.choices],
        label="Type",
        help_text="What looks like a mistake and is none is “Incorrectly regarded as goof”: then say why it is right.",
        error_messages={"required": "Choose which type of mistake it is."},
    )
    text = text_field(
        "The goof", "What is wrong, and where it shows. Use the names of the characters.", validators=fact_rules.PLAIN
    )
    is_sure = forms.BooleanField(
        label="I am sure it is a mistake and not meant as a joke",
        error_messages={"required": "Tick this if you are sure; what was meant as a joke is trivia at most."},
    )
    field_order = ["goof_type", "text"]

    def clean(self):
        data = super().clean()
        for name, rule in (("text", self.refuse_actors), ("source", self.refuse_unsourced)):
            try:
                rule(data)
            except ValidationError as refusal:
                self.add_error(name, refusal)
        return data

    def refuse_actors(self, data):
        fact_rules.refuse_actors(data.get("text", ""), self.film)

    def refuse_unsourced(self, data):
        fact_rules.refuse_unsourced(data.get("goof_type", ""), data.get("source", ""))


class CrazyCreditForm(FactForm):
    """Something unusual in the opening or closing credits."""

    text = text_field(
        "The crazy credit",
        "What the credits say or do, word for word where it matters.",
        validators=fact_rules.PLAIN[:1],
    )


class AlternateVersionForm(FactForm):
    """How another version of the film differs."""

    text = text_field(
        "The difference",
        "Which version it is, and what is longer, shorter or otherwise in it.",
        validators=fact_rules.PLAIN,
    )


class ParentsGuideForm(FactForm):
    """What there is to see and hear that parents may want to know."""

    guide_category = forms.ChoiceField(
        choices=[("", "Choose a category"), *GuideCategory.choices],
        label="Category",
        error_messages={"required": "Choose what it is about."},
    )
    text = text_field(
        "What there is to see or hear",
        "Say what is shown, and how much of it; leave judging to others.",
        validators=fact_rules.PLAIN,
    )
    field_order = ["guide_category", "text"]
