from collections import defaultdict
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from reviews import second_look
from reviews.models.audit_entry import AuditEntry
from reviews.models.helpful_vote import HelpfulVote

# Who counts as a pair: so many votes on each other's reviews within this time, almost all of them yes, and a
# remarkable part of all that the two have voted.
OVER = timedelta(days=90)
FEWEST_EACH_WAY = 3
FEWEST_VOTES = 10
YES_SHARE = 0.9
SHARE_OF_ALL = 0.2


class VotePairManager(models.Manager):
    @transaction.atomic
    def find(self):
        """Count anew who votes for each other; pairs nobody has opened go when they are none any more."""
        found = dict(mutual_votes(HelpfulVote.objects.filter(cast_at__gt=timezone.now() - OVER)))
        for (first, second), figures in found.items():
            self.update_or_create(first_id=first, second_id=second, defaults={**figures, "found_at": timezone.now()})
        for pair in self.filter(openings=None):
            if (pair.first_id, pair.second_id) not in found:
                pair.delete()


def mutual_votes(votes):
    """Yields ((first, second), figures) for every two members whose votes on each other stand out."""
    by_voter, both_ways = defaultdict(int), {}
    for voter, number in votes.values_list("voter").annotate(number=Count("pk")).order_by("voter"):
        by_voter[voter] = number
    ways = votes.values_list("voter", "author").annotate(number=Count("pk"), yes=Count("pk", filter=Q(is_helpful=True)))
    for voter, author, number, yes in ways.filter(number__gte=FEWEST_EACH_WAY).order_by("voter", "author"):
        both_ways[voter, author] = number, yes
    for (one, other), (there, yes_there) in both_ways.items():
        if one > other or (other, one) not in both_ways:
            continue
        back, yes_back = both_ways[other, one]
        total, yes = there + back, yes_there + yes_back
        share = total / (by_voter[one] + by_voter[other])
        if total >= FEWEST_VOTES and yes >= YES_SHARE * total and share >= SHARE_OF_ALL:
            yield (one, other), {"votes": total, "yes": yes, "share": share}


class VotePair(models.Model):
    """Two members who vote for each other's reviews far more than for others', as the last count found them.

    Moderators see the figures; who the two are, only once they have opened the pair and said why.
    """

    first = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    votes = models.PositiveIntegerField(help_text="By the one on the other's reviews, both ways together.")
    yes = models.PositiveIntegerField()
    share = models.FloatField(help_text="Of all votes of the two, how many went to each other.")
    found_at = models.DateTimeField(default=timezone.now)

    objects = VotePairManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_pair_of_two_members"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_is_in_order"),
        ]

    def __str__(self):
        return f"Pair {self.pk}"

    def is_open_to(self, moderator):
        """Whether this moderator has said why they look at who the two are."""
        return self.openings.filter(moderator=moderator).exists()

    @transaction.atomic
    def open(self, moderator, reason):
        """Write down that a moderator looks at who the two are, and why. Raises PermissionDenied for one of the two."""
        if moderator.pk in {self.first_id, self.second_id}:
            raise PermissionDenied("Nobody looks into their own votes.")
        self.openings.get_or_create(moderator=moderator, defaults={"reason": reason})
        AuditEntry.objects.record(moderator, "open vote pair", self, details=reason)

    def all_votes(self):
        """What the two have voted on each other's reviews."""
        return HelpfulVote.objects.between(self.first_id, self.second_id)

    def standing_voiding(self):
        """What keeps their votes from counting; None where nothing does."""
        return VoteVoiding.objects.standing_between(self.first_id, self.second_id)

    def proposed_voiding(self):
        """What waits for a second moderator; None where nothing does."""
        return VoteVoiding.objects.proposed().filter(first=self.first_id, second=self.second_id).first()

    @transaction.atomic
    def void(self, moderator, reason):
        """Propose that the votes of the two on each other's reviews no longer count; a second moderator confirms it.

        Raises PermissionDenied before opening, IntegrityError where it is proposed or done already.
        """
        if not self.is_open_to(moderator):
            raise PermissionDenied("Open the pair first.")
        voiding = VoteVoiding.objects.create(
            first_id=self.first_id, second_id=self.second_id, moderator=moderator, reason=reason
        )
        AuditEntry.objects.record(moderator, "propose voiding", f"{self}: {voiding.subject}", details=reason)
        return voiding


class PairOpening(models.Model):
    """A moderator's look at who a pair is, with the reason; written down before the names are shown."""

    pair = models.ForeignKey(VotePair, models.CASCADE, related_name="openings")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField(max_length=500)
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pair", "moderator"], name="one_opening_per_pair_and_moderator"),
            models.CheckConstraint(condition=~Q(reason=""), name="opening_has_reason"),
        ]

    def __str__(self):
        return f"{self.moderator} opened {self.pair}"


