"""The pages that go on where the film page ends, and how much stands on each."""

from django.db.models import Count, F, Value

# By the kind of a fact, or the rows' name on Film: what the page is called and where it is below the film's address.
SECTIONS = {
    "storylines": ("Storylines", "storylines/"),
    "trivia": ("Trivia", "trivia/"),
    "goof": ("Goofs", "goofs/"),
    "quote": ("Quotes", "quotes/"),
    "crazy_credit": ("Crazy credits", "crazy-credits/"),
    "alternate_version": ("Alternate versions", "alternate-versions/"),
    "credits": ("Cast and crew", "credits/"),
    "nominations": ("Awards", "awards/"),
    "reviews": ("Reviews", "reviews/"),
    "ratings": ("Score sheet", "ratings/"),
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
    rows = {
        "storylines": film.storylines.visible_to(user),
        "credits": film.credits,
        "nominations": film.nominations,
    }
    others = [found.order_by().values_list(Value(name)).annotate(count=Count("pk")) for name, found in rows.items()]
    return dict(facts.union(*others, all=True).order_by())
