"""A member says that a fact is wrong, and follows what becomes of that."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import limits
from catalog.forms.dispute import DisputeForm
from catalog.models import Dispute, EditLock, TriviaItem
from catalog.models.dispute import AlreadyDisputedError, OvertakenError
from filmsite import kept_text
from filmsite.pages import page_of
from filmsite.sign_in import members_only, redirect_to_sign_in, say_suspended

PER_PAGE = 25
TOO_MANY = "You have disputed a lot in a short time. Wait a little, then press the button again."
BEFORE_YOU = "Somebody has disputed this just before you, and an editor is looking at it. Your words are still below."


@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request, pk):
    """Say that a fact is wrong, and where that can be looked up."""
    rows = TriviaItem.objects.visible_to(request.user).select_related("film").with_words()
    fact = get_object_or_404(rows, pk=pk)
    if why := closed_to(request):
        return why(fact)
    if not fact.can_be_disputed_by(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return file(request, fact, DisputeForm(request.POST))
    if fact.open_dispute:
        messages.info(request, "Somebody has disputed this already, and an editor is looking at it.")
        return redirect(fact)
    kept = kept_text.kept(request, key_of(fact))
    return show(request, fact, DisputeForm(initial=kept), was_kept=bool(kept))


def closed_to(request):
    """How a reader who cannot dispute anything now is answered; what they typed waits for them."""

    def answer(fact):
        if request.method == "POST":
            kept_text.keep(request, key_of(fact), request.POST)
        if request.user.is_authenticated:
            return say_suspended(request, fact)
        return redirect_to_sign_in(reverse("catalog:dispute", args=[fact.pk]))

    return None if request.user.is_authenticated and not request.user.is_suspended else answer


def file(request, fact, form):
    if not form.is_valid():
        return show(request, fact, form, status=400)
    try:
        limits.enforce(request.user.disputes, "opened_at", limits.DISPUTES)
        Dispute.objects.file(fact, request.user, **form.cleaned_data)
    except limits.TooMany as refusal:
        form.add_error(None, TOO_MANY)
        response = show(request, fact, form, status=429)
        response["Retry-After"] = str(refusal.retry_after)
        return response
    except (AlreadyDisputedError, ValidationError) as refusal:
        form.add_error(None, refusal.messages if isinstance(refusal, ValidationError) else BEFORE_YOU)
        return show(request, fact, form, status=409)
    kept_text.take(request, key_of(fact))
    messages.success(request, "Thank you. An editor will look at it and write to you what was decided.")
    return redirect(fact)


def show(request, fact, form, status=200, *, was_kept=False):
    lock = EditLock.objects.on(fact.film)
    context = {"item": fact, "film": fact.film, "form": form, "lock": lock, "was_kept": was_kept}
    return render(request, "catalog/dispute_form.html", context, status=status)


def key_of(fact) -> str:
    """Under which key the words of a dispute are kept."""
    return f"dispute {fact.pk}"


@require_safe
@members_only
def my_disputes(request):
    """What one has disputed, and what became of it."""
    disputes = request.user.disputes.select_related("fact__film").order_by("-opened_at", "-pk")
    page = page_of(request, disputes, per_page=PER_PAGE)
    return render(request, "catalog/my_disputes.html", {"page": page, "here": "my_disputes"})


@require_POST
def withdraw_dispute(request, pk):
    """Take back what nobody has decided yet."""
    if not request.user.is_authenticated:
        return redirect_to_sign_in(reverse("catalog:my_disputes"))
    own = get_object_or_404(request.user.disputes.select_related("fact__film"), pk=pk)
    try:
        own.withdraw()
    except OvertakenError as refusal:
        messages.error(request, f"{refusal} Nothing was changed.")
    else:
        messages.success(request, "Your dispute is withdrawn.")
    return redirect(f"{reverse('catalog:my_disputes')}#{own.anchor}")
