from reviews.models.appeal import Appeal
from reviews.models.audit_entry import AuditEntry, AuditHead
from reviews.models.case import AlreadyDecided, Case
from reviews.models.claim import Claimed
from reviews.models.decision import Decision
from reviews.models.draft import Draft
from reviews.models.guideline import Guideline, GuidelineVersion
from reviews.models.helpful_vote import HelpfulVote
from reviews.models.illegal_notice import IllegalNotice
from reviews.models.merge_choice import MergeChoice
from reviews.models.proposal import Proposal
from reviews.models.rating import Rating
from reviews.models.report import Report
from reviews.models.restriction import Restriction
from reviews.models.review import Review
from reviews.models.revision import Revision
from reviews.models.sealed_text import SealedText
from reviews.models.slow_mode import SlowMode
from reviews.models.suspension import Suspension
from reviews.models.text_print import TextPrint
from reviews.models.vote_pair import PairOpening, VotePair, VoteVoiding

__all__ = [
    "AlreadyDecided",
    "Appeal",
    "AuditEntry",
    "AuditHead",
    "Case",
    "Claimed",
    "Decision",
    "Draft",
    "Guideline",
    "GuidelineVersion",
    "HelpfulVote",
    "IllegalNotice",
    "MergeChoice",
    "PairOpening",
    "Proposal",
    "Rating",
    "Report",
    "Restriction",
    "Review",
    "Revision",
    "SealedText",
    "SlowMode",
    "Suspension",
    "TextPrint",
    "VotePair",
    "VoteVoiding",
]
