"""What everybody sees of a member's contributions: what was accepted, and how much of what was sent."""

from django.db.models import Count, F, Value
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import Tie, User
from catalog.contributing import HANDLERS, handler_of, trust
from catalog.models import Contribution, TriviaItem
from filmsite.pages import page_of

PER_PAGE = 25
# Of fewer decisions no share is told.
DECIDED_AT_LEAST = 5
FACTS = set(TriviaItem.Kind)


@require_safe
def contributor(request, username):
    """What a member has brought to the pages of films, kind by kind, as far as it still stands."""
    member = get_object_or_404(User.objects.visible_to(request.user), username=username.lower())
    if member.username != username:
        query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
        return HttpResponsePermanentRedirect(reverse("catalog:contributor", args=[member.username]) + query)
    if Tie.Kind.BLOCK in Tie.objects.kinds(request.user, member):
        return render(request, "accounts/member_blocked.html", {"member": member})
    counts = accepted_counts(member)
    kind = request.GET.get("kind") or next((kind for kind in HANDLERS if counts.get(kind)), "trivia")
    if kind not in HANDLERS:
        raise Http404("There is nothing of this kind to contribute.")
    context = {
        "member": member,
        "kinds": [{"handler": handler_of(name), "count": counts[name]} for name in HANDLERS if counts.get(name)],
        "current": handler_of(kind),
        "is_fact": kind in FACTS,
        "total": sum(counts.values()),
        "page": page_of(request, accepted(member, kind, request.user), per_page=PER_PAGE, count=counts.get(kind, 0)),
        "decided": decided(member),
    }
    return render(request, "catalog/contribute/contributor.html", context)


def accepted_counts(member) -> dict[str, int]:
    """How much of each kind stands that this member brought, the editors' own way of entering it included."""
    parts = [
        member.trivia_items.published().order_by().values_list(F("kind")),
        member.storylines.published().order_by().values_list(Value("storyline")),
        others_accepted(member).order_by().values_list(F("kind")),
    ]
    columns = [part.annotate(count=Count("pk")) for part in parts]
    return dict(columns[0].union(*columns[1:], all=True).order_by())


def others_accepted(member):
    """What is neither a fact nor a storyline: those are counted as the rows they have become."""
    return member.contributions.filter(state=Contribution.State.ACCEPTED).exclude(kind__in=[*FACTS, "storyline"])


def accepted(member, kind, user):
    """What stands of one kind, the newest first."""
    if kind in FACTS:
        rows = member.trivia_items.published().filter(kind=kind).with_words().with_vote_of(user)
        return rows.select_related("film", "contributor").order_by("-contributed_at", "-pk")
    if kind == "storyline":
        return member.storylines.published().select_related("film", "author").order_by("-written_at", "-pk")
    rows = others_accepted(member).filter(kind=kind).select_related("film", "person").prefetch_related("made")
    return rows.order_by("-decided_at", "-pk")


def decided(member) -> dict | None:
    """How many of a member's contributions editors decided on, and the share they accepted; None for too few."""
    figures = trust.figures(member)
    total = figures["accepted"] + figures["declined"]
    if total < DECIDED_AT_LEAST:
        return None
    return {"total": total, "accepted": figures["accepted"], "share": round(100 * figures["accepted"] / total)}
