"""The statement of reasons: what the member whom a decision is about is told of it, on the page and by mail.

Its parts are those that Article 17(3) of the Digital Services Act asks for.
"""

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from reviews import outcomes
from reviews.kinds import Kind
from reviews.roles import Role

DECIDED_BY = {
    Role.SITE: "by the site itself, automatically",
    Role.EDITOR: "by an editor",
    Role.MODERATOR: "by a moderator",
    Role.SENIOR: "by a senior moderator",
    Role.ADMINISTRATOR: "by an administrator",
}

WHOLE_SITE = "The whole site, in every country."
ACCOUNT = "Your account, on the whole site, in every country."
SCOPE = {
    "redact": "The whole site, in every country, with all earlier versions of the text.",
    "warn": "Your account. Nothing is restricted.",
    "limit": ACCOUNT,
    "suspend": ACCOUNT,
    "pause": ACCOUNT,
}

NO_END = "Without an end, unless the decision is taken back."
ONCE = "It takes effect now and has no end."

NOT_FOUND_BY_MACHINE = "Nothing in this was automatic."
FOUND = {
    "report": f"Members had reported it. {NOT_FOUND_BY_MACHINE}",
    "notice": f"Somebody had given notice that it is against the law. {NOT_FOUND_BY_MACHINE}",
    "staff": f"A moderator came upon it; nobody had reported it. {NOT_FOUND_BY_MACHINE}",
}
NOTICED_COPY = "The site had noticed, automatically, that most of the words stand in another member’s review too."
NOTICED_WAITING = "What you write waits for a moderator at present; the site put it before one automatically."
COUNTED_REPORTS = "The site had counted, automatically, how many of your reports were decided to be unfounded."

BY_THE_SITE = {
    "shield": "No person has decided yet: the site did this by itself, after several members had reported it "
    "independently of each other. A moderator looks at it next.",
    "unshield": "The site ended it by itself, when the time was over or the reports no longer carried it.",
}
BY_COUNTING = "The site decided by itself, by counting. A person decides if you appeal."


def moment(value) -> str:
    """To the minute, because a restriction ends then."""
    return date_format(timezone.localtime(value), "j F Y, H:i e")


def of(decisions) -> list:
    """The statements for these decisions on one case."""
    reasons = set(decisions[0].case.reports.filter(source="site").values_list("reason", flat=True)) if decisions else ()
    return [Statement(decision, reasons) for decision in decisions]


class Statement:
    """One decision as its author reads it; `noticed` is what the site itself had seen in the text."""

    def __init__(self, decision, noticed=()):
        self.decision, self.noticed = decision, noticed

    @property
    def outcome(self) -> str:
        """What was done."""
        return outcomes.to_author(self.decision)

    @property
    def what_now(self) -> str:
        return outcomes.what_now(self.decision)

    @property
    def decided_by(self) -> str:
        """In which office, never who."""
        by = DECIDED_BY[self.decision.role]
        return f"{by}, and confirmed by a second one" if self.decision.second_id else by

    @property
    def about(self) -> str:
        """What of the author's it is about: "your review of Red Heat (1988)"."""
        kinds = {Kind.REPORTING: "your reports", Kind.PROFILE: "your public page"}
        if self.decision.case.kind == Kind.LIST:
            return f"your list “{self.decision.case.film_list}”"
        return kinds.get(self.decision.case.kind) or f"your {self.decision.case.subject}"

    @property
    def subject(self) -> str:
        """Of the mail."""
        decision = self.decision
        if decision.action == "restore" and decision.supersedes_id and decision.supersedes.action == "suspend":
            return "You can take part again"
        kinds = {Kind.REPORTING: "A decision on your reports", Kind.PROFILE: "A decision on your public page"}
        return kinds.get(decision.case.kind, "A decision on what you wrote")

    @property
    def restricts(self) -> bool:
        """Whether it takes something away, or only gives back."""
        return self.decision.action in self.decision.RESTRICTS

    @property
    def scope(self) -> str:
        """Where it holds."""
        earlier = self.decision.supersedes.action if self.decision.supersedes_id and not self.restricts else None
        return SCOPE.get(earlier or self.decision.action, WHOLE_SITE)

    @property
    def duration(self) -> str:
        """How long it holds."""
        decision = self.decision
        if decision.until:
            least = "At most until" if decision.action in {"shield", "veil"} else "Until"
            return f"{least} {moment(decision.until)}."
        if decision.action == "hide":
            is_mine = decision.case.kind in {Kind.REVIEW, Kind.PROFILE, Kind.LIST}
            return "Until you have changed it." if is_mine else "Until an editor has corrected it."
        return NO_END if self.restricts and decision.action != "warn" else ONCE

    @property
    def found(self) -> str:
        """What led to it, and whether a machine had a part in that."""
        if self.decision.case.kind == Kind.REPORTING:
            return COUNTED_REPORTS
        noticed = NOTICED_COPY if "copied" in self.noticed else NOTICED_WAITING
        if self.decision.found_by == "site":
            return noticed
        found = FOUND[self.decision.found_by]
        return found.replace(NOT_FOUND_BY_MACHINE, noticed) if "copied" in self.noticed else found

    @property
    def automation(self) -> str:
        """Whether a machine decided."""
        decision = self.decision
        if not decision.is_automated:
            read = "looked at it" if decision.case.kind == Kind.REPORTING else "read it"
            return f"A person {read} and decided. Nothing in the decision was automatic."
        if decision.case.kind == Kind.REPORTING:
            return BY_COUNTING
        return BY_THE_SITE["unshield" if decision.action == "unshield" else "shield"]

    @property
    def rule(self):
        """The guideline in the words that held on the day of the decision."""
        return self.decision.guideline.version_on(timezone.localdate(self.decision.decided_at))

    @property
    def appeal(self):
        """The author's own appeal against it; None without one."""
        appeal = getattr(self.decision, "appeal", None)
        return appeal if appeal and appeal.appellant_id == self.decision.author_id else None

    @property
    def can_be_appealed(self) -> bool:
        return self.restricts and self.decision.can_be_appealed_by(self.decision.author)

    @property
    def redress(self) -> str:
        """Who else may judge it, besides the moderators."""
        return settings.REDRESS
