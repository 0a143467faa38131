from crispy_forms.helper import FormHelper
from django import forms

from accounts.text import PlainTextField
from reviews.forms.rating import VALUES
from reviews.models.review import MAX_BODY, MIN_BODY, Review


class ReviewForm(forms.ModelForm):
    """A member's own review of a film, with the rating beside it."""

    rating = forms.TypedChoiceField(
        choices=[*VALUES, ("", "No rating")],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        label="Your rating",
    )
    headline = PlainTextField(
        max_length=100, help_text="At most 100 characters. It is always shown, so it never gives anything away."
    )
    body = PlainTextField(
        multiline=True,
        min_length=MIN_BODY,
        max_length=MAX_BODY,
        label="Your review",
        help_text="100 to 20,000 characters of plain text; an empty line begins a paragraph. Put [spoiler] and "
        "[/spoiler] round what gives the story away: readers then choose whether to see it.",
    )

    class Meta:
        model = Review
        fields = ["headline", "body", "has_spoilers", "language"]
        labels = {"has_spoilers": "The whole review gives away the story"}
        help_texts = {"language": "The language you have written in."}

    field_order = ["rating", "headline", "body", "has_spoilers", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.fields["body"].widget.attrs.update(
            {"rows": 14, "data-counter": "body-counter", "data-least": MIN_BODY, "data-most": MAX_BODY}
        )
        self.fields["headline"].widget.attrs.update(
            {"data-counter": "headline-counter", "data-least": 0, "data-most": 100}
        )
        if self.instance.pk and self.instance.is_marked_as_spoiler_by_decision():
            self.fields["has_spoilers"].disabled = True
            self.fields["has_spoilers"].help_text = "A moderator decided this; your page of cases says why."

    @property
    def text(self) -> dict:
        """What the review's verbs take."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
