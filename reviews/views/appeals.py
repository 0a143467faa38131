from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from filmsite import kept_text
from filmsite.sign_in import redirect_to_sign_in
from reviews import outcomes
from reviews.forms.appeal import AnswerForm, AppealForm
from reviews.models import Appeal
from reviews.views.cases import case_for
from reviews.views.writing import private


@private
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request, pk):
    """Ask for a second look at a decision, once; `?decision=` says at which where there are several."""
    if not request.user.is_authenticated:
        return sign_in_first(request)
    decision = decision_to_appeal(case_for(request.user, pk), request.user, request.GET.get("decision"))
    if refusal := decision.why_no_appeal():
        return refused(request, decision.case, refusal)
    if request.method != "POST":
        return show_form(request, decision, AppealForm(initial=kept_for(request, decision)))
    form = AppealForm(request.POST)
    if not form.is_valid():
        return show_form(request, decision, form, status=400)
    try:
        Appeal.objects.file(decision, request.user, form.cleaned_data["words"])
    except ValidationError as refusal:
        return refused(request, decision.case, *refusal.messages)
    kept_text.take(request, key_of(request, decision))
    messages.success(request, "Your appeal has arrived. You are told as soon as it is decided.")
    return redirect(decision.case)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    """Answer what the moderators have asked about one's appeal, once."""
    if not request.user.is_authenticated:
        return sign_in_first(request)
    case = case_for(request.user, pk)
    appeals = list(Appeal.objects.filter(decision__case=case, appellant=request.user).order_by("-pk"))
    asked = next((appeal for appeal in appeals if appeal.waits_for_answer), None)
    if not appeals:
        raise Http404
    if not asked:
        return refused(request, case, "There is no question that waits for your answer.")
    if request.method != "POST":
        return show_question(request, case, asked, AnswerForm(initial=kept_for(request)))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return show_question(request, case, asked, form, status=400)
    try:
        asked.answer(request.user, form.cleaned_data["words"])
    except ValidationError as refusal:
        return refused(request, case, *refusal.messages)
    kept_text.take(request, key_of(request))
    messages.success(request, "Your answer has arrived.")
    return redirect(case)


def decision_to_appeal(case, member, number):
    """The decision on this case that the member means: the one named, otherwise the latest that can be appealed.

    404 where none is the member's to appeal; one that can no longer be appealed is there to say why.
    """
    decisions = case.decisions.with_reasons().order_by("-pk")
    mine = [decision for decision in decisions if decision.is_of_concern_to(member)]
    if number is not None:
        mine = [decision for decision in mine if str(decision.pk) == number]
    if not mine:
        raise Http404
    return next((decision for decision in mine if not decision.why_no_appeal()), mine[0])


def show_form(request, decision, form, status=200):
    is_author = decision.case.author_id == request.user.pk
    context = {
        "case": decision.case,
        "decision": decision,
        "form": form,
        "is_author": is_author,
        "outcome": outcomes.to_author(decision) if is_author else decision.outcome,
        "others_can_decide": as_appeal(decision, request.user).others().exists(),
        "kept_as": key_of(request, decision),
        "was_kept": bool(form.initial),
    }
    return render(request, "reviews/appeal_form.html", context, status=status)


def as_appeal(decision, member) -> Appeal:
    """What the appeal will be, to say beforehand who can decide it."""
    return Appeal(decision=decision, appellant=member, first_decider_id=decision.moderator_id)


def show_question(request, case, asked, form, status=200):
    context = {"case": case, "appeal": asked, "form": form, "kept_as": key_of(request), "was_kept": bool(form.initial)}
    return render(request, "reviews/appeal_answer.html", context, status=status)


def refused(request, case, refusal):
    """Say why it cannot be sent, and give back what was written; the page can be loaded without that."""
    context = {"case": case, "refusal": refusal, "words": request.POST.get("words", "")}
    return render(request, "reviews/appeal_refused.html", context, status=409 if request.method == "POST" else 200)


def sign_in_first(request):
    """Keep what was sent, and offer it when its writer is back."""
    if request.method == "POST":
        kept_text.keep(request, key_of(request), request.POST)
    return redirect_to_sign_in(request.get_full_path())


def kept_for(request, decision=None) -> dict | None:
    """What this member had written before signing in; not what somebody else had in the same browser."""
    kept = kept_text.kept(request, key_of(request, decision))
    return kept if kept and kept.get("writer", request.user.username) == request.user.username else None


def key_of(request, decision=None) -> str:
    number = decision.pk if decision else request.GET.get("decision", "")[:20]
    return f"{request.path} {number}".strip()
