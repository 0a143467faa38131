from crispy_forms.helper import FormHelper
from django import forms

from accounts.text import PlainTextField
from reviews.models.appeal import MAX_WORDS


def words_field(label, help_text, rows):
    return PlainTextField(
        multiline=True,
        max_length=MAX_WORDS,
        label=label,
        help_text=f"{help_text} At most {MAX_WORDS:,} characters.",
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": "Write a sentence or two."},
    )


class AppealForm(forms.Form):
    """Why a decision was wrong, in the words of whom it concerns."""

    words = words_field("Why was the decision wrong?", "Say what was overlooked or misread.", rows=8)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class AnswerForm(AppealForm):
    """The one answer to the moderators' one question."""

    words = words_field("Your answer", "You can answer once.", rows=6)
