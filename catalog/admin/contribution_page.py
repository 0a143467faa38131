"""One contribution on one screen: what was sent, where it is from, what the site has already, and the decision."""

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from accounts.models import User
from catalog.admin.contribution_form import MORE_ROWS, DecisionForm
from catalog.admin.contribution_row import outcome
from catalog.contributing import Changed, trust
from catalog.contributing.near import near_texts
from catalog.models import Contribution

QUEUE = "admin:catalog_contribution_changelist"
LATEST = 6


def show(admin, request, contribution, form=None, status=200, *, version=None):
    """The page; `form` is what was sent and not accepted, `version` what it is about where that is another one."""
    form = form or form_of(contribution, request)
    # Whoever decides reads all of it.
    request.reading.choice = User.Spoilers.SHOW
    handler, can_decide = contribution.handler, contribution.contributor_id != request.user.pk
    context = {
        **admin.admin_site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": f"{contribution.get_kind_display()}: {contribution.subject}",
        "opts": Contribution._meta,
        "media": admin.media,
        "contribution": contribution,
        "film": contribution.film,
        "handler": handler,
        "values": contribution.values,
        **handler.preview_context(contribution.film, contribution.values, contribution.contributor),
        "form": form,
        "version": version or form.version_shown,
        "amended": form.amended,
        "amends": is_for_more_rows(request.POST) or form.shows_amended,
        "near": form.rows,
        "also_waiting": also_waiting(contribution) if contribution.is_waiting else [],
        "can_decide": can_decide,
        "typed": typed(request) if form.is_bound and not form.has_amended_fields else "",
        "record": record_of(contribution),
        "outcome": outcome(contribution),
        "following": following(request.user, behind=contribution),
    }
    return TemplateResponse(request, "admin/catalog/contribution/change_form.html", context, status=status)


def form_of(contribution, request, *, is_fresh=False):
    """The decision, and with it the form of the kind where something waits; both as they were sent, if they were.

    With `is_fresh` the form of the kind shows the contribution as it is now.
    """
    near, amended, data = [], None, request.POST if request.method == "POST" else None
    if contribution.is_waiting:
        near = near_duplicates(contribution)
    if contribution.is_waiting or contribution.state == Contribution.State.DECLINED:
        amended = amended_form(contribution, *((None, None) if is_fresh else (data, request.FILES or None)))
    return DecisionForm(contribution, near, amended, data)


def near_duplicates(contribution) -> list:
    """What the film has already that says nearly the same; not what is proposed with the contribution itself."""
    near = contribution.handler.near_duplicates(contribution.subject, contribution.values)
    return [row for row in near if row != contribution.made]


def also_waiting(contribution) -> list:
    """What others have sent of the same kind for the same page, says nearly the same and waits as well."""
    others = Contribution.objects.waiting().filter(
        kind=contribution.kind, film=contribution.film, person=contribution.person
    )
    others = others.exclude(pk=contribution.pk).select_related("contributor")
    return near_texts(contribution.words, others, lambda other: other.words)


def amended_form(contribution, data, files):
    """The form of its kind with what was sent, for an editor who says it otherwise."""
    form_class = contribution.handler.form_class
    if data is not None and is_for_more_rows(data):
        data = form_class.with_more_rows(data)
    return form_class(
        data,
        files,
        film=contribution.film,
        person=contribution.person,
        member=contribution.contributor,
        values=contribution.values,
        source=contribution.source,
    )


def is_for_more_rows(data) -> bool:
    return data.get("decision-act") == MORE_ROWS


def record_of(contribution) -> dict:
    """Who contributed it: what became of the rest of what they sent."""
    member = contribution.contributor
    others = member.contributions.sent().without_removed().exclude(pk=contribution.pk)
    others = others.select_related("film", "person", "decided_by")
    figures = trust.figures(member)
    return {
        **figures,
        "is_trusted": trust.is_earned_by(figures),
        "waiting": others.waiting().count(),
        "latest": list(others.exclude(state=Contribution.State.PENDING).order_by("-decided_at", "-pk")[:LATEST]),
    }


