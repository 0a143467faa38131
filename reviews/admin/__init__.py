"""The case queue, and what it draws on, to look at. Ratings and helpful votes are not here: nobody moderates them."""

from reviews.admin.case import CaseAdmin
from reviews.admin.records import AuditEntryAdmin, DecisionAdmin, ReportAdmin, ReviewAdmin

__all__ = ["AuditEntryAdmin", "CaseAdmin", "DecisionAdmin", "ReportAdmin", "ReviewAdmin"]
