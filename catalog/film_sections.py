"""The pages that go on where the film page ends, and how much stands on each."""

from collections import Counter

from django.db.models import Count, F, Value

from catalog.models import Connection

# By the kind of a fact, or the rows' name on Film: what the page is called and where it is below the film's address.
SECTIONS = {
    "storylines": ("Storylines", "storylines/"),
    "trivia": ("Trivia", "trivia/"),
    "goof": ("Goofs", "goofs/"),
    "quote": ("Quotes", "quotes/"),
    "crazy_credit": ("Crazy credits", "crazy-credits/"),
    "alternate_version": ("Alternate versions", "alternate-versions/"),
    "parents_guide": ("Parents guide", "parents-guide/"),
    "credits": ("Cast and crew", "credits/"),
    "nominations": ("Awards", "awards/"),
    "connections": ("Connections", "connections/"),
    "soundtrack": ("Soundtrack", "soundtrack/"),
    "releases": ("Releases and certificates", "releases/"),
    "pictures": ("Pictures", "pictures/"),
    "lists": ("Lists", "lists/"),
    "reviews": ("Reviews", "reviews/"),
    "ratings": ("Score sheet", "ratings/"),
    "history": ("Changes", "history/"),
}


def sections(film, user) -> dict[str, dict]:
    """Every page of the film with its label, its address and how many rows this reader finds there; one query."""
    counts = counted(film, user) | {"reviews": film.review_count, "ratings": film.rating_count}
    home = film.get_absolute_url()
    return {
        name: {"name": name, "label": label, "path": path, "url": home + path, "count": counts.get(name, 0)}
        for name, (label, path) in SECTIONS.items()
    }


def counted(film, user) -> dict[str, int]:
    facts = film.trivia_items.visible_to(user).order_by().values_list(F("kind")).annotate(count=Count("pk"))
    rows = [
        ("storylines", film.storylines.visible_to(user)),
        ("credits", film.credits),
        ("nominations", film.nominations),
        ("connections", Connection.objects.of(film)),
        ("soundtrack", film.soundtrack),
        ("pictures", film.pictures.published()),
        ("lists", film.list_entries.listed()),
        # One page tells of both.
        ("releases", film.releases),
        ("releases", film.certificates),
    ]
    others = [found.order_by().values_list(Value(name)).annotate(count=Count("pk")) for name, found in rows]
    counts = Counter()
    for name, count in facts.union(*others, all=True).order_by():
        counts[name] += count
    return dict(counts)
