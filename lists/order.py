"""The places of films on a list: 1, 2, 3 and so on, without gaps, whatever is asked for."""

from django.db.models import F

# Further than any list is long: where rows wait while others take their places.
APART = 100_000


def rearranged(entries, places: dict[int, int]) -> list:
    """The entries in the order that follows when some of them (by their ids) are given another place.

    Whoever is moved gets the place that was asked for, the others keep their order; of two who ask for the same place
    the one that stood higher comes first, and what lies beyond the end is the end.
    """
    wanted = {entry.pk: places[entry.pk] for entry in entries if places.get(entry.pk, entry.position) != entry.position}
    staying = [entry for entry in entries if entry.pk not in wanted]
    moved = sorted((entry for entry in entries if entry.pk in wanted), key=lambda e: (wanted[e.pk], e.position))
    ordered = []
    while staying or moved:
        is_next = moved and (not staying or wanted[moved[0].pk] <= len(ordered) + 1)
        ordered.append((moved if is_next else staying).pop(0))
    return ordered


def number(entries, ordered):
    """Give these entries, rows of one list, the places of this order: 1 to the last."""
    changed = [entry for place, entry in enumerate(ordered, start=1) if entry.position != place]
    # No two rows stand at one place even for a moment: first all of them step aside.
    entries.filter(pk__in=[entry.pk for entry in changed]).update(position=F("position") + APART)
    for place, entry in enumerate(ordered, start=1):
        entry.position = place
    entries.bulk_update(changed, ["position"])