class VoteVoidingQuerySet(models.QuerySet):
    def proposed(self):
        """Those that wait for a second moderator."""
        return self.filter(confirmed_at=None, lifted_at=None)

    def standing_between(self, one: int, another: int):
        """What keeps the votes of these two members on each other's reviews from counting; None where nothing does."""
        first, second = sorted([one, another])
        standing = self.filter(first=first, second=second, lifted_at=None).exclude(confirmed_at=None)
        return standing.first()


class VoteVoiding(models.Model):
    """Two moderators set the votes of two members on each other's reviews aside, with a reason, until it is lifted.

    The votes stay as they were cast and only stop counting. While it stands, later votes between the two join it. Until
    a second moderator has confirmed it nothing happens; one that is refused is lifted without having stood.
    """

    first = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField(max_length=500)
    voided_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    alone = models.BooleanField(default=False, editable=False)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = VoteVoidingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="voiding_is_in_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="voiding_has_reason"),
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("moderator")) | Q(alone=True), name="voiding_is_confirmed_by_another"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(confirmed_at__isnull=False), name="confirmed_voiding_says_when"
            ),
            models.UniqueConstraint(
                fields=["first", "second"], condition=Q(lifted_at=None), name="one_standing_voiding_per_pair"
            ),
        ]

    def __str__(self):
        return f"Votes set aside on {self.voided_at:%Y-%m-%d}"

    @property
    def is_proposed(self):
        return self.confirmed_at is None and self.lifted_at is None

    def can_be_answered_by(self, moderator, *, is_confirmed=True):
        """Another moderator who has opened the pair; the same one only to take it back, or where there is nobody else
        and a day has passed."""
        if not self.is_proposed or not moderator.has_perm("reviews.add_decision") or not self._is_open_to(moderator):
            return False
        if moderator.pk != self.moderator_id or not is_confirmed:
            return True
        others = second_look.in_office().exclude(pk__in=[self.first_id, self.second_id, self.moderator_id])
        return not others.exists() and self.voided_at <= timezone.now() - second_look.ALONE_AFTER

    def _is_open_to(self, moderator):
        return PairOpening.objects.filter(
            pair__first=self.first_id, pair__second=self.second_id, moderator=moderator
        ).exists()

    @transaction.atomic
    def confirm(self, moderator):
        """Let the votes no longer count, as a second moderator. Raises PermissionDenied and ValidationError."""
        votes = HelpfulVote.objects.between(self.first_id, self.second_id)
        votes.lock()
        voiding = self._answered(moderator, is_confirmed=True)
        voiding.confirmed_by, voiding.confirmed_at = moderator, timezone.now()
        voiding.alone = moderator.pk == voiding.moderator_id
        voiding.save(update_fields=["confirmed_by", "confirmed_at", "alone"])
        votes.update(voiding=voiding)
        votes.settle()
        AuditEntry.objects.record(moderator, "void votes", voiding.subject)
        self.refresh_from_db()

    @transaction.atomic
    def refuse(self, moderator, reason):
        """Let the votes count on; who proposed it takes it back like this too."""
        if not reason:
            raise ValidationError("Say why not.")
        voiding = self._answered(moderator, is_confirmed=False)
        voiding.lifted_by, voiding.lifted_at = moderator, timezone.now()
        voiding.save(update_fields=["lifted_by", "lifted_at"])
        AuditEntry.objects.record(moderator, "refuse voiding", voiding.subject, details=reason)
        self.refresh_from_db()

    def _answered(self, moderator, *, is_confirmed):
        voiding = VoteVoiding.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if not voiding.is_proposed:
            raise ValidationError("Somebody else has answered this already.")
        if not voiding.can_be_answered_by(moderator, is_confirmed=is_confirmed):
            raise PermissionDenied("Another moderator, who has opened the pair, confirms this.")
        return voiding

    @property
    def subject(self):
        """What it is about, for the record: no member's name."""
        return f"voiding {self.pk} of votes"

    @transaction.atomic
    def lift(self, moderator):
        """Let the votes count again that wait for nothing else."""
        self.votes.lock()
        standing = VoteVoiding.objects.filter(pk=self.pk, lifted_at=None).exclude(confirmed_at=None)
        if standing.update(lifted_at=timezone.now(), lifted_by=moderator):
            pks = list(self.votes.values_list("pk", flat=True))
            self.votes.update(voiding=None)
            HelpfulVote.objects.filter(pk__in=pks).settle()
            AuditEntry.objects.record(moderator, "lift voiding", self.subject)
        self.refresh_from_db()
