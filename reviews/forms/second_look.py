from django import forms

from accounts.text import PlainTextField
from reviews import guidelines
from reviews.forms import first_words
from reviews.forms.decision import DAYS, EFFECTS, REDACTED
from reviews.models import Appeal, Decision, Review
from reviews.models.appeal import MAX_WORDS
from reviews.models.review import MAX_BODY


class QuestionForm(forms.Form):
    """What the moderators ask the member before they decide."""

    question = PlainTextField(
        multiline=True, max_length=MAX_WORDS, error_messages={"required": "Write what you want to know."}
    )


class SecondLookForm(forms.Form):
    """Whether the decision stands, and why; where a dismissal does not, what comes in its place.

    `text_seen` is the mark of the text that the page showed: nothing is done to another one.
    """

    outcome = forms.ChoiceField(choices=Appeal.Outcome, error_messages={"required": "Choose one of the two."})
    reasons = PlainTextField(
        multiline=True, max_length=MAX_WORDS, error_messages={"required": "Say why: the member reads it."}
    )
    action = forms.ChoiceField(required=False)
    guideline = forms.ChoiceField(required=False)
    facts = PlainTextField(multiline=True, required=False, max_length=1000)
    note = PlainTextField(multiline=True, required=False, max_length=1000)
    days = forms.TypedChoiceField(choices=DAYS, coerce=int, required=False, empty_value=None, initial=7)
    headline = PlainTextField(required=False, max_length=Review._meta.get_field("headline").max_length)
    body = PlainTextField(multiline=True, required=False, max_length=MAX_BODY)
    text_seen = forms.CharField(required=False, max_length=16)

    def __init__(self, appeal, moderator, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.appeal, self.moderator = appeal, moderator
        self.guidelines = guidelines.in_force()
        titles = [(guideline.pk, guideline.title) for guideline in self.guidelines]
        self.actions = appeal.possible_actions(moderator) if appeal.is_of_reporter else []
        self.fields["action"].choices = [(action.value, action.label.partition(":")[0]) for action in self.actions]
        self.fields["guideline"].choices = [("", "Choose one"), *titles]
        self.fields["guideline"].initial = appeal.decision.guideline_id
        for name in REDACTED:
            self.fields[name].initial = getattr(self.case.review, name, "")

    @property
    def case(self):
        return self.appeal.decision.case

    @property
    def was_about_another_text(self):
        """Whether the author has changed the text since it was shown."""
        return self.is_bound and self.data.get("text_seen", "") not in {"", self.case.text_mark}

    def options(self):
        """What can come in the place of a dismissal: value, name, effect."""
        return [(action.value, action.label.partition(":")[0], EFFECTS[action]) for action in self.actions]

    def clean(self):
        chosen = super().clean()
        instead = ["action", "guideline", "facts", "note", "days", *REDACTED]
        if chosen.get("outcome") != Appeal.Outcome.OVERTURNED or not self.appeal.is_of_reporter:
            for name in instead:
                self.errors.pop(name, None)
            return chosen
        needed = {
            "action": "Choose what comes in the place of the dismissal.",
            "guideline": "Choose the guideline that it breaks.",
            "facts": "Say in a sentence what you found: the author reads it.",
        }
        for name, message in needed.items():
            if name not in self.errors and not chosen.get(name):
                self.add_error(name, message)
        self.clean_what_fits(chosen)
        return chosen

    def clean_what_fits(self, chosen):
        """For how long, and which words are left, matter to some actions only."""
        if chosen.get("action") not in {Decision.Action.LIMIT, Decision.Action.SUSPEND}:
            self.errors.pop("days", None)
            chosen["days"] = None
        if chosen.get("action") != Decision.Action.REDACT:
            for name in REDACTED:
                self.errors.pop(name, None)
            return
        for name in REDACTED:
            if name not in self.errors and not chosen[name]:
                self.add_error(name, "Leave some words here; to take the whole text away, hide or remove it.")
        if all(chosen.get(name, "").split() == getattr(self.case.review, name).split() for name in REDACTED):
            self.add_error("body", "Nothing is taken out yet: do it here or in the headline.")

    def decide(self):
        """Raises what Appeal.decide raises."""
        chosen = self.cleaned_data
        terms = {}
        if self.appeal.is_of_reporter and chosen["outcome"] == Appeal.Outcome.OVERTURNED:
            rule = next(one for one in self.guidelines if one.pk == chosen["guideline"])
            terms = {name: chosen[name] for name in ("action", "guideline", "facts", "note", "days")}
            terms |= {"message": first_words.message(chosen["action"], rule), "text_seen": chosen["text_seen"] or None}
            if chosen["action"] == Decision.Action.REDACT:
                terms["redacted"] = {name: chosen[name] for name in REDACTED}
        return self.appeal.decide(chosen["outcome"], by=self.moderator, reasons=chosen["reasons"], **terms)
