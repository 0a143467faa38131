"""What a moderator does with a case besides deciding it: claim it, go on with it, hand it back, answer a proposal."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from reviews.admin.case_page import go_on, said, show, status_of
from reviews.forms.proposal import ProposalForm
from reviews.models import AlreadyDecided, Claimed

QUEUE = "admin:reviews_case_changelist"
REFUSALS = (AlreadyDecided, Claimed, PermissionDenied, ValidationError)


def found(admin, request, pk):
    """The case, where it is among those that this moderator decides."""
    case = admin.get_object(request, str(pk))
    if case is None:
        raise Http404("There is no such case among those you decide.")
    return case


def open_page(case):
    return HttpResponseRedirect(reverse("admin:reviews_case_change", args=[case.pk]))


def take_next(admin, request):
    """Claim the most pressing case that waits, and open it."""
    return go_on(request)


def claim(admin, request, case):
    """Claim the case, or take it over from somebody else, and open it."""
    try:
        case.claim(request.user, take_over="take_over" in request.POST)
    except REFUSALS as refusal:
        messages.error(request, said(refusal, case))
    return open_page(case)


def renew(admin, request, case):
    """Keep the claim of a page that somebody reads and writes on; says when it is no longer theirs."""
    try:
        case.claim(request.user)
    except REFUSALS as refusal:
        return HttpResponse(said(refusal, case), status=409, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


def hand_back(admin, request, case):
    """Leave the case to others; back to the queue, or on to the next one."""
    case.hand_back(request.user)
    if "next" in request.POST:
        return go_on(request, behind=case)
    messages.success(request, f"Case {case.pk} is handed back.")
    return HttpResponseRedirect(reverse(QUEUE))


def answer(admin, request, case):
    """Confirm or refuse, as a second moderator, what another one has proposed."""
    form = ProposalForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Nothing was answered: something is missing below.")
        return show(admin, request, case, answer=form, status=400)
    try:
        words = form.answer(case.waiting_proposal, request.user)
    except REFUSALS as refusal:
        messages.error(request, said(refusal, case, form.cleaned_data["shown_at"]))
        return show(admin, request, found(admin, request, case.pk), answer=form, status=status_of(refusal))
    messages.success(request, words)
    return HttpResponseRedirect(reverse(QUEUE))
