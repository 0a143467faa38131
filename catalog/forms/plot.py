"""How a film's story is told: at length and signed, or in a sentence or two."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.text import PlainTextField
from catalog import fact_rules
from catalog.forms.base import ContributionForm

LEAST, MOST = fact_rules.STORYLINE_LENGTHS


class StorylineForm(ContributionForm):
    """A plot summary in its writer's own words."""

    source = None
    text = PlainTextField(
        multiline=True,
        label="The storyline",
        help_text=f"{LEAST} to {MOST:,} characters in your own words; an empty line begins a paragraph.",
        min_length=LEAST,
        max_length=MOST,
        validators=fact_rules.PLAIN,
        widget=forms.Textarea(
            attrs={"rows": 12, "data-counter": "text-counter", "data-least": LEAST, "data-most": MOST}
        ),
    )
    has_spoilers = forms.BooleanField(
        required=False, label="It gives away the ending", help_text="Then it stands behind a warning."
    )


class OutlineForm(ContributionForm):
    """The sentence or two below the title."""

    source = None
    text = PlainTextField(
        label="The outline",
        help_text=f"At most {fact_rules.OUTLINE_AT_MOST} characters, and nothing of the ending.",
        min_length=fact_rules.FACT_LENGTHS[0],
        max_length=fact_rules.OUTLINE_AT_MOST,
        validators=fact_rules.PLAIN,
        widget=forms.Textarea(
            attrs={
                "rows": 3,
                "data-counter": "text-counter",
                "data-least": fact_rules.FACT_LENGTHS[0],
                "data-most": fact_rules.OUTLINE_AT_MOST,
            }
        ),
    )

    def clean_text(self):
        text = self.cleaned_data["text"]
        fact_rules.refuse_no_outline(text, self.film)
        if text == self.film.outline:
            raise ValidationError("This is the outline the film has. Change what should read otherwise.", code="same")
        return text
