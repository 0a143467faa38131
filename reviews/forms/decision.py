from collections import Counter

from django import forms
from django.db import transaction

from accounts.text import PlainTextField
from reviews import guidelines, misuse, possible, triage
from reviews.forms import first_words
from reviews.kinds import Kind
from reviews.models import Decision, Report, Review
from reviews.models.review import MAX_BODY

# What words are taken out of.
REDACTED = ["headline", "body"]
LARGEST_NUMBER = 2**31 - 1

# What each action does, in a line for the moderator.
EFFECTS = {
    Decision.Action.DISMISS: "The text stays as it is. The author is not told; those who reported are.",
    Decision.Action.SPOILER: "The text closes behind a warning; one click opens it.",
    Decision.Action.REDACT: "What you take out below is gone, in all earlier versions too. The rest stays.",
    Decision.Action.HIDE: "Only its author sees it, until it has been changed.",
    Decision.Action.REMOVE: "It leaves the site, and its author cannot edit it. Text and votes are kept.",
    Decision.Action.RESTORE: "The decision is taken back: everything stands again as it stood before.",
    Decision.Action.UNFOUNDED: "The text stays, and the reports count against those who made them.",
    Decision.Action.LOCK: "The text stays as it is; its author can take it off the site, but not change it.",
    Decision.Action.PASS_ON: "It leaves the site like a removed one. Say in the note whom you have told.",
    Decision.Action.WARN: "Nothing changes but the author’s record.",
    Decision.Action.LIMIT: "What the author writes waits for a moderator.",
    Decision.Action.SUSPEND: "The author can only read; votes and ratings stop counting meanwhile.",
}

# The letter of each action on the keyboard; b because it is as it was before.
KEYS = {
    Decision.Action.DISMISS: "d",
    Decision.Action.UNFOUNDED: "u",
    Decision.Action.SPOILER: "s",
    Decision.Action.REDACT: "x",
    Decision.Action.HIDE: "h",
    Decision.Action.REMOVE: "r",
    Decision.Action.RESTORE: "b",
    Decision.Action.LOCK: "l",
    Decision.Action.PASS_ON: "o",
    Decision.Action.WARN: "w",
    Decision.Action.LIMIT: "i",
    Decision.Action.SUSPEND: "p",
}

DAYS = [(1, "1 day"), (7, "7 days"), (30, "30 days")]
USUAL_DAYS = 7
OUT_OF_DATE = ["version", "text_seen", "shown_at"]


