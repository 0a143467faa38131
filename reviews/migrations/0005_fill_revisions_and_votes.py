from django.db import migrations
from django.db.models import OuterRef, Subquery

FOR, AGAINST = 1, -1


def fill(apps, schema_editor):
    """Every review gets the revision that stands there now, and every vote was cast on it, for its film, and counts."""
    names = ("review", "revision", "helpfulvote", "rating")
    review_model, revision_model, vote_model, rating_model = (apps.get_model("reviews", name) for name in names)
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
    votes = vote_model.objects.all()
    votes.update(
        film=Subquery(review_model.objects.filter(pk=OuterRef("review")).values("film")[:1]),
        revision=Subquery(revision_model.objects.filter(review=OuterRef("review")).values("pk")[:1]),
        is_counted=True,
    )
    own = rating_model.objects.filter(film=OuterRef("film"), member=OuterRef("voter")).values("value")[:1]
    rated = votes.alias(rating=Subquery(own))
    votes.filter(pk__in=rated.filter(rating__gte=7).values("pk")).update(side=FOR)
    votes.filter(pk__in=rated.filter(rating__lte=4).values("pk")).update(side=AGAINST)


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
        migrations.RunPython(count_reviews_of_authors, migrations.RunPython.noop),
    ]
