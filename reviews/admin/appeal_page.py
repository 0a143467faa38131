"""One appeal on one screen: the decision, the text it was taken on, the member's words, and the second look."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse

from reviews import sealed
from reviews.forms.second_look import QuestionForm, SecondLookForm
from reviews.models import Appeal
from reviews.models.appeal import AlreadyLookedAt


def show(admin, request, appeal, form=None, question=None, status=200):
    refusal, target = why_not(request.user, appeal), appeal.decision.case.target
    sealed_open = sealed.is_open_to(appeal.decision.case, request.user)
    context = {
        **admin.admin_site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": f"Appeal {appeal.pk}: {appeal.decision.case.subject}",
        "opts": Appeal._meta,
        "media": admin.media,
        "appeal": appeal,
        "decision": appeal.decision,
        "case": appeal.decision.case,
        "target": target,
        "sealed_open": sealed_open,
        "text_open": appeal.is_open or target.is_published or sealed_open,
        "refusal": refusal,
        "is_alone": appeal.had_a_part(request.user),
        "form": form or (None if refusal else SecondLookForm(appeal, request.user)),
        "question": question or QuestionForm(),
    }
    return TemplateResponse(request, "admin/reviews/appeal/change_form.html", context, status=status)


def answer(admin, request, appeal):
    """Ask what was asked, or decide as was decided; or show the page again, with what was typed, and say why not."""
    form = question = None
    if request.POST.get("act") == "ask":
        sent = question = QuestionForm(request.POST)
        verb, done = (lambda: appeal.ask(request.user, sent.cleaned_data["question"])), "The member has been asked."
    else:
        sent = form = SecondLookForm(appeal, request.user, request.POST)
        verb, done = form.decide, "The appeal is decided, and the member has been told."
    if not sent.is_valid():
        messages.error(request, "Nothing was done: something is missing below.")
        return show(admin, request, appeal, form, question, status=400)
    try:
        verb()
    except (AlreadyLookedAt, PermissionDenied) as refusal:
        status, said = (409 if isinstance(refusal, AlreadyLookedAt) else 403), f"{refusal} Nothing was changed."
    except ValidationError as refusal:
        status, said = 409, " ".join(refusal.messages)
    else:
        messages.success(request, done)
        return HttpResponseRedirect(request.path)
    messages.error(request, said)
    # Read again: it may not be what it was when it was sent.
    fresh = admin.get_object(request, str(appeal.pk))
    if form:
        form.appeal = fresh
    return show(admin, request, fresh, form, question, status=status)


def why_not(moderator, appeal) -> str:
    """Why this moderator finds no form here; nothing where there is one."""
    if not appeal.is_open:
        return "This appeal has been decided."
    if appeal.can_be_decided_by(moderator):
        return ""
    if appeal.had_a_part(moderator):
        return (
            "You had a part in the decision, so somebody else takes the second look. Where this site has nobody else "
            "who could, you can, 24 hours after it was appealed."
        )
    return "Somebody else takes this second look: you are involved, or it is an administrator’s to take."
