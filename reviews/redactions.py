"""Words and versions that decisions have taken from the eyes of others, and how they come back."""

from reviews import models
from reviews.changes import merged


def withhold_versions(review):
    """Keep from others the versions that a decision which stands was taken on to take them away, and no others.

    What came later, by its author or with the words taken out, is for everybody.
    """
    review.revisions.exclude(withheld_by=None).update(withheld_by=None)
    for decision in standing(review, [*models.Decision.TAKES_AWAY, "redact"]):
        seen = review.revisions.filter(withheld_by=None, number__lte=decision.before["revision"])
        seen.update(withheld_by=decision)


def standing(review, actions):
    """The decisions of these kinds on a review that nobody has gone back on, in their order."""
    return models.Decision.objects.filter(case__review=review, action__in=actions, superseded_by=None).order_by("pk")


def present_text(review):
    """Headline and body as their author wrote them last, without the words that were taken out of them and still are,
    and the last decision that took some; None without one.

    The text is None where two moderators changed the same words, so that those of one cannot come back alone.
    """
    versions = {version.number: version for version in review.revisions.all()}
    written = max(number for number, version in versions.items() if version.made_by_id == review.author_id)
    text = words_of(versions[written])
    redactions = [one for one in standing(review, ["redact"]) if one.before["revision"] >= written]
    for redaction in redactions:
        before, after = (words_of(versions[redaction.before["revision"] + step]) for step in (0, 1))
        text = {name: merged(before[name], after[name], words) for name, words in text.items()}
        if not all(text.values()) or len(text["headline"]) > versions[written]._meta.get_field("headline").max_length:
            return None, redactions[-1]
    return text, redactions[-1] if redactions else None


def numbers(review) -> set[int]:
    """The versions that were made by taking words out, whether that still stands or not."""
    befores = models.Decision.objects.filter(case__review=review, action="redact").values_list("before", flat=True)
    return {before["revision"] + 1 for before in befores}


def words_of(version) -> dict:
    return {"headline": version.headline, "body": version.body}
