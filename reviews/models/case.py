from functools import reduce
from hashlib import sha256
from operator import or_

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from catalog.models import Film, Picture, Storyline, TriviaItem
from lists.models import FilmList
from reviews import misuse, possible, second_look, targets, triage
from reviews.kinds import WORDS, Kind
from reviews.models.audit_entry import AuditEntry
from reviews.models.case_queryset import CaseQuerySet
from reviews.models.claim import Claimable, Claimed
from reviews.models.decision import Decision
from reviews.models.review import Review


def exactly_one(fields) -> Q:
    """That one of these fields is set, and no other."""
    alternatives = [Q(**{f"{other}__isnull": other != name for other in fields}) for name in fields]
    return reduce(or_, alternatives)


class AlreadyDecided(Exception):  # noqa: N818 (an answer, not a fault)
    """Somebody else has decided the case since it was looked at; `decision` says who and what."""

    def __init__(self, decision):
        super().__init__(f"{decision.decider} has already decided: {decision.get_action_display()}")
        self.decision = decision


class CaseManager(models.Manager.from_queryset(CaseQuerySet)):
    def open_for(self, target, reporter=None):
        """The open case of this target, made when there is none; nobody decides it before the transaction ends."""
        self.hold(target, reporter)
        case, _ = self.get_or_create(
            **{targets.field_of(target): targets.row_of(target)},
            closed_at=None,
            defaults={"author": target.author, "kind": Case.kind_of(target)},
        )
        return case

    @staticmethod
    def hold(target, reporter=None):
        """Hold what a report may change besides its case, until the transaction ends.

        The film first, then the author, who may be told of a shield, and the reporter, whose record counts: before any
        case is held, so that a report and a decision never wait for each other.
        """
        Film.objects.filter(targets.films_of(target)).lock()
        User.objects.filter(pk__in=[member.pk for member in (target.author, reporter) if member]).lock()


