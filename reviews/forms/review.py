"""What a member types about a film: as strict as what is published has to be, or as patient as a draft."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError

from accounts.text import PlainTextField
from reviews import languages, originality, text
from reviews.forms.rating import VALUES
from reviews.models.draft import TEXT as TEXT_OF_DRAFT
from reviews.models.review import MAX_BODY, MIN_BODY, TEXT

MAX_HEADLINE = 100
MAX_DRAFT = 30_000
FIND_OUT = "Find out from the text"

HEADLINE = {"help_text": "At most 100 characters. It is always shown, so it never gives anything away."}
BODY = {
    "multiline": True,
    "label": "Your review",
    "help_text": "100 to 20,000 characters of plain text; an empty line begins a paragraph. Put [spoiler] and "
    "[/spoiler] round what gives the story away: readers then choose whether to see it.",
}


class TextForm(forms.Form):
    """The fields of the page a review is written on, before anything is asked of the text."""

    rating = forms.TypedChoiceField(
        choices=[*VALUES, ("", "No rating")],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        label="Your rating",
    )
    headline = PlainTextField(**HEADLINE)
    body = PlainTextField(**BODY)
    has_spoilers = forms.BooleanField(required=False, label="The whole review gives away the story")
    language = forms.TypedChoiceField(
        choices=[("", FIND_OUT), *languages.LANGUAGES], required=False, help_text="The language you have written in."
    )

    def __init__(self, data=None, *, review=None, **options):
        super().__init__(data, **options)
        self.review = review
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.fields["body"].widget.attrs |= {
            "rows": 14,
            "data-counter": "body-counter",
            "data-least": MIN_BODY,
            "data-most": MAX_BODY,
        }
        self.fields["headline"].widget.attrs |= {
            "data-counter": "headline-counter",
            "data-least": 0,
            "data-most": MAX_HEADLINE,
        }
        if review and review.is_marked_as_spoiler_by_decision():
            self.initial["has_spoilers"] = True
            self.fields["has_spoilers"].disabled = True
            self.fields["has_spoilers"].help_text = "A moderator decided this; your page of cases says why."


class ReviewForm(TextForm):
    """A member's own review of a film as it may be published, with the rating beside it.

    The language is found out where none is chosen; `has_found_language` says so.
    """

    headline = PlainTextField(max_length=MAX_HEADLINE, validators=[text.refuse_mark], **HEADLINE)
    body = PlainTextField(min_length=MIN_BODY, max_length=MAX_BODY, **BODY)

    has_found_language = False

    def __init__(self, data=None, *, member, **options):
        super().__init__(data, **options)
        self.member = member

    def clean_body(self):
        body = self.cleaned_data["body"]
        if problem := originality.padding(body):
            raise ValidationError(problem, code="padding")
        return body

    def clean(self):
        if "language" not in self.data and self.review:
            self.cleaned_data["language"] = self.review.language
        elif self.cleaned_data.get("language") == "" and "body" in self.cleaned_data:
            self.cleaned_data["language"] = self._found_language()
            self.has_found_language = True

    def _found_language(self) -> str:
        own = self.member.language if self.member.language in dict(languages.LANGUAGES) else ""
        return languages.detect(self.cleaned_data["body"]) or own or "en"

    @property
    def text(self) -> dict:
        """What the review's verbs take."""
        return {name: self.cleaned_data[name] for name in TEXT}


class NumberOfWindow(forms.IntegerField):
    """What the page noted in the form when it was opened. Nobody types it, so nonsense is as good as nothing."""

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            return None


class DraftForm(TextForm):
    """What a member has written so far, in one window: any text, and what was chosen beside it.

    `draft` and `version` are those that the window began with or saved last; `revision` is the one of the review that
    it was opened on (0 where there was none), and None where the form was not ours.
    """

    headline = PlainTextField(required=False, max_length=MAX_DRAFT, **HEADLINE)
    body = PlainTextField(required=False, max_length=MAX_DRAFT, **BODY)

    draft = NumberOfWindow(required=False, widget=forms.HiddenInput)
    version = NumberOfWindow(required=False, widget=forms.HiddenInput)
    revision = NumberOfWindow(required=False, widget=forms.HiddenInput)

    def clean(self):
        # What is no choice is left out: the words that came with it are worth more.
        for name, nothing in (("rating", None), ("language", "")):
            if self.errors.pop(name, None):
                self.cleaned_data[name] = nothing
        if not self.errors and not (self.cleaned_data["headline"] or self.cleaned_data["body"]):
            raise ValidationError("There is nothing to save yet. Write something first.", code="nothing")

    @property
    def text(self) -> dict:
        """What a draft keeps."""
        return {name: self.cleaned_data[name] for name in TEXT_OF_DRAFT}

    @property
    def window(self) -> dict:
        """What the page noted, whether the rest of the form is in order or not."""
        self.full_clean()
        return {name: self.cleaned_data[name] for name in ("draft", "version", "revision")}
