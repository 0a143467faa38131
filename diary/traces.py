"""What one member has to do with one film: when it was seen, and whether it is on the watchlist."""

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.formats import date_format

from diary.models import Viewing, WatchlistEntry

# In words, as one says it.
OFTEN = {1: "once", 2: "twice"}


@dataclass(frozen=True)
class Traces:
    """How often the film was seen, and the member's entry for it on the watchlist, on it or dropped off."""

    times: int
    last: object
    given_up: int
    last_given_up: object
    entry: WatchlistEntry | None

    @property
    def is_wanted(self) -> bool:
        return self.entry is not None and self.entry.is_wanted

    @property
    def dropped_off(self) -> WatchlistEntry | None:
        """The entry, where it dropped off by itself not long ago."""
        by_itself = self.entry and self.entry.off_because not in ("", WatchlistEntry.Because.MEMBER)
        return self.entry if by_itself and self.entry.can_be_put_back else None

    @property
    def in_words(self) -> str:
        """“You saw this on 3 May 2026, and twice before.” Nothing where it was never begun."""
        if self.times and self.last:
            before = f", and {often(self.times - 1)} before" if self.times > 1 else ""
            return f"You saw this on {day(self.last)}{before}."
        if self.times:
            return "You have seen this." if self.times == 1 else f"You have seen this {often(self.times)}."
        if self.given_up:
            when = f" on {day(self.last_given_up)}" if self.last_given_up else ""
            return f"You began this{when} and did not finish it."
        return ""


def traces(film, member) -> Traces:
    seen = Viewing.objects.filter(film=film, member=member).in_short()
    return Traces(entry=WatchlistEntry.objects.filter(film=film, member=member).first(), **seen)


def often(times: int) -> str:
    return OFTEN.get(times, f"{apnumber(times)} times")


def day(date) -> str:
    return date_format(date, "j F Y")
