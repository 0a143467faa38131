"""Where editors keep the catalogue. A file for each concept; what several of them need is in common.py."""

from catalog.admin.award import AwardAdmin, AwardBodyAdmin
from catalog.admin.credit import CreditAdmin
from catalog.admin.feature import FeatureAdmin, FeatureEntryAdmin
from catalog.admin.film import FilmAdmin
from catalog.admin.nomination import NominationAdmin
from catalog.admin.person import PersonAdmin
from catalog.admin.term import CountryAdmin, GenreAdmin, LanguageAdmin
from catalog.admin.trivia_item import TriviaItemAdmin

__all__ = [
    "AwardAdmin",
    "AwardBodyAdmin",
    "CountryAdmin",
    "CreditAdmin",
    "FeatureAdmin",
    "FeatureEntryAdmin",
    "FilmAdmin",
    "GenreAdmin",
    "LanguageAdmin",
    "NominationAdmin",
    "PersonAdmin",
    "TriviaItemAdmin",
]
