"""One dispute on one screen: the fact, who brought it, who disputes it and why, and the decision."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from catalog.forms.dispute import DisputeDecisionForm
from catalog.models import Dispute, EditLock
from catalog.models.dispute import OvertakenError


def show(admin, request, dispute, form=None, status=200):
    fact = dispute.fact
    refusal = why_not(admin, request, dispute)
    context = {
        **admin.admin_site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": f"Dispute {dispute.pk}: {fact.film}",
        "opts": Dispute._meta,
        "media": admin.media,
        "dispute": dispute,
        "fact": fact,
        "refusal": refusal,
        "earlier": fact.disputes.decided().exclude(pk=dispute.pk).select_related("challenger").order_by("pk"),
        "has_changed": dispute.is_open and fact.as_printed() != dispute.text_before,
        "form": form or DisputeDecisionForm(dispute),
    }
    return TemplateResponse(request, "admin/catalog/dispute/change_form.html", context, status=status)


def why_not(admin, request, dispute) -> str:
    """Why this editor finds no form here; nothing where there is one."""
    if not dispute.is_open:
        return "This dispute is over."
    if not admin.has_change_permission(request, dispute):
        return "Editors decide."
    if dispute.had_a_part(request.user):
        return "You brought this fact or disputed it, so somebody else decides."
    if not dispute.fact.is_published:
        return "A moderator keeps this fact from view. It can be decided once it stands on the site again."
    if lock := EditLock.objects.on(dispute.fact.film):
        return f"{dispute.fact.film} is locked against changes: {lock.reason} End the lock first."
    return ""


def answer(admin, request, dispute):
    """Decide as was chosen and go on to the next; or show the page again, with what was typed, and say why not."""
    form = DisputeDecisionForm(dispute, request.POST)
    if not form.is_valid():
        messages.error(request, "Nothing was decided: something is missing below.")
        return show(admin, request, dispute, form, status=400)
    try:
        form.decide(request.user)
    except (OvertakenError, PermissionDenied) as refusal:
        status, said = (409 if isinstance(refusal, OvertakenError) else 403), f"{refusal} Nothing was changed."
    except ValidationError as refusal:
        status, said = 409, " ".join([*refusal.messages, "Nothing was changed."])
    else:
        admin.log_change(request, dispute, f"{dispute.get_outcome_display()}. {dispute.reason}")
        messages.success(request, "The dispute is decided, and both members have been told.")
        return HttpResponseRedirect(next_address())
    messages.error(request, said)
    # Read again: neither may be what it was when this was sent.
    fresh = admin.get_object(request, str(dispute.pk))
    typed = request.POST.copy()
    typed["seen"] = fresh.fact.text_mark
    return show(admin, request, fresh, DisputeDecisionForm(fresh, typed), status=status)


def next_address() -> str:
    """The dispute that has waited longest; the list, where none waits."""
    following = Dispute.objects.waiting().order_by("opened_at", "pk").values_list("pk", flat=True).first()
    if following is None:
        return reverse("admin:catalog_dispute_changelist")
    return reverse("admin:catalog_dispute_change", args=[following])
