from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from filmsite.sign_in import members_only
from reviews.models import Case, Decision, Review


@require_safe
@members_only
def case_detail(request, pk):
    """A case as its author or its reporter may see it; whoever decides finds the way to the admin."""
    member = request.user
    case = get_object_or_404(Case.objects.visible_to(member).with_texts(), pk=pk)
    is_author = case.author_id == member.pk
    decisions = list(case.decisions.order_by("-pk"))
    told = [decision for decision in decisions if decision.action in Decision.TELLS_AUTHOR]
    context = {
        "case": case,
        "film": case.target.film,
        "is_author": is_author,
        "report": case.reports.filter(reporter=member).first(),
        "decisions": told if is_author else decisions,
        "is_redacted": any(decision.action == Decision.Action.REDACT for decision in decisions),
        "can_read_target": can_read(member, case.target),
        "can_open_admin": member.is_staff and not is_author and case.is_decidable_by(member),
    }
    return render(request, "reviews/case_detail.html", context)


def can_read(member, target) -> bool:
    """Whether the text stands on the site for this member."""
    if isinstance(target, Review):
        return Review.objects.visible_to(member).filter(pk=target.pk).exists()
    return target.is_published
