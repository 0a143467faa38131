from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import limits
from accounts.models import Tie, User
from filmsite.pages import page_of
from filmsite.sign_in import back_to, members_only, redirect_to_sign_in
from filmsite.views.errors import error_page

PER_PAGE = 50


@require_POST
def tie(request, username):
    """Follow, mute or block a member, or undo it."""
    if not request.user.is_authenticated:
        member = get_object_or_404(User.objects.visible_to(request.user), username=username.lower())
        return redirect_to_sign_in(member)
    # Whom one is tied to stays within reach, so that nothing gives away a block from the other side.
    own = Q(pk__in=request.user.ties.values("other"))
    reachable = User.objects.filter(own | Q(pk__in=User.objects.visible_to(request.user).values("pk")))
    member = get_object_or_404(reachable, username=username.lower())
    kind = request.POST.get("kind")
    if kind not in Tie.Kind:
        return error_page(400)
    try:
        change(request, member, kind)
    except PermissionDenied as refusal:
        raise Http404(str(refusal)) from refusal
    except ValidationError as refusal:
        return refuse(request, member, refusal)
    if "X-Enhance" in request.headers:
        ties = Tie.objects.kinds(request.user, member)
        return render(request, "accounts/_ties.html", {"member": member, "ties": ties})
    return redirect(back_to(request, member))


def change(request, member, kind):
    if "undo" in request.POST:
        Tie.objects.undo(request.user, member, kind)
    else:
        limits.enforce(request.user.ties, "since", limits.TIES)
        Tie.objects.set(request.user, member, kind)


def refuse(request, member, refusal):
    """Say in a sentence why it cannot be; a script that cannot show it gets an error and sends the form once more."""
    if "X-Enhance" in request.headers:
        return error_page(400)
    messages.error(request, " ".join(refusal.messages))
    return redirect(back_to(request, member))


@require_safe
@members_only
def my_ties(request):
    """Whom one has blocked, follows and has muted, each with its undoing."""
    ties = request.user.ties.filter(other__is_active=True).select_related("other").by_kind()
    page = page_of(request, ties, per_page=PER_PAGE)
    groups = [(Tie.Kind(kind), list(rows)) for kind, rows in groupby(page, key=lambda row: row.kind)]
    return render(request, "accounts/my_ties.html", {"page": page, "groups": groups, "here": "my_ties"})
