"""How the film list is narrowed down and put in order."""

from collections import defaultdict
from typing import NamedTuple

from django import forms
from django.db.models import CharField, F, Max, Min, Value

from catalog.models import Country, Film, Genre, Language

LOWEST_SCORES = range(9, 4, -1)

# How the names of countries begin that take an article in a sentence.
WITH_ARTICLE = ("United", "Soviet", "Netherlands", "Philippines", "Czech", "Dominican", "Central", "Bahamas")


class Sort(NamedTuple):
    """An order of films: its name on the page, and the stored columns it goes by."""

    label: str
    order: list


SORTS = {
    "title": Sort("Title", ["sort_title", "pk"]),
    "newest": Sort("Newest first", ["-year", "pk"]),
    "oldest": Sort("Oldest first", ["year", "-pk"]),
    "score": Sort("Best score", [F("score").desc(nulls_last=True), "-rating_count", "pk"]),
    "ratings": Sort("Most ratings", ["-rating_count", "pk"]),
}


class FilmFilters(forms.Form):
    """What a reader of the film list chose; every choice may be left open."""

    genre = forms.ChoiceField(required=False)
    decade = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    country = forms.ChoiceField(required=False)
    language = forms.ChoiceField(required=False)
    min_score = forms.TypedChoiceField(label="Score", required=False, coerce=int, empty_value=None)
    sort = forms.ChoiceField(
        label="Order", required=False, choices=[(name, sort.label) for name, sort in SORTS.items()]
    )

    def __init__(self, query):
        super().__init__(query)
        self.names = term_names()
        for field, names in self.names.items():
            self.fields[field].choices = [("", "Any"), *names.items()]
        self.fields["decade"].choices = [("", "Any"), *((decade, f"{decade}s") for decade in decades())]
        self.fields["min_score"].choices = [("", "Any"), *((score, f"{score} or more") for score in LOWEST_SCORES)]

    def films(self):
        """The films that fit, in the order chosen. A film without a score is below every score."""
        chosen = self.cleaned_data
        films = Film.objects.all()
        for field, column in (("genre", "genres"), ("country", "countries"), ("language", "languages")):
            if chosen[field]:
                films = films.filter(**{f"{column}__slug": chosen[field]})
        if chosen["decade"] is not None:
            films = films.filter(year__range=(chosen["decade"], chosen["decade"] + 9))
        if chosen["min_score"]:
            films = films.filter(score__gte=chosen["min_score"])
        return films.order_by(*SORTS[chosen["sort"] or "title"].order)

    @property
    def in_words(self) -> str:
        """The choice as a heading says it: "Drama films of the 1950s from Japan"."""
        chosen = self.cleaned_data
        words = [f"{self.names['genre'][chosen['genre']]} films" if chosen["genre"] else "Films"]
        if chosen["decade"] is not None:
            words.append(f"of the {chosen['decade']}s")
        if chosen["country"]:
            name = self.names["country"][chosen["country"]]
            words.append(f"from the {name}" if name.startswith(WITH_ARTICLE) else f"from {name}")
        if chosen["language"]:
            words.append(f"in {self.names['language'][chosen['language']]}")
        if chosen["min_score"]:
            words.append(f"with a score of {chosen['min_score']} or more")
        return " ".join(words)

    @property
    def narrows(self) -> bool:
        """Whether any film may be left out."""
        return any(value not in ("", None) for name, value in self.cleaned_data.items() if name != "sort")


def term_names() -> dict[str, dict[str, str]]:
    """The names of all genres, countries and languages by their slugs, from one query."""
    columns = [
        model.objects.order_by().values_list(Value(model._meta.model_name, CharField()), "slug", "name")
        for model in (Genre, Country, Language)
    ]
    names = defaultdict(dict, genre={}, country={}, language={})
    for kind, slug, name in sorted(columns[0].union(*columns[1:], all=True), key=lambda row: row[2]):
        names[kind][slug] = name
    return names


def decades() -> range:
    """The first years of the decades that films are from, newest first."""
    years = Film.objects.aggregate(first=Min("year"), last=Max("year"))
    if years["first"] is None:
        return range(0)
    return range(years["last"] // 10 * 10, years["first"] // 10 * 10 - 1, -10)
