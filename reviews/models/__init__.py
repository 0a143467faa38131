from reviews.models.audit_entry import AuditEntry
from reviews.models.case import AlreadyDecided, Case
from reviews.models.decision import Decision
from reviews.models.helpful_vote import HelpfulVote
from reviews.models.rating import Rating
from reviews.models.report import Report
from reviews.models.review import Review

__all__ = ["AlreadyDecided", "AuditEntry", "Case", "Decision", "HelpfulVote", "Rating", "Report", "Review"]
