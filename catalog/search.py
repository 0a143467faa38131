"""Finding films and people by their names; accents, letter case and punctuation make no difference."""

from django.db.models import Case, Count, Min, Q, When, prefetch_related_objects
from django.db.models.functions import Abs, Length

from catalog.models import Film, Person, SearchName
from catalog.models.film import directors
from catalog.models.person import known_for
from catalog.typing_errors import allowed_errors, distance, pieces

MOST_CANDIDATES = 500
# Below this, nearly every short name is one letter away from what was typed.
SHORTEST_MENDED, SHORTEST_MENDED_IN_PART = 3, 5
# A few letters stand inside nearly every name: shorter words are looked for at the beginning of words only.
SHORTEST_INFIX = 4
ARTICLES = ("the", "a", "an", "le", "la", "les", "der", "die", "das", "el", "los", "las", "il", "lo")


def films(query: str):
    """The films that a folded query finds, best first: its rank, then how many have rated the film."""
    found = Film.objects.filter(pk__in=names_with(query).values("film"))
    return found.annotate(rank=rank(query)).order_by("rank", "-rating_count", "pk").with_directors()


def people(query: str):
    """The people that a folded query finds, best first: its rank, then how much they worked on."""
    found = Person.objects.filter(pk__in=names_with(query).values("person"))
    found = found.annotate(rank=rank(query), credit_count=Count("credits", distinct=True))
    return found.order_by("rank", "-credit_count", "name", "pk").with_known_for()


def names_with(query: str):
    """The names that hold all words of the query, or are the query but for an article."""
    all_words = Q()
    for word in set(query.split()):
        all_words &= begins_a_word(word) if word.isascii() and len(word) < SHORTEST_INFIX else Q(name__contains=word)
    return SearchName.objects.filter(all_words | Q(name__in=with_or_without_article(query)))


def begins_a_word(word: str, name="name") -> Q:
    return Q(**{f"{name}__startswith": word}) | Q(**{f"{name}__contains": f" {word}"})


def rank(query: str):
    """How well a film's or person's best name fits, 0 for the best.

    The main title itself, give or take an article; another title; a name that begins with the query; one whose words
    begin with the query's words; any other.
    """
    exactly = Q(search_names__name=query)
    nearly = Q(search_names__name__in=with_or_without_article(query))
    main = Q(search_names__is_main=True)
    words_begin = Q()
    for word in set(query.split()):
        words_begin &= begins_a_word(word, "search_names__name")
    kinds = [
        exactly & main,
        nearly & main,
        exactly | nearly,
        Q(search_names__name__startswith=f"{query} "),
        Q(search_names__name__startswith=query),
        words_begin,
    ]
    return Min(Case(*(When(kind, then=place) for place, kind in enumerate(kinds)), default=len(kinds)))


def with_or_without_article(query: str) -> list[str]:
    """The ways to write the same title: "third man" and "the third man"."""
    article, _, rest = query.partition(" ")
    shorter = [rest] if rest and article in ARTICLES else []
    return [*(f"{article} {query}" for article in ARTICLES), *shorter]


def suggestions(query: str, most: int) -> dict[str, list]:
    """Films and people with a name that the query is a few typing errors away from, nearest first."""
    nearest = {}
    for name in candidates(query):
        errors = errors_in(query, name.name)
        if errors is not None:
            found = name.film or name.person
            nearest[found] = min(errors, nearest.get(found, errors))
    films = [film for film in nearest if isinstance(film, Film)]
    people = [person for person in nearest if isinstance(person, Person)]
    films = sorted(films, key=lambda film: (nearest[film], -film.rating_count, film.pk))[:most]
    people = sorted(people, key=lambda person: (nearest[person], person.name, person.pk))[:most]
    prefetch_related_objects(films, directors())
    prefetch_related_objects(people, known_for())
    return {"films": films, "people": people}


def candidates(query: str):
    """The names worth comparing letter by letter, those of the query's own length first."""
    limit = allowed_errors(query)
    if len(query) < SHORTEST_MENDED:
        return []
    holds_a_piece = Q()
    for piece in pieces(query, limit):
        holds_a_piece |= Q(name__contains=piece)
    names = SearchName.objects.annotate(length=Length("name")).filter(holds_a_piece, length__gte=len(query) - limit)
    return names.select_related("film", "person").order_by(Abs(Length("name") - len(query)), "pk")[:MOST_CANDIDATES]


def errors_in(query: str, name: str) -> tuple[int, bool] | None:
    """How many errors make the query out of the name, and whether out of a part of it only; None for too many.

    A part is as many words in a row as the query has: somebody's surname, a title without its article.
    """
    limit = allowed_errors(query)
    errors = [(distance(query, name, limit), False)]
    if len(query) >= SHORTEST_MENDED_IN_PART:
        words, count = name.split(), len(query.split())
        parts = [" ".join(words[start : start + count]) for start in range(len(words) - count + 1)]
        errors += [(distance(query, part, limit), True) for part in parts]
    least = min(errors)
    return least if least[0] <= limit else None