class DecisionForm(forms.Form):
    """What a moderator decides on a case, under which guideline and on which facts; to redact, in which words instead.

    `version` is the case as the page showed it and `text_seen` the mark of the text: a form filled in while something
    happened to the case, or while the author wrote, decides nothing. `also` is a measure about the author on top.
    """

    action = forms.ChoiceField(choices=Decision.Action, error_messages={"required": "Choose what is to happen."})
    days = forms.TypedChoiceField(choices=DAYS, coerce=int, required=False, empty_value=None, initial=USUAL_DAYS)
    guideline = forms.ChoiceField(error_messages={"required": "Choose the guideline you held the text against."})
    # Not required here: what lets a text be has a sentence of its own.
    facts = PlainTextField(
        multiline=True,
        required=False,
        max_length=1000,
        error_messages={"required": "Say in a sentence what you found."},
    )
    message = PlainTextField(multiline=True, required=False, max_length=2000)
    note = PlainTextField(multiline=True, required=False, max_length=1000)
    law = PlainTextField(required=False, max_length=200)
    also = forms.ChoiceField(required=False)
    also_days = forms.TypedChoiceField(choices=DAYS, coerce=int, required=False, empty_value=None, initial=USUAL_DAYS)
    headline = PlainTextField(required=False, max_length=Review._meta.get_field("headline").max_length)
    body = PlainTextField(multiline=True, required=False, max_length=MAX_BODY)
    version = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_NUMBER)
    text_seen = forms.CharField(required=False, max_length=16)
    shown_at = forms.DateTimeField(required=False)

    def __init__(self, case, moderator, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.case, self.moderator = case, moderator
        self.guidelines = guidelines.in_force()
        self.reason = self.most_common_reason()
        self.actions = case.possible_actions(moderator)
        titles = [(guideline.pk, guideline.title) for guideline in self.guidelines]
        self.fields["guideline"].choices = [("", "Choose one"), *titles]
        self.fields["guideline"].initial = self.likely_guideline()
        self.fields["law"].initial = self.noticed_law()
        self.fields["facts"].initial = self.first_facts(self.actions[0] if len(self.actions) == 1 else "")
        self.fields["also"].choices = self.measures()
        for name in REDACTED:
            self.fields[name].initial = getattr(case.review, name, "")

    def most_common_reason(self) -> str:
        """What most reports are about, the gravest of several; one that names a guideline before one that does not."""
        standing = (report for report in self.case.reports.all() if report.withdrawn_at is None)
        counts = Counter(report.reason for report in standing)
        reasons = sorted(counts, key=lambda reason: (-counts[reason], -triage.SEVERITY.get(reason, 0), reason))
        return next((reason for reason in reasons if reason in Report.GUIDELINE), reasons[0] if reasons else "")

    def likely_guideline(self) -> str:
        """What the most common reason is about; for a post that waits, what its author's limit was about."""
        if self.case.target.state == "waiting":
            limits = self.case.author.restrictions.standing().filter(kind="limit")
            return limits.values_list("decision__guideline", flat=True).first() or ""
        return misuse.GUIDELINE if self.case.kind == Kind.REPORTING else Report.GUIDELINE.get(self.reason, "")

    def noticed_law(self) -> str:
        """The law that the first notice names, where most say that it is against one."""
        if self.reason != Report.Reason.ILLEGAL:
            return ""
        notices = self.case.reports.that_stand().exclude(notice=None).order_by("pk")
        return notices.values_list("notice__law", flat=True).first() or ""

    def first_facts(self, action) -> str:
        """That no warning stands before it is no sentence for a text which cannot be marked any more."""
        is_marked = self.reason == Report.Reason.SPOILER and Decision.Action.SPOILER not in self.actions
        return first_words.facts(action, "" if is_marked else self.reason)

    def measures(self):
        """What can be done about the author on top."""
        labels = {"warn": "Warn the author", "limit": "Limit the author", "suspend": "Suspend the author"}
        possible_now = possible.about_member(self.case, self.moderator)
        return [("", "Nothing"), *((action.value, labels[action]) for action in possible_now)]

    def clean(self):
        chosen = super().clean()
        action = chosen.get("action")
        self.check_redaction(chosen)
        self.check_days(chosen, "days", action)
        self.check_days(chosen, "also_days", chosen.get("also"))
        if chosen.get("also") and action in [*first_words.LET_BE, *Decision.ABOUT_MEMBER]:
            self.add_error("also", "This goes with a decision on the text that it breaks a guideline.")
        if not self.errors:
            self.fill_in(chosen)
        return chosen

    def check_redaction(self, chosen):
        """Who redacts takes words out and leaves some; with another action these fields do not matter."""
        if chosen.get("action") != Decision.Action.REDACT:
            for name in REDACTED:
                self.errors.pop(name, None)
        elif self.case.review and not self.errors.keys() & REDACTED:
            for name in REDACTED:
                if not chosen[name]:
                    self.add_error(name, "Leave some words here; to take the whole text away, hide or remove it.")
            if all(chosen.get(name, "").split() == getattr(self.case.review, name).split() for name in REDACTED):
                self.add_error("body", "Nothing is taken out yet: do it here or in the headline.")

    def check_days(self, chosen, name, action):
        """For how long matters where something has an end."""
        if action not in {Decision.Action.LIMIT, Decision.Action.SUSPEND}:
            self.errors.pop(name, None)
            chosen[name] = None
        elif name not in self.errors and not chosen.get(name):
            self.add_error(name, "Choose for how long: 1, 7 or 30 days.")

    def fill_in(self, chosen):
        """The words that nobody wrote, or that belong to another decision than the one chosen."""
        action = chosen["action"]
        guideline = next(one for one in self.guidelines if one.pk == chosen["guideline"])
        chosen["message"] = first_words.fitting_message(chosen["message"], action, guideline, self.guidelines)
        chosen["facts"] = first_words.fitting_facts(chosen["facts"], action, self.reason)
        if not chosen["facts"]:
            self.add_error("facts", self.fields["facts"].error_messages["required"])
        if action in first_words.LET_BE:
            chosen["law"] = ""

    @property
    def is_out_of_date(self):
        """Whether it came from a page that cannot have been ours of today."""
        return any(name in self.errors for name in OUT_OF_DATE)

    @property
    def was_about_another_text(self):
        """Whether the author has changed the text since it was shown: words taken out of that one are no answer now."""
        return self.is_bound and self.data.get("text_seen", "") not in {"", self.case.text_mark}

    def options(self):
        """The actions to choose from now, as the page shows them."""
        return [
            {
                "value": action.value,
                "name": action.label.partition(":")[0],
                "effect": EFFECTS[action],
                "key": KEYS[action],
                "facts": self.first_facts(action),
                "lets_be": action in first_words.LET_BE,
                "has_days": action in Decision.NEEDS_DAYS,
            }
            for action in self.actions
        ]

    def words_of_guidelines(self):
        """By guideline: what the author is told unless the moderator writes something else."""
        return [("", "Choose one", ""), *((one.pk, one.title, one.text) for one in self.guidelines)]

    def decide(self):
        """The decisions, or the proposals where a second moderator is needed. Raises what Case.decide raises."""
        chosen = self.cleaned_data
        redacts = chosen["action"] == Decision.Action.REDACT
        words = {name: chosen[name] for name in ("guideline", "facts", "message", "law")}
        seen = {"version": chosen["version"], "text_seen": chosen["text_seen"] or None}
        terms = {"redacted": {name: chosen[name] for name in REDACTED}} if redacts else {}
        with transaction.atomic():
            if chosen["also"]:
                # All that the measure touches is held before anything is written, as everywhere.
                self.case.held(chosen["also"])
            first = self.case.decide(
                chosen["action"],
                moderator=self.moderator,
                note=chosen["note"],
                days=chosen["days"],
                **words,
                **seen,
                **terms,
            )
            if not chosen["also"] or not isinstance(first, Decision):
                return [first]
            measure = self.case.decide(chosen["also"], moderator=self.moderator, days=chosen["also_days"], **words)
            return [first, measure]
