"""The page a contribution is written on, as the views for suggesting one and for amending it share it."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import cache_control

from accounts import limits
from catalog.contributing import HANDLERS, handler_of, is_trusted
from catalog.contributing.handler import Handler
from catalog.models import Contribution, EditLock, Film, Person
from filmsite import kept_text
from filmsite.sign_in import redirect_to_sign_in

State = Contribution.State

# For every answer about what somebody is writing: it is for one pair of eyes.
private = cache_control(private=True, no_store=True)

TOO_FAST = "You have sent a lot in a short time. Wait a little, then press the button again; your draft is kept."


def kind_named(name: str) -> str | None:
    """The kind that an address names: "crazy-credits", "crazy_credit"; None for what is no kind."""
    name = name.replace("-", "_")
    return next((kind for kind in (name, name.removesuffix("s")) if kind in HANDLERS), None)


@dataclass
class Desk:
    """Where a member writes one contribution: of which kind, about what; `amended` is one that is with the editors."""

    request: HttpRequest
    handler: Handler
    film: Film | None = None
    person: Person | None = None
    amended: Contribution | None = None

    @property
    def member(self):
        return self.request.user

    @property
    def subject(self):
        return self.film or self.person

    @property
    def address(self) -> str:
        if self.amended:
            return reverse("catalog:amend_contribution", args=[self.amended.pk])
        if self.person:
            return reverse("catalog:contribute_portrait", args=[self.person.pk, self.person.slug])
        return reverse("catalog:contribute", args=[self.film.pk, self.film.slug, self.handler.address])

    @cached_property
    def lock(self) -> EditLock | None:
        """What closes the film or person to changes, if anything does."""
        return self.subject.edit_locks.filter(ended_at=None).first()

    @cached_property
    def draft(self) -> Contribution | None:
        """What this member has begun here and not sent."""
        return None if self.amended else self.own(State.DRAFT).first()

    @cached_property
    def is_trusted(self) -> bool:
        """Whether what is sent from here goes on the site at once."""
        return not self.amended and is_trusted(self.member)

    def own(self, *states):
        return self.member.contributions.filter(
            kind=self.handler.kind, film=self.film, person=self.person, state__in=states
        )

    # The form

    @property
    def about(self) -> dict:
        return {"film": self.film, "person": self.person, "member": self.member}

    def form(self, data=None, files=None, **filled):
        return self.handler.form_class(data, files, **self.about, **filled)

    def as_typed(self, typed):
        return self.handler.form_class.as_typed(typed, **self.about)

    @property
    def version(self) -> str:
        """What the form notes, so that it can tell later what it began with."""
        begun_with = self.amended or self.draft
        return str(begun_with.version) if begun_with else ""

    def is_overtaken(self, form) -> bool:
        """Whether another window has saved other words since this one was opened."""
        if self.version == self.request.POST.get("version", ""):
            return False
        return bool(self.amended or (self.draft and self.draft.values.get("typed") != form.typed))

    # What was kept for somebody who had to sign in

    @property
    def kept_as(self) -> str:
        if self.amended:
            return f"contribution-{self.amended.pk}"
        return f"contribute-{self.handler.kind}-{'person' if self.person else 'film'}-{self.subject.pk}"

    @property
    def kept(self) -> dict | None:
        """What this member was writing before signing in; not what somebody else was in the same browser."""
        kept = kept_text.kept(self.request, self.kept_as)
        return kept if kept and kept.get("writer", self.member.username) == self.member.username else None

    def let_go_of_kept(self):
        """Once it has reached the site, by the form that was filled with it."""
        kept = kept_text.kept(self.request, self.kept_as)
        if kept and self.request.POST.get("kept") == kept_text.mark_of(kept):
            kept_text.take(self.request, self.kept_as)

    # Saving

    @transaction.atomic
    def keep(self, form) -> Contribution:
        """Save what was sent as the draft. Raises TooMany, and ValidationError for what is too much."""
        typed = {"typed": form.typed}
        limits.enforce(self.member.contributions, "saved_at", limits.DRAFTS)
        if self.film:
            self.film.lock()
        else:
            self.person.lock()
        draft = self.own(State.DRAFT).first() or Contribution.objects.create(
            kind=self.handler.kind, film=self.film, person=self.person, contributor=self.member, values=typed
        )
        if draft.values != typed:
            draft.amend(typed, "")
        self.draft = draft
        self.let_go_of_kept()
        return draft

    def show_preview(self, form):
        return self.show(form, preview=preview_of(self.request, self.handler, self.subject, form.values))

    def show(self, form, *, status=200, **context):
        context |= self.about | {"desk": self, "handler": self.handler, "form": form}
        return render(self.request, "catalog/contribute/form.html", context, status=status)

    def show_too_fast(self, form, refusal: limits.TooMany):
        form.add_error(None, TOO_FAST)
        response = self.show(form, status=429)
        response["Retry-After"] = str(refusal.retry_after)
        return response

    # Who cannot write here

    def sign_in_first(self):
        """Keep what was sent, and offer it when its writer is back."""
        if self.request.method != "POST":
            return redirect_to_sign_in(self.request.get_full_path())
        if kept_text.keep(self.request, self.kept_as, self.request.POST):
            return redirect_to_sign_in(self.address)
        return self.show_closed("too-long", status=413)

    def show_closed(self, why, status=403):
        """Say why nothing can be sent here, and give every word back."""
        context = self.about | {"desk": self, "handler": self.handler, "why": why, "texts": []}
        if self.request.method == "POST":
            context["texts"] = texts_of(self.request.POST)
            context["saved"] = self.keep_if_possible(why)
        return render(self.request, "catalog/contribute/closed.html", context, status=status)

    def keep_if_possible(self, why) -> bool:
        """Save the words for the time when they can be sent; of somebody who is suspended, in their session."""
        if why == "suspended":
            return kept_text.keep(self.request, self.kept_as, self.request.POST)
        if self.amended or not self.member.is_authenticated:
            return False
        try:
            return bool(self.keep(self.form(self.request.POST)))
        except (limits.TooMany, ValidationError):
            return False


def preview_of(request, handler, subject, values) -> str:
    """How it will look on its page, as HTML."""
    film, person = (subject, None) if isinstance(subject, Film) else (None, subject)
    context = {"handler": handler, "film": film, "person": person, "values": values}
    context |= handler.preview_context(subject, values, request.user)
    return render_to_string(handler.preview_template, context, request=request)


def texts_of(data) -> list[str]:
    """The words of a form, without what it noted by itself."""
    noted = {"csrfmiddlewaretoken", "then", "version", "kept", "kept_as", "writer"}
    return [text for name, text in data.items() if text.strip() and name not in noted and not name.endswith("_FORMS")]


def desk_for(request, kind, **about) -> Desk:
    """The desk for what the address names. Raises Http404 for what is no kind."""
    found = kind_named(kind)
    if found is None:
        raise Http404("There is nothing of this kind to contribute.")
    return Desk(request, handler_of(found), **about)
