"""How fast one member may write: counted in the member's own rows, so exact on every server and after every restart.

Who has no account is told apart by the network address.
"""

from datetime import timedelta
from math import ceil

from django.conf import settings
from django.utils import timezone

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR

# Pairs of (how many, in how many seconds).
VOTES = ((30, MINUTE), (300, DAY))
REPORTS = ((5, 10 * MINUTE), (30, DAY))
# By visitors, from one network address.
NOTICES = ((5, HOUR), (20, DAY))
REVIEWS = ((1, MINUTE), (20, DAY))
# Picture files, sent or not.
PICTURES = ((20, HOUR), (60, DAY))
# Texts that are being written, however often each of them is saved.
DRAFTS = ((60, HOUR), (300, DAY))
DISPUTES = ((5, HOUR), (20, DAY))
# Sent to the editors; a draft of one is saved with every press of a button.
CONTRIBUTIONS = ((10, 10 * MINUTE), (60, DAY))
TIES = ((30, 10 * MINUTE), (200, DAY))
LISTS = ((10, HOUR), (30, DAY))
LIST_ENTRIES = ((60, MINUTE), (3000, DAY))
SUGGESTIONS = ((10, 10 * MINUTE), (60, DAY))
# Enough for an evening of going through old ticket stubs.
VIEWINGS = ((100, 10 * MINUTE), (600, DAY))
WATCHLIST = ((100, 10 * MINUTE), (600, DAY))


class TooMany(Exception):  # noqa: N818, it is a refusal and nobody's error
    """The member has done this too often; `retry_after` is the number of seconds until it works again."""

    def __init__(self, retry_after: int):
        super().__init__(f"Wait {retry_after} seconds.")
        self.retry_after = retry_after


def enforce(rows, moment_field: str, limits):
    """Raise TooMany when one more row would break a limit; `moment_field` says when each of the member's rows came."""
    if not settings.THROTTLE:
        return
    now = timezone.now()
    waits = [_wait(rows, moment_field, count, seconds, now) for count, seconds in limits]
    if longest := max(waits):
        raise TooMany(longest)


def _wait(rows, moment_field, count, seconds, now) -> int:
    """The seconds until the oldest row that fills this limit has left its window; 0 when there is room."""
    window = timedelta(seconds=seconds)
    moments = rows.filter(**{f"{moment_field}__gt": now - window}).order_by(f"-{moment_field}")
    filling = moments.values_list(moment_field, flat=True)[count - 1 : count]
    return max((ceil((moment + window - now).total_seconds()) for moment in filling), default=0)
