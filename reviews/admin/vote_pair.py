from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse

from reviews.admin.view_only import ViewOnlyAdmin
from reviews.forms.vote_pair import VotePairForm
from reviews.models import VotePair

MOST_VOTES_SHOWN = 100


@admin.register(VotePair)
class VotePairAdmin(ViewOnlyAdmin):
    """Pairs of members who vote for each other's reviews: figures for all moderators, names for who has said why."""

    list_display = ["pair", "votes", "yes", "part", "found_at"]
    ordering = ["-votes", "pk"]

    def lookup_allowed(self, lookup, value, request=None):
        """None: whoever could narrow the list down to a member would know who the two are."""
        return False

    class Media:
        css = {"all": ["css/admin-case.css"]}

    @admin.display(description="Pair", ordering="pk")
    def pair(self, pair):
        return str(pair)

    @admin.display(description="Of all their votes", ordering="share")
    def part(self, pair):
        return f"{pair.share:.0%}"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Open the pair with a reason; then see who they are and what they voted, and set it aside or let it be."""
        pair = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request):
            raise PermissionDenied
        if pair is None:
            raise Http404("There is no such pair.")
        form = VotePairForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                act(request, pair, form)
            except IntegrityError:
                messages.error(request, "Somebody else has done that already. Nothing was changed.")
            except ValidationError as refusal:
                messages.error(request, " ".join(refusal.messages))
            return HttpResponseRedirect(request.path)
        return self.show(request, pair, form)

    def show(self, request, pair, form):
        is_open, proposed = pair.is_open_to(request.user), pair.proposed_voiding()
        context = {
            **self.admin_site.each_context(request),
            "title": str(pair),
            "opts": VotePair._meta,
            "media": self.media,
            "pair": pair,
            "is_open": is_open,
            "may_open": request.user.pk not in {pair.first_id, pair.second_id},
            "voiding": pair.standing_voiding(),
            "proposed": proposed,
            "may_confirm": proposed and proposed.can_be_answered_by(request.user),
            "votes": votes_of(pair) if is_open else [],
            "openings": pair.openings.select_related("moderator").order_by("pk"),
            "form": form,
        }
        return TemplateResponse(
            request, "admin/reviews/votepair/change_form.html", context, status=400 if form.is_bound else 200
        )


def act(request, pair, form):
    """Raises PermissionDenied where it is not this moderator's to do, IntegrityError where it has been done."""
    if not request.user.has_perm("reviews.add_decision"):
        raise PermissionDenied
    action, reason = form.cleaned_data["action"], form.cleaned_data["reason"]
    if action == "open":
        pair.open(request.user, reason)
    elif action == "void":
        pair.void(request.user, reason)
        messages.success(request, "Proposed. Their votes count until a second moderator confirms it.")
    elif action == "lift":
        lift(request, pair)
    else:
        answer(request, pair, action, reason)


def answer(request, pair, action, reason):
    """Confirm or refuse what another moderator has proposed."""
    voiding = pair.proposed_voiding()
    if voiding is None:
        raise ValidationError("Somebody else has answered this already.")
    if action == "confirm":
        voiding.confirm(request.user)
        messages.success(request, "Their votes on each other’s reviews no longer count.")
    else:
        voiding.refuse(request.user, reason)
        messages.success(request, "Refused. Their votes go on counting.")


def lift(request, pair):
    voiding = pair.standing_voiding()
    if voiding and pair.is_open_to(request.user):
        voiding.lift(request.user)
        messages.success(request, "Their votes count again.")


def votes_of(pair):
    return pair.all_votes().select_related("voter", "author", "review__film").order_by("-cast_at")[:MOST_VOTES_SHOWN]
