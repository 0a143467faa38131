from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from filmsite.sign_in import members_only
from reviews import statement
from reviews.forms.appeal import AnswerForm
from reviews.models import Case, Decision, Review


@require_safe
@members_only
def case_detail(request, pk):
    """A case as its author or its reporter may see it; whoever decides finds the way to the admin."""
    member, case = request.user, case_for(request.user, pk)
    decisions = list(case.decisions.with_reasons().select_related("sealed").order_by("-pk"))
    is_author = case.author_id == member.pk
    context = {
        "case": case,
        "is_author": is_author,
        "report": case.reports.filter(reporter=member).first(),
        "decisions": decisions,
        "statements": statement.of([decision for decision in decisions if decision.is_told]) if is_author else [],
        "appeals": appeals_of(member, decisions),
        "can_appeal": not is_author and bool(decisions) and decisions[0].can_be_appealed_by(member),
        "is_withheld": not is_author and is_withheld(case),
        "can_read_target": can_read(member, case),
        "can_open_admin": member.is_staff and not is_author and case.is_decidable_by(member),
        "form": AnswerForm(),
        "redress": settings.REDRESS,
    }
    return render(request, "reviews/case_detail.html", context)


def case_for(member, pk):
    """The case, where this member may open its page; 404 otherwise."""
    return get_object_or_404(Case.objects.visible_to(member).with_texts(), pk=pk)


def appeals_of(member, decisions) -> list:
    """This member's appeals against these decisions; nobody reads those of others here."""
    appeals = [decision.appeal for decision in decisions if hasattr(decision, "appeal")]
    return [appeal for appeal in appeals if appeal.appellant_id == member.pk]


def is_withheld(case) -> bool:
    """Whether a decision that stands has taken words that were reported, or all of them, from everybody's view."""
    takes = [*Decision.TAKES_AWAY, Decision.Action.REDACT]
    return case.decisions_on_target().filter(action__in=takes, superseded_by=None).exists()


def can_read(member, case) -> bool:
    """Whether what it is about stands on the site for this member."""
    if case.review_id:
        return Review.objects.visible_to(member).filter(pk=case.review_id).exists()
    return case.target.is_published
