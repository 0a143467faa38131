"""Reviews whose words stand in somebody else's: published like every other, and shown to the moderators."""

from django.db.models import Count
from django.utils.formats import date_format

from reviews import models, originality
from reviews.originality import SUSPICIOUS_OVERLAP

# So many texts that share prints are looked up, and so many of them compared word by word; those that share most.
MOST_SHARING, CANDIDATES = 50, 3


def look_at(review, by):
    """Keep the prints of a text that has just been written, and report it for the site where its author copied it.

    To be called inside the transaction that writes it. Nobody is refused and the author is not told: two who quote the
    same passage look like this too, and a person decides.
    """
    prints = set(originality.prints(review.body))
    keep(review, prints)
    if by.pk == review.author_id and prints:
        original, share = original_of(review, prints)
        if original and not stood_there_before(review, original):
            report(review, original, share)


def keep(review, prints: set[int]):
    stored = set(review.prints.values_list("value", flat=True))
    if gone := stored - prints:
        review.prints.filter(value__in=gone).delete()
    models.TextPrint.objects.bulk_create(models.TextPrint(review=review, value=value) for value in prints - stored)


def original_of(review, prints: set[int]):
    """The published review of another member that most of this text stands in, and its share; None and 0 without."""
    others = models.Review.objects.filter(pk__in=candidates(review, prints)).select_related("film")
    shares = {other: originality.overlap(review.body, other.body) for other in others}
    original = max(shares, key=lambda other: (shares[other], -other.pk), default=None)
    return (original, shares[original]) if original and shares[original] > SUSPICIOUS_OVERLAP else (None, 0)


def candidates(review, prints: set[int]) -> list[int]:
    """The ids of the published reviews of others that share most prints.

    Asked of the prints alone first: with the reviews in the same query a database may begin at the wrong end.
    """
    sharing = models.TextPrint.objects.filter(value__in=prints).values_list("review").annotate(shared=Count("pk"))
    # The prints are a sample: what shares less than a third of them hardly shares most of the text.
    most = sharing.filter(shared__gte=len(prints) / 3).order_by("-shared", "review").exclude(review=review)
    likely = [pk for pk, _ in most[:MOST_SHARING]]
    of_others = models.Review.objects.published().exclude(author=review.author_id).filter(pk__in=likely)
    allowed = set(of_others.values_list("pk", flat=True))
    return [pk for pk in likely if pk in allowed][:CANDIDATES]


def stood_there_before(review, original) -> bool:
    """Whether the version before was as similar: it was looked at then, or is the one that the other is copied from.

    Unless a moderator has taken that version from view; then the words should have gone with the edit.
    """
    before = review.revisions.filter(number=review.revision_count - 1, withheld_by=None).first()
    return before is not None and originality.overlap(before.body, original.body) > SUSPICIOUS_OVERLAP


def report(review, original, share: float):
    """Open the review's case, or join the open one; a case has one such report."""
    where = f"another member’s review, of {original.film}, published on {date_format(original.published_at, 'j F Y')}"
    models.Report.objects.notice_by_site(
        review,
        reason=models.Report.Reason.COPIED,
        details=f"{round(100 * share)} % of this text also stands in {where}.",
        similar_to=original,
    )
