from django.shortcuts import render
from django.views.decorators.http import require_safe

from reviews.guidelines import GUIDELINES


@require_safe
def guidelines(request):
    """The rules, each at an anchor that decisions link to, and how votes, reports and decisions work."""
    return render(request, "guidelines.html", {"guidelines": GUIDELINES})
