from catalog.models.award import Award, AwardBody, Nomination
from catalog.models.chart_mean import ChartMean
from catalog.models.credit import Credit
from catalog.models.feature import Feature, FeatureEntry
from catalog.models.film import Film
from catalog.models.film_facts import AlternativeTitle, Certificate, FilmingLocation
from catalog.models.person import Person
from catalog.models.search_name import SearchName
from catalog.models.storyline import Storyline
from catalog.models.term import Country, Genre, Language
from catalog.models.trivia_item import QuoteLine, TriviaItem

__all__ = [
    "AlternativeTitle",
    "Award",
    "AwardBody",
    "ChartMean",
    "Certificate",
    "Country",
    "Credit",
    "Feature",
    "FeatureEntry",
    "Film",
    "FilmingLocation",
    "Genre",
    "Language",
    "Nomination",
    "Person",
    "QuoteLine",
    "SearchName",
    "Storyline",
    "TriviaItem",
]
