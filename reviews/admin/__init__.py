"""The case queue, and what it draws on, to look at. Ratings and helpful votes are not here: nobody moderates them."""

from reviews.admin.appeal import AppealAdmin
from reviews.admin.case import CaseAdmin
from reviews.admin.guideline import GuidelineAdmin
from reviews.admin.proposal import ProposalAdmin
from reviews.admin.records import AuditEntryAdmin, DecisionAdmin, ReportAdmin, ReviewAdmin
from reviews.admin.restriction import RestrictionAdmin
from reviews.admin.slow_mode import SlowModeAdmin
from reviews.admin.suspension import SuspensionAdmin
from reviews.admin.vote_pair import VotePairAdmin

__all__ = [
    "AppealAdmin",
    "AuditEntryAdmin",
    "CaseAdmin",
    "DecisionAdmin",
    "GuidelineAdmin",
    "ProposalAdmin",
    "ReportAdmin",
    "RestrictionAdmin",
    "ReviewAdmin",
    "SlowModeAdmin",
    "SuspensionAdmin",
    "VotePairAdmin",
]
