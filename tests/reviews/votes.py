"""What tests of votes share."""

from unittest.mock import patch


def at(moment):
    """The clock of everything that asks Django for the time."""
    return patch("django.utils.timezone.now", return_value=moment)


def figures(review):
    review.refresh_from_db()
    return review.helpful_count, review.unhelpful_count
