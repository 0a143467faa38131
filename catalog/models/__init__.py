from catalog.models.also_liked import AlsoLiked
from catalog.models.award import Award, AwardBody, Ceremony
from catalog.models.chart_mean import ChartMean
from catalog.models.connection import Connection
from catalog.models.contribution import Contribution
from catalog.models.credit import Credit
from catalog.models.dispute import Dispute
from catalog.models.edit_lock import EditLock
from catalog.models.feature import Feature, FeatureEntry
from catalog.models.film import Film
from catalog.models.film_facts import AlternativeTitle, Certificate, FilmingLocation
from catalog.models.interest_vote import InterestVote
from catalog.models.merge import Merge
from catalog.models.nomination import Nomination
from catalog.models.parents_guide import GuideCategory, Severity, SeverityTally, SeverityVote
from catalog.models.person import Person, PersonName
from catalog.models.picture import Picture
from catalog.models.quote_line import QuoteLine
from catalog.models.release import Release
from catalog.models.search_name import SearchName
from catalog.models.soundtrack import SoundtrackItem, SoundtrackLine
from catalog.models.storyline import Storyline
from catalog.models.term import Country, Genre, Language
from catalog.models.trivia_item import TriviaItem

__all__ = [
    "AlsoLiked",
    "AlternativeTitle",
    "Award",
    "AwardBody",
    "Ceremony",
    "Certificate",
    "ChartMean",
    "Connection",
    "Contribution",
    "Country",
    "Credit",
    "Dispute",
    "EditLock",
    "Feature",
    "FeatureEntry",
    "Film",
    "FilmingLocation",
    "Genre",
    "GuideCategory",
    "InterestVote",
    "Language",
    "Merge",
    "Nomination",
    "Person",
    "PersonName",
    "Picture",
    "QuoteLine",
    "Release",
    "SearchName",
    "Severity",
    "SeverityTally",
    "SeverityVote",
    "SoundtrackItem",
    "SoundtrackLine",
    "Storyline",
    "TriviaItem",
]
