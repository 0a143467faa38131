from django.shortcuts import render

from reviews.guidelines import GUIDELINES


def guidelines(request):
    """The rules, each at an anchor that decisions link to, and how votes, reports and decisions work."""
    return render(request, "guidelines.html", {"guidelines": GUIDELINES})
