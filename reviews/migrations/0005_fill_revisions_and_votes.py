from collections import defaultdict

from django.db import migrations
from django.db.models import Count, OuterRef, Subquery

from reviews.helpfulness import Ballot, bridging
from reviews.sides import AGAINST, FOR


def fill(apps, schema_editor):
    """Every review gets the revision that stands there now, and every vote was cast on it, for its film, and counts."""
    review_model, revision_model = (apps.get_model("reviews", name) for name in ("review", "revision"))
    revisions = (
        revision_model(
            review_id=review.pk,
            number=1,
            headline=review.headline,
            body=review.body,
            has_spoilers=review.has_spoilers,
            language=review.language,
            made_at=review.edited_at or review.published_at,
            made_by_id=review.author_id,
        )
        for review in review_model.objects.iterator(chunk_size=500)
    )
    revision_model.objects.bulk_create(revisions, batch_size=500)
    vote_model = apps.get_model("reviews", "helpfulvote")
    vote_model.objects.update(
        film=Subquery(review_model.objects.filter(pk=OuterRef("review")).values("film")[:1]),
        revision=Subquery(revision_model.objects.filter(review=OuterRef("review")).values("pk")[:1]),
        is_counted=True,
    )


def withhold(apps, schema_editor):
    """What a moderator has taken from view is so as a revision, too."""
    revisions = apps.get_model("reviews", "revision").objects.filter(review__state__in=["hidden", "removed"])
    decisions = apps.get_model("reviews", "decision").objects.filter(action__in=["hide", "remove"])
    latest = decisions.filter(case__review=OuterRef("review")).order_by("-pk").values("pk")[:1]
    revisions.update(withheld_by=Subquery(latest))


def take_sides(apps, schema_editor):
    """Each vote knows the voter's side towards the film, and each review whether both sides found it helpful."""
    votes = apps.get_model("reviews", "helpfulvote").objects.all()
    ratings = apps.get_model("reviews", "rating").objects
    own = ratings.filter(film=OuterRef("film"), member=OuterRef("voter")).values("value")[:1]
    rated = votes.alias(rating=Subquery(own))
    votes.filter(pk__in=rated.filter(rating__gte=7).values("pk")).update(side=FOR)
    votes.filter(pk__in=rated.filter(rating__lte=4).values("pk")).update(side=AGAINST)
    ballots = defaultdict(list)
    kinds = votes.exclude(side=0).values_list("review", "is_helpful", "side").annotate(number=Count("pk"))
    for review, is_helpful, side, number in kinds.order_by("review"):
        ballots[review].append(Ballot(is_helpful, False, side, number))
    for review, found in ballots.items():
        apps.get_model("reviews", "review").objects.filter(pk=review).update(bridging=bridging(found))


def count_reviews_of_authors(apps, schema_editor):
    review_model = apps.get_model("reviews", "review")
    published = review_model.objects.filter(state="published")
    for author in published.order_by().values_list("author", flat=True).distinct():
        number = published.filter(author=author).count()
        review_model.objects.filter(author=author).update(author_reviews=number)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0004_revisions_drafts_and_honest_votes")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(withhold, migrations.RunPython.noop),
        migrations.RunPython(take_sides, migrations.RunPython.noop),
        migrations.RunPython(count_reviews_of_authors, migrations.RunPython.noop),
    ]
