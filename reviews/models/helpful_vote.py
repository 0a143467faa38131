from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from catalog.models import Film
from reviews.helpfulness import Ballot
from reviews.sides import side_of

# How old an account is before its votes count, and how long a vote waits in slow mode.
NEW_ACCOUNT = timedelta(hours=24)
SLOW_MODE_WAIT = timedelta(hours=24)


class HelpfulVoteQuerySet(models.QuerySet):
    def counted(self):
        return self.filter(is_counted=True)

    def waiting(self):
        return self.filter(is_counted=False)

    def between(self, one: int, another: int):
        """Those of two members on each other's reviews."""
        return self.filter(Q(voter=one, author=another) | Q(voter=another, author=one))

    def that_should_count(self, now):
        """Those of members in good standing, with a confirmed address and a day old, neither held nor voided.

        A vote from an account without a confirmed address is held for a day like those of a slow mode, so that a crowd
        cannot vote first and confirm all at once.
        """
        confirmed = EmailAddress.objects.filter(user=OuterRef("voter"), verified=True)
        return self.filter(
            Q(voter__suspended_until=None) | Q(voter__suspended_until__lte=now),
            Q(held_until=None) | Q(held_until__lte=now),
            Exists(confirmed),
            voiding=None,
            voter__is_active=True,
            voter__date_joined__lte=now - NEW_ACCOUNT,
        )

    def reviews(self):
        """What these votes are on."""
        return self.model._meta.get_field("review").related_model.objects.filter(pk__in=self.values("review"))

    def lock(self):
        """Hold the films and the reviews of these votes until the transaction ends, each in the order of their ids."""
        Film.objects.filter(pk__in=self.values("film")).lock()
        self.reviews().lock()

    def ballots(self, reviews) -> dict[int, list[Ballot]]:
        """By review: the votes that count, equal ones together."""
        found = {}
        kinds = (
            self.counted()
            .filter(review__in=reviews)
            .values_list("review", "is_helpful", "revision__is_earlier", "side")
        )
        for review, *kind, number in kinds.annotate(number=Count("pk")).order_by("review"):
            found.setdefault(review, []).append(Ballot(*kind, number))
        return found

    def settle(self, now=None) -> int:
        """Let those of these votes count that should, and no others; says how many have changed sides."""
        now = now or timezone.now()
        due = self.waiting().that_should_count(now).values_list("pk", "film")
        over = self.counted().exclude(pk__in=self.that_should_count(now).values("pk")).values_list("pk", "film")
        wrong = dict([*due.order_by(), *over.order_by()])
        # In the order of their films, so that two who settle never wait for each other.
        for film in sorted(set(wrong.values())):
            settle_on(film, [pk for pk, other in wrong.items() if other == film], now)
        return len(wrong)


class HelpfulVoteManager(models.Manager.from_queryset(HelpfulVoteQuerySet)):
    def answer(self, review, voter, is_helpful: bool | None, voiding):
        """Write down what somebody answers to a review as it stands now, the film locked; `settle` says if it counts.

        A vote that was set aside cannot be taken back and cast anew; what sets it aside sets the next one aside too.
        """
        vote = review.helpful_votes.filter(voter=voter).first()
        if is_helpful is None:
            review.helpful_votes.filter(voter=voter, voiding=None).delete()
        elif vote is None or vote.is_helpful != is_helpful:
            self._cast(vote or self.model(review=review, voter=voter), is_helpful, voiding)
        else:
            vote.revision = review.present_revision()
            vote.save(update_fields=["revision"])

    def _cast(self, vote, is_helpful, voiding):
        review, now = vote.review, timezone.now()
        waits = review.film.is_slow or not vote.voter.emailaddress_set.filter(verified=True).exists()
        until = now + SLOW_MODE_WAIT if waits else None
        vote.is_helpful, vote.cast_at, vote.is_counted, vote.voiding = is_helpful, now, False, voiding
        vote.film, vote.author_id, vote.revision = review.film, review.author_id, review.present_revision()
        # An answer that waits goes on waiting when it is changed.
        vote.held_until = max(filter(None, [until, vote.held_until]), default=None)
        rating = review.film.ratings.filter(member=vote.voter).values_list("value", flat=True).first()
        vote.side = side_of(rating)
        vote.save()


class HelpfulVote(models.Model):
    """One member's answer to "Was this review helpful to you?", to the text as it stood at that revision.

    The review's author stands here too, so that the database itself refuses a vote on one's own review; the film, so
    that its votes of the last minutes are found at once; and the voter's side towards the film, a copy of what their
    rating says. `is_counted` is what `settle` found last: until then the vote shows for its voter alone.
    """

    review = models.ForeignKey("Review", models.CASCADE, related_name="helpful_votes")
    film = models.ForeignKey("catalog.Film", models.PROTECT, related_name="helpful_votes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="helpful_votes")
    revision = models.ForeignKey("Revision", models.PROTECT, related_name="helpful_votes")
    is_helpful = models.BooleanField()
    side = models.SmallIntegerField(default=0)
    cast_at = models.DateTimeField(default=timezone.now)
    held_until = models.DateTimeField(null=True, blank=True)
    voiding = models.ForeignKey("VoteVoiding", models.PROTECT, null=True, blank=True, related_name="votes")
    is_counted = models.BooleanField(default=False)

    objects = HelpfulVoteManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "voter"], name="one_vote_per_member_and_review"),
            models.CheckConstraint(condition=~Q(voter=F("author")), name="no_vote_on_ones_own_review"),
            models.CheckConstraint(condition=Q(side__range=(-1, 1)), name="vote_side_is_for_between_or_against"),
        ]
        indexes = [
            models.Index(fields=["voter", "-cast_at"], name="votes_of_member"),
            models.Index(fields=["film", "-cast_at"], name="votes_of_film"),
            models.Index(fields=["review", "-cast_at"], name="votes_of_review"),
            models.Index(fields=["film"], condition=Q(is_counted=False), name="votes_waiting"),
            models.Index(fields=["voter", "author"], name="votes_for_author"),
        ]

    def __str__(self):
        return f"{'Yes' if self.is_helpful else 'No'} from {self.voter} on review {self.review_id}"

    def why_waiting(self, now=None) -> str:
        """For its voter: why this vote does not count for everybody yet; empty where it does."""
        if self.is_counted:
            return ""
        now = now or timezone.now()
        if self.voter.date_joined > now - NEW_ACCOUNT:
            return "Your vote counts for everybody once your account is a day old and your e-mail address confirmed."
        if self.voter.is_suspended:
            return "Your votes count again when your suspension is over."
        if self.voiding_id:
            return "A moderator has set this vote aside, with a reason."
        if self.film.is_slow:
            return "Your vote counts for everybody a day after you cast it: many more than usual vote on this film."
        return "Your vote counts for everybody a day after you cast it, and once your e-mail address is confirmed."


@transaction.atomic
def settle_on(film_pk: int, pks: list[int], now):
    """Look at some votes on one film's reviews again, the film locked, and count those reviews anew."""
    film = Film.objects.get(pk=film_pk)
    film.lock()
    votes = HelpfulVote.objects.filter(pk__in=pks)
    counting = set(votes.that_should_count(now).values_list("pk", flat=True))
    votes.filter(pk__in=counting).update(is_counted=True)
    votes.exclude(pk__in=counting).update(is_counted=False)
    for review in film.reviews.filter(pk__in=votes.values("review")).order_by("pk"):
        review.recount_votes()
    film.touch()
