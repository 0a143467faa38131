from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from reviews.helpfulness import wilson_lower_bound
from reviews.languages import LANGUAGES

MIN_BODY, MAX_BODY = 100, 20_000


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The reviews this reader may know about: what is published, and one's own."""
        published = Q(state=Review.State.PUBLISHED)
        return self.filter(published | Q(author=user) if user.is_authenticated else published)

    def published(self):
        return self.filter(state=Review.State.PUBLISHED)

    def without_spoilers(self):
        """Neither marked as a whole nor with a passage that is."""
        return self.filter(has_spoilers=False).exclude(body__icontains="[spoiler]")

    def with_vote_of(self, user):
        """Each review with `my_vote`: True, False, or None where this reader has not voted."""
        if not user.is_authenticated:
            return self.annotate(my_vote=models.Value(None, output_field=models.BooleanField(null=True)))
        votes = user.helpful_votes.filter(review=models.OuterRef("pk"))
        return self.annotate(my_vote=models.Subquery(votes.values("is_helpful")[:1]))

    def in_order(self, sort):
        """One of Review.SORTS; every order ends with the id, so that no two reviews ever stand in a tie."""
        return self.order_by(*Review.SORTS[sort].order)


class Sort:
    """An order of reviews: its name on the page, and the stored columns it goes by."""

    def __init__(self, label, *order):
        self.label, self.order = label, order


class Review(models.Model):
    """What one member writes about a film: once, and as often revised as the member likes.

    `rating` is a copy of the member's Rating, and the counts and `helpfulness` follow from the HelpfulVotes, so that
    every order and filter of a list comes from an index. Withdrawn, hidden and removed reviews keep text and votes.
    """

    class State(models.TextChoices):
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn by its author"
        HIDDEN = "hidden", "Hidden until edited"
        REMOVED = "removed", "Removed by a moderator"

    SORTS = {
        "helpful": Sort("Most helpful", "-helpfulness", "-published_at", "-pk"),
        "newest": Sort("Newest", "-published_at", "-pk"),
        "oldest": Sort("Oldest", "published_at", "pk"),
        "highest": Sort("Highest rating", F("rating").desc(nulls_last=True), "-helpfulness", "-pk"),
        "lowest": Sort("Lowest rating", F("rating").asc(nulls_last=True), "-helpfulness", "-pk"),
        "most-voted": Sort("Most votes", "-vote_count", "-published_at", "-pk"),
    }

    film = models.ForeignKey("catalog.Film", models.PROTECT, related_name="reviews")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews")
    headline = models.CharField(max_length=100)
    body = models.TextField(validators=[MinLengthValidator(MIN_BODY), MaxLengthValidator(MAX_BODY)])
    has_spoilers = models.BooleanField(default=False)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="en")
    state = models.CharField(max_length=10, choices=State, default=State.PUBLISHED)
    published_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)

    rating = models.PositiveSmallIntegerField(null=True, editable=False)
    helpful_count = models.PositiveIntegerField(default=0, editable=False)
    unhelpful_count = models.PositiveIntegerField(default=0, editable=False)
    helpfulness = models.FloatField(default=0, editable=False)
    vote_count = models.GeneratedField(
        expression=F("helpful_count") + F("unhelpful_count"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
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

    # May this member?

    def can_be_voted_on_by(self, member):
        return member.is_authenticated and member.is_active and self.is_published and member.pk != self.author_id

    def can_be_reported_by(self, member):
        return self.can_be_voted_on_by(member)

    def can_be_edited_by(self, member):
        """The author may revise everything but what a moderator has removed."""
        return member.pk == self.author_id and self.state != self.State.REMOVED

    def is_marked_as_spoiler_by_decision(self):
        """Whether a moderator has put the text behind a warning, which is then not the author's to take away."""
        return self.cases.filter(decisions__action="spoiler").exists()

    # What happens

    @classmethod
    @transaction.atomic
    def publish(cls, film, author, *, published_at=None, **text):
        """A member's first words about a film; raises IntegrityError where there are some already."""
        film.lock()
        rating = film.ratings.filter(member=author).values_list("value", flat=True).first()
        review = cls.objects.create(
            film=film, author=author, rating=rating, published_at=published_at or timezone.now(), **text
        )
        film.count_review(1)
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
        changed = [name for name, value in text.items() if getattr(review, name) != value]
        reopened = review.state == self.State.WITHDRAWN or (changed and review.state == self.State.HIDDEN)
        if review.state == self.State.REMOVED:
            raise PermissionDenied("A moderator has removed this review.")
        for name, value in text.items():
            setattr(review, name, value)
        if changed:
            review.edited_at = timezone.now()
        review.save(update_fields=[*text, "edited_at"])
        if reopened:
            review.move_to(self.State.PUBLISHED)
        elif changed:
            review.film.touch()
        self.refresh_from_db()

    @transaction.atomic
    def withdraw(self):
        """The author takes the review off the site; text and votes are kept for a change of mind."""
        review = self._locked()
        if review.is_published:
            review.move_to(self.State.WITHDRAWN)
        self.refresh_from_db()

    def move_to(self, state):
        """Change the state, and with it what the film counts; to be called inside a transaction."""
        was_published = self.is_published
        self.state = state
        self.save(update_fields=["state"])
        self.film.count_review(int(self.is_published) - int(was_published))

    def mark_as_spoiler(self):
        """Close the whole text behind a warning."""
        self.has_spoilers = True
        self.save(update_fields=["has_spoilers"])
        self.film.touch()

    @transaction.atomic
    def record_vote(self, voter, is_helpful: bool | None):
        """Set, change or (None) take back a member's answer to "Was this review helpful to you?".

        Raises PermissionDenied for one's own review and for one that is not published.
        """
        review = self._locked()
        if not review.can_be_voted_on_by(voter):
            raise PermissionDenied("You cannot vote on this review.")
        old = review.helpful_votes.filter(voter=voter).values_list("is_helpful", flat=True).first()
        if is_helpful is None:
            review.helpful_votes.filter(voter=voter).delete()
        elif is_helpful != old:
            answer = {"author_id": review.author_id, "is_helpful": is_helpful, "cast_at": timezone.now()}
            review.helpful_votes.update_or_create(voter=voter, defaults=answer)
        review.count_votes(
            review.helpful_count + (is_helpful is True) - (old is True),
            review.unhelpful_count + (is_helpful is False) - (old is False),
        )
        review.save(update_fields=VOTE_FIGURES)
        review.film.touch()
        self.refresh_from_db(fields=[*VOTE_FIGURES, "vote_count"])

    def count_votes(self, helpful: int, unhelpful: int):
        """Set, without saving, the figures that follow from the votes."""
        self.helpful_count, self.unhelpful_count = helpful, unhelpful
        self.helpfulness = wilson_lower_bound(helpful, helpful + unhelpful)

    def moderate(self, state, *, by, reason):
        """Carry out a moderator's decision; who and why stand in the Decision."""
        self._locked().move_to(state)
        self.refresh_from_db()

    def _locked(self):
        # The film first, as everywhere: two verbs that lock in different orders would wait for each other for ever.
        self.film.lock()
        return Review.objects.select_for_update(of=("self",)).select_related("film").get(pk=self.pk)


VOTE_FIGURES = ["helpful_count", "unhelpful_count", "helpfulness"]
