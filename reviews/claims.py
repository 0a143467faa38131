"""Which case a moderator takes next."""

from django.core.exceptions import PermissionDenied, ValidationError

from reviews.models import Case, Claimed

# So many are tried, where others are faster.
MOST_TRIED = 50


def claim_next(moderator, *, behind=None):
    """Claim the most pressing case that waits for this moderator; None where none does.

    `behind` is one that they leave undecided: then it is the next below it in the queue, and from the end the first.
    """
    for case in candidates(moderator, behind):
        try:
            case.claim(moderator)
        except (Claimed, PermissionDenied, ValidationError):
            # Somebody else was faster.
            continue
        return case
    return None


def candidates(moderator, behind):
    waiting = Case.objects.waiting_for(moderator).most_pressing_first()
    if behind:
        waiting = waiting.exclude(pk=behind.pk)
        yield from waiting.behind(behind)[:MOST_TRIED]
    yield from waiting[:MOST_TRIED]
