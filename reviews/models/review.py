from functools import partial

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Tie, User
from diary.models import WatchlistEntry
from filmsite.languages import LANGUAGES
from reviews import copies, limited
from reviews.helpfulness import BOTH_SIDES_BOUND, Ballot, figures
from reviews.models.helpful_vote import HelpfulVote
from reviews.models.moderated import Moderated
from reviews.models.review_queryset import ReviewQuerySet
from reviews.models.slow_mode import SlowMode
from reviews.models.vote_pair import VoteVoiding
from reviews.notices import tell_voters_of_change
from reviews.sides import side_of_column

MIN_BODY, MAX_BODY = 100, 20_000
TEXT = ["headline", "body", "has_spoilers", "language"]


class Review(Moderated):
    """What one member writes about a film: once, and as often revised as the member likes.

    `rating` is a copy of the member's Rating, and the counts and `helpfulness` follow from the HelpfulVotes, so that
    every order and filter of a list comes from an index. Withdrawn, hidden and removed reviews keep text and votes.
    """

    class State(models.TextChoices):
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn by its author"
        WAITING = "waiting", "Waiting for a moderator"
        SHIELDED = "shielded", "Hidden for a time"
        HIDDEN = "hidden", "Hidden until edited"
        REMOVED = "removed", "Removed by a moderator"

    film = models.ForeignKey("catalog.Film", models.PROTECT, related_name="reviews")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews")
    headline = models.CharField(max_length=100)
    body = models.TextField(validators=[MinLengthValidator(MIN_BODY), MaxLengthValidator(MAX_BODY)])
    has_spoilers = models.BooleanField(default=False)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="en")
    state = models.CharField(max_length=10, choices=State, default=State.PUBLISHED)
    published_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)

    revision_count = models.PositiveIntegerField(default=1, editable=False)
    rating = models.PositiveSmallIntegerField(null=True, editable=False)
    author_reviews = models.PositiveIntegerField(default=0, editable=False)
    helpful_count = models.PositiveIntegerField(default=0, editable=False)
    unhelpful_count = models.PositiveIntegerField(default=0, editable=False)
    earlier_helpful_count = models.PositiveIntegerField(default=0, editable=False)
    earlier_unhelpful_count = models.PositiveIntegerField(default=0, editable=False)
    helpfulness = models.FloatField(default=0, editable=False)
    bridging = models.FloatField(default=0, editable=False)
    # How many votes there were when this day began: what is few then stays few until the next one.
    counted_on = models.DateField(null=True, editable=False)
    votes_before = models.PositiveIntegerField(default=0, editable=False)
    vote_count = models.GeneratedField(
        expression=F("helpful_count")
        + F("unhelpful_count")
        + F("earlier_helpful_count")
        + F("earlier_unhelpful_count"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )
    side = models.GeneratedField(
        expression=side_of_column("rating"), output_field=models.SmallIntegerField(), db_persist=True
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["film", "author"],
                name="one_review_per_member_and_film",
                violation_error_message="You have already reviewed this film.",
            ),
            models.CheckConstraint(condition=~Q(headline=""), name="review_has_headline"),
            models.CheckConstraint(condition=~Q(body=""), name="review_has_body"),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__range=(1, 10)), name="review_rating_from_1_to_10"
            ),
        ]
        indexes = [
            models.Index(
                fields=["film", "state", "-helpfulness", "-published_at", "-id"], name="reviews_by_helpfulness"
            ),
            models.Index(
                fields=["film", "state", "has_spoilers", "-helpfulness", "-published_at", "-id"],
                name="reviews_without_spoilers",
            ),
            models.Index(
                fields=["film", "state", "language", "-helpfulness", "-published_at", "-id"],
                name="reviews_by_language",
            ),
            models.Index(
                fields=["film", "state", "side", "-helpfulness", "-published_at", "-id"], name="reviews_by_side"
            ),
            models.Index(fields=["film", "state", "-author_reviews", "-helpfulness", "-id"], name="reviews_by_author"),
            models.Index(fields=["film", "state", "-published_at", "-id"], name="reviews_by_date"),
            models.Index(fields=["film", "state", "rating", "-helpfulness"], name="reviews_by_rating"),
            models.Index(fields=["film", "state", "-vote_count", "-published_at"], name="reviews_by_votes"),
            models.Index(fields=["state", "-published_at", "-id"], name="newest_reviews"),
            models.Index(fields=["state", "-helpfulness", "-published_at", "-id"], name="most_helpful_reviews"),
            models.Index(fields=["author", "-published_at"], name="reviews_of_author"),
        ]

    def __str__(self):
        return f"“{self.headline}” by {self.author}"

    def get_absolute_url(self):
        return reverse("reviews:review_detail", args=[self.pk])

    def plain_text(self) -> str:
        """The whole review as its readers see it, for a report to keep."""
        return f"{self.headline}\n\n{self.body}"

    @property
    def anchor(self):
        return f"review-{self.pk}"

    @property
    def is_published(self):
        return self.state == self.State.PUBLISHED

    @property
    def changed_at(self):
        """When its words last changed, whoever changed them; None where they stand as they were first published."""
        return self.redacted_at or self.edited_at

    @property
    def how_changed(self):
        """What pages say before that date: nobody is to take a moderator's hand for the author's."""
        return "Changed by a moderator" if self.redacted_at else "Edited"

    @property
    def text(self) -> dict:
        """What its verbs take and its revisions keep."""
        return {name: getattr(self, name) for name in TEXT}

    @property
    def earlier_vote_count(self):
        return self.earlier_helpful_count + self.earlier_unhelpful_count

    @property
    def present_vote_count(self):
        return self.helpful_count + self.unhelpful_count

    @property
    def is_helpful_on_both_sides(self):
        """Whether members who liked the film and members who did not both found it helpful."""
        return self.bridging >= BOTH_SIDES_BOUND

    @property
    def my_vote(self):
        """The reader's own vote, on a review fetched `with_vote_of` them; None without one."""
        return self.votes_of_reader[0] if self.votes_of_reader else None

    @property
    def my_answer(self):
        """True, False, or None where the reader has not voted."""
        return self.my_vote.is_helpful if self.my_vote else None

    # May this member?

    def can_be_voted_on_by(self, member):
        return member.is_authenticated and member.can_take_part and self.is_published and member.pk != self.author_id

    def can_be_reported_by(self, member):
        return self.can_be_voted_on_by(member)

    def can_be_edited_by(self, member):
        """The author may revise everything but what a moderator has removed or closed to changes."""
        is_kept = self.edits_locked or self.state in {self.State.REMOVED, self.State.SHIELDED}
        return member.pk == self.author_id and member.can_take_part and not is_kept

    def can_be_withdrawn_by(self, member):
        """The author may take off the site what stands there or waits to, also where it is closed to changes."""
        is_there = self.state in {self.State.PUBLISHED, self.State.WAITING}
        return member.pk == self.author_id and member.can_take_part and is_there

    # What happens

    @classmethod
    @transaction.atomic
    def publish(cls, film, author, *, published_at=None, **text):
        """A member's first words about a film; raises IntegrityError where there are some already."""
        film.lock()
        author.lock()
        if not author.can_take_part:
            raise PermissionDenied("You are suspended.")
        rating = film.ratings.filter(member=author).values_list("value", flat=True).first()
        review = cls.objects.create(
            film=film,
            author=author,
            rating=rating,
            published_at=published_at or timezone.now(),
            state=cls.State.WAITING if author.is_limited else cls.State.PUBLISHED,
            **text,
        )
        review._add_revision(author, review.published_at)
        film.count_review(int(review.is_published))
        review.count_for_author()
        review._show_to_moderators()
        WatchlistEntry.objects.seen(film, author, WatchlistEntry.Because.REVIEWED)
        return review

    @transaction.atomic
    def revise(self, **text):
        """Change headline, body, spoiler mark or language; a withdrawn or hidden review is published again by it.

        Saving without a change changes nothing, so hidden words stay hidden until they are edited. What a moderator has
        put behind a warning stays there.
        """
        review = self._locked()
        if "has_spoilers" in text and review.is_marked_as_spoiler_by_decision():
            text["has_spoilers"] = True
        if not review.can_be_edited_by(review.author):
            raise PermissionDenied("A moderator has removed this review, or suspended its author.")
        changed = any(getattr(review, name) != value for name, value in text.items())
        if review.author.is_limited and (changed or review.state == self.State.WITHDRAWN):
            review.move_to(self.State.WAITING)
        elif review.state == self.State.WITHDRAWN or (changed and review.state == self.State.HIDDEN):
            review.move_to(self.State.PUBLISHED)
        if changed:
            review.change_text(review.author, **text)
        review._show_to_moderators()
        self.refresh_from_db()

    def _show_to_moderators(self):
        """Put what an author on whom a limit stands has written before the moderators."""
        if self.state == self.State.WAITING:
            limited.show_to_moderators(self)

    def change_text(self, by, **text):
        """Make another revision of it, the film locked; votes on what has changed too much become earlier ones."""
        moment = timezone.now()
        for name, value in text.items():
            setattr(self, name, value)
        if by.pk == self.author_id:
            self.edited_at, self.redacted_at = moment, None
        self.revision_count += 1
        self.save(update_fields=[*text, "edited_at", "redacted_at", "revision_count"])
        self._add_revision(by, moment)
        now_earlier = self.revisions.compare_with(self.plain_text())
        self.recount_votes()
        # Afterwards, so that nobody waits for the members who are told while the film is held.
        transaction.on_commit(partial(tell_voters_of_change, self, now_earlier))
        self.film.touch()

    def _add_revision(self, by, moment):
        self.revisions.create(number=self.revision_count, made_by=by, made_at=moment, **self.text)
        copies.look_at(self, by)

    @transaction.atomic
    def withdraw(self):
        """The author takes the review off the site; text and votes are kept for a change of mind."""
        review = self._locked()
        if review.state in {self.State.PUBLISHED, self.State.WAITING}:
            review.move_to(self.State.WITHDRAWN)
        self.refresh_from_db()

    def move_to(self, state):
        """Change the state, and with it what the film and the author count; to be called inside a transaction."""
        was_published = self.is_published
        self.state = state
        self.save(update_fields=["state"])
        self.film.count_review(int(self.is_published) - int(was_published))
        if was_published != self.is_published:
            self.count_for_author()

    def count_for_author(self):
        """Write on all reviews of the author, who is locked, how many of them are published."""
        of_author = Review.objects.filter(author=self.author_id)
        of_author.lock()
        of_author.update(author_reviews=of_author.published().count())

    @transaction.atomic
    def record_vote(self, voter, is_helpful: bool | None):
        """Set, change or (None) take back a member's answer to "Was this review helpful to you?".

        The vote is one on the text as it stands now; giving the same answer again moves it here from an earlier
        version. Raises PermissionDenied for one's own review, for one that is not published, and where a block stands
        between the two.
        """
        review = self._locked(voter)
        if not review.can_be_voted_on_by(voter) or Tie.objects.is_blocked(voter, review.author):
            raise PermissionDenied("You cannot vote on this review.")
        voiding = VoteVoiding.objects.standing_between(voter.pk, review.author_id)
        HelpfulVote.objects.answer(review, voter, is_helpful, voiding)
        review.film.helpful_votes.waiting().settle()
        SlowMode.objects.watch(review)
        review.recount_votes()
        review.film.touch()
        self.refresh_from_db(fields=[*VOTE_FIGURES, "vote_count"])

    def present_revision(self):
        return self.revisions.get(number=self.revision_count)

    def recount_votes(self):
        """Set the figures that follow from the votes that count, in the transaction that changes one of them."""
        self.set_vote_figures(HelpfulVote.objects.ballots([self.pk]).get(self.pk, []))
        self.save(update_fields=[*VOTE_FIGURES, "counted_on", "votes_before"])

    def set_vote_figures(self, ballots: list[Ballot]):
        """Set, without saving, the figures that follow from these votes."""
        today = timezone.localdate()
        if self.counted_on != today:
            self.counted_on, self.votes_before = today, self.present_vote_count + self.earlier_vote_count
        for name, value in figures(ballots).items():
            setattr(self, name, value)

    def _locked(self, *members):
        """The review as it is now, held with its film, its author and these members until the transaction ends.

        The films first, then members, then reviews, each in the order of their ids, as everywhere: two verbs that lock
        in different orders would wait for each other for ever.
        """
        self.film.lock()
        User.objects.filter(pk__in=[self.author_id, *(member.pk for member in members)]).lock()
        for member in members:
            member.lock()
        return Review.objects.select_for_update(of=("self",)).select_related("film", "author").get(pk=self.pk)


VOTE_FIGURES = [
    "helpful_count",
    "unhelpful_count",
    "earlier_helpful_count",
    "earlier_unhelpful_count",
    "helpfulness",
    "bridging",
]
