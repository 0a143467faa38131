"""What the demo's moderators have done and have still to do, by the same verbs as on every site."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F
from django.utils import timezone

from accounts.models import Notification, OutgoingMail, User
from catalog.models import TriviaItem
from filmsite.demo import facts
from filmsite.demo.clock import at
from filmsite.demo.content import LAST_MOMENT, Entry, checked, read
from filmsite.demo.members import make_members, troubled
from reviews.models import Appeal, Case, Decision, Guideline, Report, Restriction, Review, Suspension, TextPrint
from reviews.originality import prints
from reviews.targets import Poster, Profile

CASE_KEYS = ("kind", "film", "author", "contains", "written", "headline", "body", "rating", "text", "goof_type") + (
    "reports",
    "decisions",
    "appeal",
    "claimed_by",
)
REPORT_KEYS = ("reporter", "reason", "details", "date", "notice")
DECISION_KEYS = ("by", "action", "guideline", "facts", "message", "note", "law", "days", "date", "left")
APPEAL_KEYS = ("words", "date", "by", "decided", "outcome", "reasons")
RULE_KEYS = ("id", "by", "date", "in_force_in", "title", "text", "short", "what_changed")
# What a moment ago means where it counts by the clock on the wall: a claim lasts half an hour.
NOW = None


def load_cases(catalogue, members):
    """Let it all happen in the order of the days it happened on; what is about posters, once these are there."""
    file = read("cases.toml")
    file.refuse_others("members", "cases", "texts", "guidelines")
    make_members(members, troubled())
    steps = [step for entry in file.entries("cases") for step in steps_of(entry, catalogue, members)]
    steps += [(entry.moment("written"), publisher(entry, catalogue, members)) for entry in file.entries("texts")]
    steps += [(entry.moment("date"), announcer(entry, members)) for entry in file.entries("guidelines")]
    play(steps)
    happen(LAST_MOMENT, Suspension.objects.end_due)
    happen(LAST_MOMENT, Restriction.objects.end_due)
    # Mails of the past went out in the past, and were read there.
    OutgoingMail.objects.waiting().update(sent_at=F("written_at"))
    Notification.objects.update(read_at=F("happened_at"), waits_for_digest=False)
    User.objects.update(unread_count=0)


def load_poster_cases(catalogue, members):
    """The same for posters, which can be reported once their files are there."""
    entries = read("cases.toml").entries("cases")
    play([step for entry in entries for step in steps_of(entry, catalogue, members, of_posters=True)])


def play(steps):
    """Do what was done in the past in its order, and then what is being done now."""
    for moment, step in sorted((step for step in steps if step[0] is not NOW), key=lambda step: step[0]):
        happen(moment, step)
    for _, step in (step for step in steps if step[0] is NOW):
        step()


def happen(moment, step):
    with at(moment):
        step()


def steps_of(entry, catalogue, members, *, of_posters=False):
    """Yields (moment, what happens then) for all that happens in a case, if it is one about a poster or none."""
    entry.refuse_others(*CASE_KEYS)
    if (entry["kind"] == "poster") != of_posters:
        return
    told = Told(entry, catalogue, members)
    if "written" in entry:
        yield entry.moment("written"), told.write
    for report in entry.entries("reports"):
        report.refuse_others(*REPORT_KEYS)
        yield report.moment("date"), told.doing(told.report, report)
    for decision in entry.entries("decisions"):
        decision.refuse_others(*DECISION_KEYS)
        yield decision.moment("date"), told.doing(told.decide, decision)
    if appeal := entry.table("appeal"):
        appeal.refuse_others(*APPEAL_KEYS)
        yield appeal.moment("date"), told.doing(told.appeal, appeal)
        if "by" in appeal:
            yield appeal.moment("decided"), told.doing(told.look_again, appeal)
    if "claimed_by" in entry:
        yield NOW, told.claim


class Told:
    """One case as the file tells it: what it is about, and what became of it."""

    def __init__(self, entry, catalogue, members):
        self.entry, self.members = entry, members
        self.film = catalogue.films.of(entry, "film") if "film" in entry else None

    def doing(self, verb, entry):
        """The verb, with what a site would refuse told as a fault of the file."""

        def do():
            try:
                verb(entry)
            except (PermissionDenied, ValidationError) as error:
                raise entry.wrong(f"the site refuses it: {error}") from error

        return do

    @property
    def target(self):
        """The thing itself, as it stands now."""
        kind, entry = self.entry["kind"], self.entry
        if kind == "poster":
            return Poster(type(self.film).objects.get(pk=self.film.pk))
        author = self.members.of(entry, "author")
        if kind == "member":
            return Profile(type(author).objects.get(pk=author.pk))
        if kind == "storyline":
            found = self.film.storylines.filter(author=author).first()
        elif kind == "review":
            found = self.film.reviews.filter(author=author).first()
        else:
            facts_of_author = self.film.trivia_items.filter(contributor=author, kind=kind)
            found = facts_of_author.filter(text__contains=entry["contains"]).first()
        if found is None:
            raise entry.wrong(f"there is no such {kind} by {author.username}")
        return found

    @property
    def case(self):
        field = {"poster": "poster", "member": "member", "storyline": "storyline", "review": "review"}
        pk = {field.get(self.entry["kind"], "trivia_item"): self.target.pk}
        return Case.objects.filter(**pk).latest("pk")

    def write(self):
        """What is reported afterwards."""
        if self.entry["kind"] == "review":
            write_review(self.entry, self.film, self.members)
        else:
            write_fact(self.entry, self.film, self.members)

    def report(self, entry):
        details = entry.get("details", "").strip()
        if entry["reason"] not in Report.Reason:
            raise entry.wrong(f"there is no reason “{entry['reason']}”")
        reporter = self.members.of(entry, "reporter") if "reporter" in entry else None
        notice = {**entry.table("notice"), "good_faith": True} if "notice" in entry else None
        Report.objects.file(self.target, reporter, reason=entry["reason"], details=details, notice=notice)

    def decide(self, entry):
        terms = {name: value for name, value in entry.items() if name not in {"by", "action", "date", "left"}}
        if "left" in entry:
            terms["redacted"] = {"headline": self.target.headline, "body": entry["left"].strip()}
        self.case.decide(entry["action"], moderator=fresh(self.members.of(entry, "by")), **terms)

    def appeal(self, entry):
        decision = self.decided()
        Appeal.objects.file(decision, decision.author, entry["words"].strip())

    def look_again(self, entry):
        by = fresh(self.members.of(entry, "by"))
        self.decided().appeal.decide(entry["outcome"], by=by, reasons=entry["reasons"].strip())

    def decided(self) -> Decision:
        return self.case.decisions.order_by("pk").first()

    def claim(self):
        self.case.claim(fresh(self.members.of(self.entry, "claimed_by")))


def fresh(member):
    """The member with the rights of now, and what was decided about them since."""
    return type(member).objects.get(pk=member.pk)


def write_review(entry, film, members) -> Review:
    text = {name: entry[name] for name in ("headline", "rating") if name in entry}
    rating = text.pop("rating", None)
    author = fresh(members.of(entry, "author"))
    if rating:
        film.ratings.model.objects.record(film, author, rating)
    review = Review.publish(film, author, body=entry["body"].strip(), has_spoilers=False, language="en", **text)
    TextPrint.objects.bulk_create(TextPrint(review=review, value=value) for value in set(prints(review.body)))
    return checked(review, entry)


def write_fact(entry, film, members) -> TriviaItem:
    """A fact that an editor has let through."""
    words = {name: entry[name] for name in ("kind", "goof_type", "text") if name in entry}
    item = facts.trivia_item(film, Entry(words | {"contributor": entry["author"]}, entry.where), members)
    item.contributed_at = item.decided_at = timezone.now()
    item.save()
    film.touch()
    return item


def publisher(entry, catalogue, members):
    """For a review that nobody has reported: a limited member's waits by itself."""
    entry.refuse_others("film", "author", "written", "headline", "body", "rating")
    return lambda: write_review(entry, catalogue.films.of(entry, "film"), members)


def announcer(entry, members):
    """For a guideline that changes in some days from now."""
    entry.refuse_others(*RULE_KEYS)

    def announce():
        words = {name: entry[name].strip() for name in ("title", "text", "short", "what_changed")}
        day = timezone.localdate() + datetime.timedelta(days=entry["in_force_in"])
        rule = Guideline.objects.get(pk=entry["id"])
        rule.revise(by=fresh(members.of(entry, "by")), in_force_from=day, **words)

    return announce
