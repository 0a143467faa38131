from reviews.models.audit_entry import AuditEntry
from reviews.models.case import AlreadyDecided, Case
from reviews.models.decision import Decision
from reviews.models.draft import Draft
from reviews.models.helpful_vote import HelpfulVote
from reviews.models.rating import Rating
from reviews.models.report import Report
from reviews.models.review import Review
from reviews.models.revision import Revision
from reviews.models.slow_mode import SlowMode
from reviews.models.suspension import Suspension
from reviews.models.text_print import TextPrint
from reviews.models.vote_pair import PairOpening, VotePair, VoteVoiding

__all__ = [
    "AlreadyDecided",
    "AuditEntry",
    "Case",
    "Decision",
    "Draft",
    "HelpfulVote",
    "PairOpening",
    "Rating",
    "Report",
    "Review",
    "Revision",
    "SlowMode",
    "Suspension",
    "TextPrint",
    "VotePair",
    "VoteVoiding",
]
