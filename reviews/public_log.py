"""The log of decisions as everybody may read it: what was decided and by which office, but about nobody.

Only the columns named here are ever read for it. The text, the film, the author and the reporters are not among them,
and the time of a decision is its day.
"""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.conf import settings
from django.utils import timezone

from reviews.kinds import WORDS, Kind
from reviews.models import Appeal, Decision, Guideline
from reviews.roles import Role

READ = ["decided_at", "guideline", "action", "case__kind", "role", "is_automated"]
READ_OF_LATER = ["superseded_by__action", "appeal__outcome"]
# Read only where the site's setting says that moderators are named.
READ_OF_MODERATOR = "moderator__username"

# How many decisions a file holds; the newest ones.
MOST_IN_FILE = 5000

COLUMNS = ["date", "rule", "rule_title", "action", "kind", "decided_by", "automatic", "now"]


def verb_of(action) -> str:
    """What was done, in a word or two."""
    return Decision.Action(action).label.partition(":")[0]


@dataclass(frozen=True)
class Entry:
    """A decision, as the public knows it."""

    day: date
    rule: str
    rule_title: str
    is_rule_retired: bool
    action: str
    kind: str
    decided_by: str
    is_automated: bool
    now: str

    def as_row(self) -> list:
        """As COLUMNS has it."""
        automatic = "yes" if self.is_automated else "no"
        return [
            self.day.isoformat(),
            self.rule,
            self.rule_title,
            self.action,
            self.kind,
            self.decided_by,
            automatic,
            self.now,
        ]

    def as_json(self) -> dict:
        return dict(zip(COLUMNS, self.as_row(), strict=True)) | {"automatic": self.is_automated}


class LogFilters(forms.Form):
    """What a reader of the log chose; every choice may be left open."""

    rule = forms.ChoiceField(required=False)
    action = forms.ChoiceField(
        label="Decision",
        required=False,
        choices=[("", "Any"), *((action, verb_of(action)) for action in Decision.Action)],
    )
    kind = forms.ChoiceField(label="Kind of text", required=False, choices=[("", "Any"), *Kind.choices])

    def __init__(self, query):
        super().__init__(query)
        self.guidelines = {rule.pk: rule for rule in Guideline.objects.prefetch_related("versions")}
        titles = ((pk, guideline.title) for pk, guideline in self.guidelines.items())
        self.fields["rule"].choices = [("", "Any"), *titles]

    @property
    def narrows(self) -> bool:
        return any(self.cleaned_data.values())

    def rows(self):
        """The decisions that fit, newest first, as rows that `entry` reads; of each only what the public may know."""
        columns = {"rule": "guideline", "action": "action", "kind": "case__kind"}
        chosen = {columns[name]: value for name, value in self.cleaned_data.items() if value}
        named = [READ_OF_MODERATOR] if settings.MODERATORS_NAMED else []
        found = Decision.objects.filter(**chosen).order_by("-decided_at", "-pk")
        return found.values(*READ, *READ_OF_LATER, *named)

    def entry(self, row) -> Entry:
        guideline = self.guidelines[row["guideline"]]
        return Entry(
            day=timezone.localdate(row["decided_at"]),
            rule=guideline.pk,
            rule_title=guideline.title,
            is_rule_retired=guideline.is_retired,
            action=verb_of(row["action"]),
            kind=WORDS[row["case__kind"]][0],
            decided_by=row.get(READ_OF_MODERATOR) or Role(row["role"]).label,
            is_automated=row["is_automated"],
            now=standing(row),
        )


def standing(row) -> str:
    """What has become of a decision since."""
    later = row["superseded_by__action"]
    if row["appeal__outcome"] == Appeal.Outcome.OVERTURNED:
        return "overturned on appeal"
    if later is None:
        return "stands"
    if later in Decision.GOES_BACK:
        return "ended unconfirmed" if row["is_automated"] else "taken back"
    if row["is_automated"]:
        return "not confirmed by a person" if later in Decision.DISMISSES else "confirmed by a person"
    return "followed by another"
