"""Suggesting something for a film's page: which kinds there are, and the page each is written on."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Value
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import limits
from catalog.addresses import with_film, with_person
from catalog.contributing import HANDLERS, Changed, handler_of
from catalog.models import Contribution
from catalog.views.contributing import Desk, State, desk_for, private
from filmsite import kept_text

# The kinds as somebody chooses among them.
GROUPS = {
    "What happens in it": ["storyline", "outline", "quote", "parents_guide"],
    "What there is to know": ["trivia", "goof", "crazy_credit", "alternate_version"],
    "Who made it, and what belongs to it": ["credit", "soundtrack", "connection", "filming_location"],
    "How it came out": ["alternative_title", "release", "certificate", "picture"],
}


@require_safe
@with_film
def contribute_choice(request, film):
    """Everything that can be contributed to a film, in words, and how much of each is there."""
    counts = known_counts(film)
    groups = [
        {"label": label, "kinds": [{"handler": handler_of(kind), "count": counts.get(kind, 0)} for kind in kinds]}
        for label, kinds in GROUPS.items()
    ]
    lock = film.edit_locks.filter(ended_at=None).first()
    return render(request, "catalog/contribute/choice.html", {"film": film, "groups": groups, "lock": lock})


def known_counts(film) -> dict[str, int]:
    """How much of each kind everybody sees at the film; one query."""
    rows = {kind: handler_of(kind).known(film) for kind in HANDLERS}
    columns = [
        found.order_by().values_list(Value(kind)).annotate(count=Count("pk"))
        for kind, found in rows.items()
        if found is not None
    ]
    return dict(columns[0].union(*columns[1:], all=True).order_by())


@private
@require_http_methods(["GET", "HEAD", "POST"])
@with_film
def contribute(request, film, kind):
    """Suggest a fact of one kind for a film."""
    return write(desk_for(request, kind, film=film))


@private
@require_http_methods(["GET", "HEAD", "POST"])
@with_person
def contribute_portrait(request, person):
    """Suggest a picture of a person."""
    return write(desk_for(request, "picture", person=person))


def write(desk: Desk):
    if not desk.member.is_authenticated:
        return desk.sign_in_first()
    if not desk.member.can_take_part:
        return desk.show_closed("suspended")
    if desk.lock:
        return desk.show_closed("locked")
    return press(desk) if desk.request.method == "POST" else open_form(desk)


def open_form(desk):
    """The form with what its writer most likely goes on with: what was kept at the sign-in, else the draft."""
    asked = desk.request.GET.get("text")
    if desk.kept and asked != "draft":
        return desk.show(desk.as_typed({name: [text] for name, text in desk.kept.items()}), kept=mark_of(desk))
    if desk.draft:
        return desk.show(desk.as_typed(desk.draft.values["typed"]))
    again = desk.own(State.WITHDRAWN, State.DECLINED).filter(pk=number_in(asked)).first() if asked else None
    return desk.show(desk.form(values=again.values, source=again.source) if again else desk.form())


def mark_of(desk):
    return kept_text.mark_of(desk.kept)


def number_in(asked) -> int:
    """The number of a contribution of one's own that is to be written anew; none has the number 0."""
    return int(asked) if asked.isdecimal() and asked.isascii() and len(asked) < 18 else 0


def press(desk):
    """What the buttons do. Whatever was sent is kept as the draft first, so that nothing typed is lost."""
    then, sent = desk.request.POST.get("then", "send"), desk.request.POST
    if then == "more" and desk.handler.form_class.rows_class:
        return more_rows(desk)
    form = desk.form(sent, desk.request.FILES)
    try:
        if desk.is_overtaken(form):
            return desk.show(form, status=409, other=desk.draft)
        if not form.is_empty:
            desk.keep(form)
        elif then == "draft":
            raise ValidationError("There is nothing to save yet. Write something first.", code="nothing")
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return desk.show(form, status=400)
    except limits.TooMany as refusal:
        if then == "draft":
            form.ask_nothing()
            return desk.show_too_fast(form, refusal)
    if then == "draft":
        messages.success(desk.request, "Your draft is saved. It waits here, for your eyes alone.")
        return redirect(desk.address)
    if not form.is_valid():
        return desk.show(form, status=400)
    return desk.show_preview(form) if then == "preview" else send(desk, form, is_warned=then == "anyway")


def more_rows(desk):
    form = desk.form(desk.handler.form_class.with_more_rows(desk.request.POST), desk.request.FILES)
    form.ask_nothing()
    return desk.show(form)


def send(desk, form, *, is_warned):
    if earlier := same_as_sent(desk, form):
        messages.info(desk.request, "You have sent this already. Here is where it stands.")
        if desk.draft:
            desk.draft.delete()
        return redirect(earlier)
    near = [] if is_warned else list(desk.handler.near_duplicates(desk.subject, form.values))
    if near:
        return desk.show(form, near=near)
    try:
        contribution = file(desk, form)
    except ValidationError as refusal:
        # Somebody has locked the page in between, or what it is about is not kept any more.
        form.add_error(None, refusal)
        if desk.draft:
            desk.draft.refresh_from_db()
        return desk.show(form, status=400)
    except limits.TooMany as refusal:
        return desk.show_too_fast(form, refusal)
    except (Changed, Contribution.DoesNotExist):
        messages.warning(desk.request, "It has been sent or thrown away in another window. Here is what you sent.")
        return redirect("catalog:my_contributions")
    if contribution.state == State.ACCEPTED:
        messages.success(desk.request, "Thank you. It is published.")
    else:
        messages.success(desk.request, "Thank you. An editor reads it, and you are told what became of it.")
    return redirect(contribution)


def same_as_sent(desk, form) -> Contribution | None:
    """What says the same and is with the editors already, as where a button was pressed twice."""
    sent = desk.own(State.PENDING).order_by("-pk")[:10]
    return next((one for one in sent if one.values == form.values), None)


@transaction.atomic
def file(desk, form) -> Contribution:
    desk.subject.lock()
    limits.enforce(desk.member.contributions, "sent_at", limits.CONTRIBUTIONS)
    contribution = desk.draft or Contribution.objects.create(
        kind=desk.handler.kind, film=desk.film, person=desk.person, contributor=desk.member
    )
    contribution.amend(form.values, form.cited)
    contribution.send()
    return contribution
