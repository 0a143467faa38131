"""What became of what members contributed: for themselves all of it, for everybody what was accepted."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog import contributing
from catalog.models import Contribution
from catalog.views.contributing import Desk, preview_of, private
from filmsite.pages import page_of
from filmsite.sign_in import members_only, redirect_to_sign_in, say_suspended

State = Contribution.State
PER_PAGE = 25
# What can be sent once more in other words.
REWRITABLE = {State.WITHDRAWN, State.DECLINED}
DECIDED_MEANWHILE = "An editor has decided meanwhile, so nothing was changed. Here is what became of it."


@private
@require_safe
@members_only
def my_contributions(request):
    """Everything one has contributed or begun, the newest first, of one state or all."""
    counts = dict(request.user.contributions.order_by().values_list("state").annotate(Count("pk")))
    state = request.GET.get("state", "")
    if state and state not in State.values:
        raise Http404("There is no such state.")
    rows = request.user.contributions.select_related("film", "person").order_by("-saved_at", "-pk")
    total = counts.get(state, 0) if state else sum(counts.values())
    context = {
        "page": page_of(request, rows.filter(state=state) if state else rows, per_page=PER_PAGE, count=total),
        "states": [{"value": value, "label": label, "count": counts.get(value, 0)} for value, label in State.choices],
        "state": state,
        "total": sum(counts.values()),
        "here": "my_contributions",
    }
    return render(request, "catalog/contribute/my_contributions.html", context)


def own_or_404(request, pk) -> Contribution:
    rows = request.user.contributions.select_related("film", "person", "decided_by")
    return get_object_or_404(rows, pk=pk)


@private
@require_safe
@members_only
def my_contribution(request, pk):
    """One of them: what it says, where it stands, who decided it, when and why, and what it became."""
    contribution = own_or_404(request, pk)
    if contribution.state == State.DRAFT:
        return redirect(desk_of(request, contribution).address)
    handler = contribution.handler
    context = {
        "contribution": contribution,
        "handler": handler,
        "film": contribution.film,
        "person": contribution.person,
        "preview": preview_of(request, handler, contribution.subject, contribution.values),
        "again": desk_of(request, contribution).address if contribution.state in REWRITABLE else "",
        "here": "my_contributions",
    }
    return render(request, "catalog/contribute/my_contribution.html", context)


def desk_of(request, contribution, **options) -> Desk:
    about = {"film": contribution.film, "person": contribution.person}
    return Desk(request, contribution.handler, **about, **options)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def amend_contribution(request, pk):
    """Say it otherwise, while nobody has decided."""
    if not request.user.is_authenticated:
        found = Contribution.objects.filter(pk=pk).select_related("film", "person").first()
        return desk_of(request, found, amended=found).sign_in_first() if found else redirect_to_sign_in(request.path)
    contribution = own_or_404(request, pk)
    desk = desk_of(request, contribution, amended=contribution)
    if not request.user.can_take_part:
        return desk.show_closed("suspended")
    if not contribution.is_waiting:
        return desk.show_closed("decided", status=409) if request.method == "POST" else redirect(contribution)
    return press(desk) if request.method == "POST" else open_form(desk)


def open_form(desk):
    contribution = desk.amended
    if desk.kept:
        return desk.show(desk.as_typed({name: [text] for name, text in desk.kept.items()}), kept=True)
    return desk.show(desk.form(values=contribution.values, source=contribution.source))


def press(desk):
    then, sent = desk.request.POST.get("then", "send"), desk.request.POST
    if then == "more" and desk.handler.form_class.rows_class:
        form = desk.form(desk.handler.form_class.with_more_rows(sent), desk.request.FILES)
        form.ask_nothing()
        return desk.show(form)
    form = desk.form(sent, desk.request.FILES)
    if desk.version != sent.get("version"):
        return desk.show(form, status=409, other=desk.amended)
    if not form.is_valid():
        return desk.show(form, status=400)
    if then == "preview":
        return desk.show_preview(form)
    return amend(desk, form)


def amend(desk, form):
    try:
        desk.amended.amend(form.values, form.cited)
    except contributing.Changed:
        return desk.show_closed("decided", status=409)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        desk.amended.refresh_from_db()
        return desk.show(form, status=400)
    desk.let_go_of_kept()
    messages.success(desk.request, "It is changed. An editor reads it as it is now.")
    return redirect(desk.amended)


@private
@require_POST
def withdraw_contribution(request, pk):
    """Take it back before anybody has decided."""
    if not request.user.is_authenticated:
        return redirect_to_sign_in(f"/me/contributions/{pk}/")
    contribution = own_or_404(request, pk)
    if not request.user.can_take_part:
        return say_suspended(request, contribution)
    try:
        contribution.withdraw()
    except contributing.Changed:
        messages.warning(request, DECIDED_MEANWHILE)
    else:
        messages.success(request, "It is withdrawn. Its words are kept here, for you alone.")
    return redirect(contribution)


@private
@require_POST
def discard_contribution(request, pk):
    """Throw a draft away."""
    if not request.user.is_authenticated:
        return redirect_to_sign_in("catalog:my_contributions")
    contribution = own_or_404(request, pk)
    thrown_away, _ = request.user.contributions.filter(pk=pk, state=State.DRAFT).delete()
    if not thrown_away:
        messages.warning(request, "It has been sent meanwhile, so it is no draft any more.")
        return redirect(contribution)
    messages.success(request, "The draft is thrown away.")
    return redirect("catalog:my_contributions")