def decide(admin, request, contribution):
    """Take the decision that was sent, then on to the next; or show the page again and say why not."""
    form = form_of(contribution, request)
    if is_for_more_rows(request.POST) and form.amended:
        form.amended.ask_nothing()
        return show(admin, request, contribution, form)
    if not form.is_valid():
        messages.error(request, "Nothing was decided: see below.")
        return show(admin, request, contribution, form, status=400)
    try:
        form.decide(request.user)
    except (Changed, PermissionDenied, ValidationError) as refusal:
        return refuse(admin, request, contribution, refusal)
    admin.log_change(request, contribution, f"{outcome(contribution)}. {contribution.decision_reason}".strip())
    back = reverse("admin:catalog_contribution_change", args=[contribution.pk])
    words = format_html("{}: {}. <a href='{}'>Look at it again</a>", contribution, said_done(contribution), back)
    messages.success(request, words)
    return go_on(request, contribution)


def refuse(admin, request, contribution, refusal):
    """Say why nothing was decided, on the page as it is now, with what was typed."""
    fresh, is_news = admin.get_object(request, str(contribution.pk)), isinstance(refusal, Changed)
    status = 403 if isinstance(refusal, PermissionDenied) else 409
    messages.error(request, f"{what_happened(fresh) if is_news else sentence(refusal)} Nothing was changed.")
    form = form_of(fresh, request, is_fresh=is_news)
    return show(admin, request, fresh, form, status, version=fresh.version)


def sentence(refusal) -> str:
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)


def said_done(contribution) -> str:
    if contribution.state == Contribution.State.ACCEPTED and contribution.looked_at:
        return "it stands"
    return outcome(contribution).lower()


def go_on(request, behind):
    """To the next in the queue; where none waits, to the queue."""
    if pk := following(request.user, behind):
        return HttpResponseRedirect(reverse("admin:catalog_contribution_change", args=[pk]))
    messages.info(request, "No other contribution waits for you.")
    return HttpResponseRedirect(reverse(QUEUE))


def following(editor, behind=None) -> int | None:
    """What has waited longest for this editor; behind one that was just looked at, the next after it."""
    queue = Contribution.objects.in_queue().decidable_by(editor).values_list("pk", flat=True)
    if behind is None:
        return queue.first()
    others = queue.exclude(pk=behind.pk)
    return others.filter(sent_at__gte=behind.sent_at).first() or others.first()


def what_happened(contribution) -> str:
    """Why a decision came too late: "edna declined this 3 minutes ago: The page says so already."."""
    if contribution.is_waiting:
        return f"{contribution.contributor} has amended this {ago(contribution.saved_at)}; below is how it reads now."
    if contribution.state == Contribution.State.WITHDRAWN:
        return f"{contribution.contributor} has withdrawn this."
    if contribution.state == Contribution.State.ACCEPTED and contribution.looked_by:
        return f"{contribution.looked_by} has looked at this {ago(contribution.looked_at)} and let it stand."
    reason = f" {contribution.decision_reason}" if contribution.decision_reason else ""
    who = contribution.decided_by or "The site"
    return f"{who} decided this {ago(contribution.decided_at)}: {outcome(contribution).lower()}.{reason}"


def ago(moment) -> str:
    words = naturaltime(moment).replace("\xa0", " ")
    return "just now" if words == "now" else words


def typed(request) -> str:
    """Whatever the editor had written, to copy from where the form is not there any more."""
    fields = (texts for name, texts in request.POST.lists() if name == "decision-words" or not is_ours(name))
    return "\n\n".join(text for texts in fields for text in texts if text.strip())


def is_ours(name) -> bool:
    """Whether a field of this name says nothing in itself."""
    return name.startswith(("decision-", "csrf")) or name.endswith("_FORMS")