class Case(Claimable):
    """What one target's reports became: open until a moderator decides, then closed for good.

    A target has at most one open case; later reports on a decided target open another one. `version` counts what has
    happened to it; a moderator who has seen an earlier one decides nothing.
    """

    class Lane(models.IntegerChoices):
        ORDINARY = 0, "Ordinary"
        URGENT = 1, "First: illegal, or private details"

    kind = models.CharField(max_length=20, choices=Kind)
    review = models.ForeignKey(Review, models.PROTECT, null=True, blank=True, related_name="cases")
    trivia_item = models.ForeignKey(TriviaItem, models.PROTECT, null=True, blank=True, related_name="cases")
    storyline = models.ForeignKey(Storyline, models.PROTECT, null=True, blank=True, related_name="cases")
    picture = models.ForeignKey(Picture, models.PROTECT, null=True, blank=True, related_name="cases")
    film_list = models.ForeignKey(FilmList, models.PROTECT, null=True, blank=True, related_name="cases")
    poster = models.ForeignKey(Film, models.PROTECT, null=True, blank=True, related_name="poster_cases")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="profile_cases"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="cases_about"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    # Kept by reviews/triage.py.
    lane = models.PositiveSmallIntegerField(choices=Lane, default=Lane.ORDINARY, editable=False)
    score = models.FloatField(default=0, editable=False)
    urgency = models.FloatField(default=0, editable=False)

    objects = CaseManager()

    class Meta:
        ordering = ["pk"]
        permissions = [
            ("take_over_claim", "Can take over a case from another moderator"),
            ("act_on_staff", "Can warn, limit and suspend members of staff"),
        ]
        constraints = [
            models.CheckConstraint(condition=exactly_one(targets.FIELDS.values()), name="case_has_one_target"),
            *(
                models.UniqueConstraint(fields=[name], condition=Q(closed_at=None), name=f"one_open_case_per_{name}")
                for name in targets.FIELDS.values()
            ),
            models.CheckConstraint(
                condition=Q(claimed_by=None, claimed_until=None)
                | Q(claimed_by__isnull=False, claimed_until__isnull=False),
                name="claim_has_an_end",
            ),
        ]
        indexes = [
            models.Index(fields=["-lane", "-urgency", "id"], condition=Q(closed_at=None), name="open_cases_by_urgency"),
            # Of closed ones alone: else SQLite would look for the open ones in it, and sort them.
            models.Index(
                fields=["-closed_at", "-id"], condition=Q(closed_at__isnull=False), name="closed_cases_by_date"
            ),
        ]

    def __str__(self):
        return f"Case {self.pk}"

    def get_absolute_url(self):
        return reverse("reviews:case_detail", args=[self.pk])

    @staticmethod
    def kind_of(target) -> Kind:
        if isinstance(target, TriviaItem):
            return Kind(target.kind)
        return {
            Review: Kind.REVIEW,
            Storyline: Kind.STORYLINE,
            Picture: Kind.PICTURE,
            FilmList: Kind.LIST,
            targets.Poster: Kind.POSTER,
            targets.Profile: Kind.PROFILE,
        }[type(target)]

    @property
    def target(self):
        if self.poster_id:
            return targets.Poster(self.poster)
        if self.member_id:
            return targets.Profile(self.member)
        return self.review or self.trivia_item or self.storyline or self.picture or self.film_list

    @property
    def noun(self):
        """What sort of thing it is about: a review, a goof, a public page."""
        return WORDS[self.kind][0]

    @property
    def subject(self):
        """What it is about, without a word of the text: "review of Red Heat (1988)", "public page of bob"."""
        noun, preposition = WORDS[self.kind]
        return f"{noun} {preposition} {self._whose(lambda member: member.username)}"

    @property
    def reference(self):
        """What it is about, for the record: without the name of anybody who may one day close their account."""
        noun, preposition = WORDS[self.kind]
        return f"{noun} {preposition} {self._whose(lambda member: f'member {member.pk}')}"

    def _whose(self, name_of):
        """The film (or person) that it is about, or the member, named like this."""
        if self.member_id or self.film_list_id:
            return name_of(self.member or self.film_list.owner)
        return self.target.film or self.target.person

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def latest_decision(self):
        return max(self.decisions.all(), key=lambda decision: decision.pk, default=None)

    @property
    def text_mark(self) -> str:
        """Letters that change with the text: they tell whether it is still the one that somebody has read."""
        return sha256(self.target.plain_text().encode()).hexdigest()[:16]

    def may_give_away(self, words) -> bool:
        """Whether these words, which the text is or once was, may tell more than their marks close.

        Words that were reported before their author marked what gives the story away hold no mark yet.
        """
        if self.target.has_spoilers or not self.review_id:
            return self.target.has_spoilers
        return words != self.review.plain_text() and self.review.revisions.with_spoilers().exists()

    def found_by(self) -> str:
        """What first pointed to it, as a decision says: a notice before a report before the site itself."""
        sources = set(self.reports.that_stand().values_list("source", flat=True))
        if self.reports.that_stand().filter(notice__isnull=False).exists():
            return Decision.FoundBy.NOTICE
        named = {"member": Decision.FoundBy.REPORT, "site": Decision.FoundBy.SITE, "staff": Decision.FoundBy.STAFF}
        return next((found for source, found in named.items() if source in sources), Decision.FoundBy.SITE)

    def decisions_on_target(self):
        """Every decision there was on this target, in this case and others, newest first.

        How a member used reports is another matter each time, and never one about their public page.
        """
        if self.kind == Kind.REPORTING:
            decisions = Decision.objects.filter(case=self)
        else:
            field = targets.field_of(self.target)
            same_target = {f"case__{field}": getattr(self, f"{field}_id")}
            decisions = Decision.objects.filter(**same_target).exclude(case__kind=Kind.REPORTING)
        return decisions.select_related("moderator").order_by("-pk")

    # Who may?

    def is_decidable_by(self, member):
        """Whether such cases are among those this member decides."""
        return Case.objects.decidable_by(member).filter(pk=self.pk).exists()

    def can_be_decided_by(self, member):
        """Whoever decides such cases, unless this one is about their own text, their own report or what was copied
        from them."""
        return (
            member.pk != self.author_id
            and self.is_decidable_by(member)
            and not self.reports.filter(Q(reporter=member) | Q(similar_to__author=member)).exists()
        )

    def possible_actions(self, moderator):
        """What this moderator can decide now."""
        return possible.actions(self, moderator)

    @property
    def waiting_proposal(self):
        """The heavy decision on it that waits for a second moderator; None without one."""
        return self.proposals.waiting().first()

    # What happens

    @transaction.atomic
    def decide(self, action, *, moderator, version=None, text_seen=None, second=None, alone=False, **terms):
        """Close the case: the decision, its effect, the mails and the audit entry commit together or not at all.

        `terms` are the guideline (its id) and the facts, and where they apply `message` (to the author), `note` (for
        moderators), `law`, `days` and `redacted` (the headline and body that are left). `version` and `text_seen` are
        the case and the text that the moderator saw. A heavy decision becomes a Proposal, unless `second` has
        confirmed it. Raises AlreadyDecided, Claimed, PermissionDenied when it is not the moderator's to decide,
        ValidationError when the action does not fit, or no longer.
        """
        case = self.held(action)
        case._check(action, moderator, version, text_seen, second)
        possible.check_terms(case, action, terms)
        why = second_look.needed(case, action, moderator)
        if why and not (second or alone):
            return second_look.propose(case, action, moderator, why, terms)
        decision = case._take(action, moderator, second=second, **terms)
        decision.tell_author()
        if case.is_open:
            decision.tell_reporters()
            case.closed_at = decision.decided_at
        case.claimed_by = case.claimed_until = None
        case.save(update_fields=["closed_at", "claimed_by", "claimed_until"])
        case._follow_up(decision)
        self.refresh_from_db()
        return decision

    def decide_again(self, action, moderator, *, instead_of, tells_author, text_seen=None, **terms):
        """Take another decision in the place of an earlier one, after an appeal; the case is held.

        No reporter hears of it again. An automatic shield is taken back like this while its case stays open. Raises
        ValidationError for a heavy decision, which waits for a second moderator on the case itself.
        """
        self._check_text(text_seen)
        possible.check_terms(self, action, terms)
        if second_look.needed(self, action, moderator):
            raise ValidationError(
                "This needs a second moderator: choose something lighter, and propose it on the case."
            )
        decision = self._take(action, moderator, supersedes=instead_of, **terms)
        if tells_author:
            decision.tell_author()
        self._follow_up(decision)
        return decision

    def _take(self, action, moderator, *, redacted=None, **terms):
        """Write the decision down and give it its effect."""
        decision = Decision.objects.make(self, action, moderator=moderator, **terms)
        decision.carry_out(redacted)
        return decision

    def _follow_up(self, decision):
        """What follows from any decision: for who has seen the case, for its reporters' records, on the record."""
        Case.objects.filter(pk=self.pk).count_change()
        triage.weigh_cases_of_reporters(self)
        # After everything that holds rows: until we commit, nobody else writes an entry.
        AuditEntry.objects.record(decision.moderator, decision.action, self.reference, case=self, decision=decision)
        misuse.look_at_reporters_of(self)

    def held(self, action=""):
        """The case as it is now, with the films, members and texts that the action touches held.

        The films first, as everywhere: they hold off whoever changes, reports or decides on one of their texts. Then
        who is told, so that two decisions about the same members never wait for each other.
        """
        films = targets.films_of(self.target)
        if self.author and possible.changes_what_counts(self, action):
            films |= Q(pk__in=self.author.helpful_votes.values("film")) | Q(pk__in=self.author.ratings.values("film"))
        if self.author and action == Decision.Action.RESTORE:
            films |= Q(pk__in=self.author.reviews.waiting().values("film"))
        Film.objects.filter(films).lock()
        User.objects.filter(Q(pk=self.author_id) | Q(pk__in=self.reports.values("reporter"))).lock()
        # And what else the same members have reported, which their record weighs.
        Case.objects.filter(Q(pk=self.pk) | Q(pk__in=triage.others_of_reporters(self).values("pk"))).lock()
        return Case.objects.with_texts().select_related("claimed_by").get(pk=self.pk)

    def _check(self, action, moderator, version, text_seen, second):
        if not self.can_be_decided_by(moderator):
            raise PermissionDenied("Nobody decides on their own text or their own report.")
        if version not in {None, self.version}:
            if not self.is_open and self.latest_decision:
                raise AlreadyDecided(self.latest_decision)
            raise ValidationError("Something has happened to this case while you were reading. Look at it again.")
        if self.claimant not in {None, moderator, second}:
            raise Claimed(self)
        if self.waiting_proposal:
            raise ValidationError("A decision on this case waits for a second moderator.")
        if action not in self.possible_actions(moderator):
            raise ValidationError("This cannot be decided as the text stands now.")
        self._check_text(text_seen)

    def _check_text(self, text_seen):
        if text_seen not in {None, self.text_mark}:
            raise ValidationError("The text was changed while you were reading. Look at it again; nothing was decided.")
