from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from filmsite.conditional import unless_known
from reviews import guidelines as rules
from reviews.differences import rows
from reviews.models import Guideline


@require_safe
def guidelines(request):
    """The rules, each at an anchor that decisions link to, and how votes, reports and decisions work."""
    context = {"rules": rules.page(), "contact": settings.CONTACT, "redress": settings.REDRESS}
    return unless_known(request, render(request, "guidelines.html", context))


@require_safe
def guideline_history(request, pk):
    """What a rule says, said before and will say; and what two of its versions differ in."""
    guideline = get_object_or_404(Guideline.objects.prefetch_related("versions"), pk=pk)
    versions = {version.number: version for version in guideline.versions.all()}
    before, after = two_versions(versions, request.GET)
    context = {
        "guideline": guideline,
        "versions": sorted(versions.values(), key=lambda version: -version.number),
        "before": before,
        "after": after,
    }
    if before != after:
        context["rows"] = [*rows(before.title, after.title), *rows(before.text, after.text)]
    return unless_known(request, render(request, "guideline_history.html", context))


def two_versions(versions, parameters) -> tuple:
    """Those that the address names, the earlier one first: `from` one (or the one before) `to` another (or the last).

    Raises Http404 for one that does not exist.
    """
    numbers = {str(number): number for number in versions}
    to = parameters.get("to") or str(max(versions))
    since = parameters.get("from") or str(max(numbers.get(to, 1) - 1, 1))
    if not {to, since} <= numbers.keys():
        raise Http404("There is no such version.")
    chosen = sorted([numbers[since], numbers[to]])
    return versions[chosen[0]], versions[chosen[1]]
