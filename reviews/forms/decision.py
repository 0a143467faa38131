from collections import Counter

from django import forms

from accounts.text import PlainTextField
from reviews.guidelines import GUIDELINES
from reviews.models import Decision, Report, Review
from reviews.models.review import MAX_BODY

# What words are taken out of.
REDACTED = ["headline", "body"]

# What each action does, in a line for the moderator.
EFFECTS = {
    Decision.Action.DISMISS: "The text stays as it is. The author is not told; those who reported are.",
    Decision.Action.SPOILER: "The text closes behind a warning; one click opens it.",
    Decision.Action.REDACT: "What you take out below is gone, in all earlier versions too. The rest stays.",
    Decision.Action.HIDE: "Only its author sees it, until it has been changed.",
    Decision.Action.REMOVE: "It leaves the site, and its author cannot edit it. Text and votes are kept.",
    Decision.Action.RESTORE: "It stands again as it stood before, with its votes.",
}


class DecisionForm(forms.Form):
    """What a moderator decides on a case, under which guideline and on which facts; to redact, in which words instead.

    `seen` is the latest decision the page showed and `text_seen` the mark of the text: a form filled in while somebody
    else decided, or while the author wrote, decides nothing.
    """

    action = forms.ChoiceField(choices=Decision.Action, error_messages={"required": "Choose what is to happen."})
    guideline = forms.ChoiceField(error_messages={"required": "Choose the guideline you held the text against."})
    facts = PlainTextField(
        multiline=True, max_length=1000, error_messages={"required": "Say in a sentence what you found."}
    )
    headline = PlainTextField(required=False, max_length=Review._meta.get_field("headline").max_length)
    body = PlainTextField(multiline=True, required=False, max_length=MAX_BODY)
    seen = forms.ModelChoiceField(Decision.objects.none(), required=False)
    text_seen = forms.CharField(required=False, max_length=16)

    def __init__(self, case, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        self.fields["guideline"].choices = [("", "Choose one"), *((rule.id, rule.title) for rule in GUIDELINES)]
        self.fields["guideline"].initial = self.likely_guideline()
        self.fields["seen"].queryset = case.decisions.all()
        for name in REDACTED:
            self.fields[name].initial = getattr(case.review, name, "")

    def likely_guideline(self) -> str:
        """The guideline that most reports are about."""
        counts = Counter(report.reason for report in self.case.reports.all())
        named = (Report.GUIDELINE.get(reason) for reason, _ in counts.most_common())
        return next((guideline for guideline in named if guideline), "")

    def clean(self):
        """Who redacts takes words out and leaves some; with another action these fields do not matter."""
        chosen = super().clean()
        if chosen.get("action") != Decision.Action.REDACT:
            for name in REDACTED:
                self.errors.pop(name, None)
        elif self.case.review and not self.errors.keys() & REDACTED:
            for name in REDACTED:
                if not chosen[name]:
                    self.add_error(name, "Leave some words here; to take the whole text away, hide or remove it.")
            if all(chosen.get(name, "").split() == getattr(self.case.review, name).split() for name in REDACTED):
                self.add_error("body", "Nothing is taken out yet: do it here or in the headline.")
        return chosen

    @property
    def was_about_another_text(self):
        """Whether the author has changed the text since it was shown: words taken out of that one are no answer now."""
        return self.is_bound and self.data.get("text_seen", "") not in {"", self.case.text_mark}

    def options(self):
        """The actions to choose from now: value, name, effect."""
        possible = self.case.possible_actions()
        return [(action.value, action.label.partition(":")[0], EFFECTS[action]) for action in possible]

    def decide(self, moderator) -> Decision:
        """Raises what Case.decide raises."""
        chosen = self.cleaned_data
        return self.case.decide(
            chosen["action"],
            moderator=moderator,
            guideline=chosen["guideline"],
            facts=chosen["facts"],
            seen=chosen["seen"],
            text_seen=chosen["text_seen"] or None,
            redacted={name: chosen.get(name) for name in REDACTED},
        )
