"""Where editors keep the catalogue. A file for each concept; what several of them need is in common.py."""

from catalog.admin.award import AwardAdmin, AwardBodyAdmin, CeremonyAdmin
from catalog.admin.connection import ConnectionAdmin
from catalog.admin.contribution import ContributionAdmin
from catalog.admin.credit import CreditAdmin
from catalog.admin.dispute import DisputeAdmin
from catalog.admin.edit_lock import EditLockAdmin
from catalog.admin.feature import FeatureAdmin, FeatureEntryAdmin
from catalog.admin.film import FilmAdmin
from catalog.admin.nomination import NominationAdmin
from catalog.admin.person import PersonAdmin
from catalog.admin.picture import PictureAdmin
from catalog.admin.release import ReleaseAdmin
from catalog.admin.soundtrack import SoundtrackItemAdmin
from catalog.admin.term import CountryAdmin, GenreAdmin, LanguageAdmin
from catalog.admin.trivia_item import TriviaItemAdmin

__all__ = [
    "AwardAdmin",
    "AwardBodyAdmin",
    "CeremonyAdmin",
    "ConnectionAdmin",
    "ContributionAdmin",
    "CountryAdmin",
    "CreditAdmin",
    "DisputeAdmin",
    "EditLockAdmin",
    "FeatureAdmin",
    "FeatureEntryAdmin",
    "FilmAdmin",
    "GenreAdmin",
    "LanguageAdmin",
    "NominationAdmin",
    "PersonAdmin",
    "PictureAdmin",
    "ReleaseAdmin",
    "SoundtrackItemAdmin",
    "TriviaItemAdmin",
]
