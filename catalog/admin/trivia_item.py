from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Case, When
from django.utils.text import Truncator

from catalog import fact_rules
from catalog.admin.common import CatalogueAdmin, NeverDeleted, Rows, TouchesFilms
from catalog.admin.contribution_page import sentence
from catalog.admin.member_field import MemberField, SignedForm
from catalog.admin.ordered_rows import OrderedRowForm, OrderedRowFormSet
from catalog.admin.sent_facts import WORDS_OF_FACTS, decide, is_with_contribution, link_to_contribution
from catalog.models import Credit, Film, QuoteLine, TriviaItem

State = TriviaItem.State
OF_KIND = ("kind", "goof_type", "guide_category")
NO_REASON = "Tell the contributor why the fact is declined."
NOT_YOURS = "A moderator has decided on this fact. What becomes of it is decided in its case."


class TriviaItemForm(SignedForm):
    signed_by = "contributor"

    contributor = MemberField(required=False, help_text="Username; empty for what editors found themselves.")
    decision = forms.ChoiceField(
        choices=[("", "Leave as it is"), (State.PUBLISHED, "Publish"), (State.DECLINED, "Decline")], required=False
    )
    reason = forms.CharField(max_length=200, required=False, help_text="Needed to decline; the contributor reads it.")

    class Meta:
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}

    def clean(self):
        data = super().clean()
        if data.get("decision") and self.instance.is_with_moderators:
            self.add_error("decision", NOT_YOURS)
        if data.get("decision") == State.DECLINED and not data.get("reason"):
            self.add_error("reason", NO_REASON)
        return data


class QuoteLineForm(OrderedRowForm):
    class Meta:
        widgets = {"text": forms.Textarea(attrs={"rows": 2, "cols": 60})}

    def clean(self):
        data = super().clean()
        if data.get("credit") and not data.get("speaker"):
            data["speaker"] = data["credit"].character
            if not data["speaker"]:
                self.add_error("speaker", "Name the speaker.")
        return data


class QuoteLineFormSet(OrderedRowFormSet):
    """The lines of one quote; nothing but a quote has any."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        cast = Credit.objects.filter(film=self.instance.film_id, job=Credit.Job.ACTOR).select_related("person")
        self.cast = [(credit.pk, f"{credit.character or 'no name'} ({credit.person})") for credit in cast]

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "credit" in form.fields:
            form.fields["credit"].queryset = Credit.objects.filter(film=self.instance.film_id, job=Credit.Job.ACTOR)
            form.fields["credit"].choices = [("", "Nobody of the cast"), *self.cast]

    def clean(self):
        super().clean()
        is_quote, lines = self.instance.kind == TriviaItem.Kind.QUOTE, self.kept_rows()
        if is_quote:
            fact_rules.refuse_lines([(line.speaker, line.text) for line in lines])
        if lines and not is_quote:
            raise ValidationError("Only a quote has lines. Choose the kind “Quotes”, or write a text.", code="no_quote")


class QuoteLineInline(Rows):
    model = QuoteLine
    form = QuoteLineForm
    formset = QuoteLineFormSet
    fields = ["position", "speaker", "credit", "text"]
    extra = 2

    def has_change_permission(self, request, obj=None):
        return not is_with_contribution(obj) and super().has_change_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        return not is_with_contribution(obj) and super().has_add_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return not is_with_contribution(obj) and super().has_delete_permission(request, obj)


class TriviaActionForm(ActionForm):
    reason = forms.CharField(required=False, max_length=200, label="Reason, to decline:")


@admin.register(TriviaItem)
class TriviaItemAdmin(NeverDeleted, TouchesFilms, CatalogueAdmin):
    """The facts, those that wait for an editor first."""

    form = TriviaItemForm
    action_form = TriviaActionForm
    actions = ["publish", "decline"]
    decision_fields = ("Decision", {"fields": [("decision", "reason")]})
    fieldsets = [
        (None, {"fields": ["film", OF_KIND, "text", ("minute", "film_version", "has_spoilers")]}),
        ("Where it stands", {"fields": [("state", "decision_reason", "decided_by", "decided_at")]}),
        ("Where it is from", {"fields": [("contributor", "contributed_at", "sent_as")]}),
    ]
    readonly_fields = ["state", "decision_reason", "decided_by", "decided_at", "contributed_at", "sent_as"]
    autocomplete_fields = ["film"]
    inlines = [QuoteLineInline]
    list_display = ["fact", "state", "kind", "film", "contributor", "has_spoilers"]
    list_filter = ["state", "kind", "has_spoilers", "goof_type", "guide_category"]
    list_select_related = ["film", "contributor"]
    search_fields = ["text", "quote_lines__text", "quote_lines__speaker", "film__search_names__name"]
    search_help_text = "Words of a fact or a quote, or a film’s title."
    ordering = [Case(When(state=State.PENDING, then=0), default=1), "-pk"]

    def get_queryset(self, request):
        """What was removed is read on its case, where each look is on record."""
        facts = super().get_queryset(request).exclude(state=TriviaItem.State.REMOVED)
        return facts.prefetch_related("quote_lines")

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return self.readonly_fields
        # What a member sent is amended where it is decided.
        return [*self.readonly_fields, "film", *(WORDS_OF_FACTS if is_with_contribution(obj) else [])]

    def get_fieldsets(self, request, obj=None):
        facts, *others = self.fieldsets
        return [facts, self.decision_fields, *others] if self.has_change_permission(request, obj) else self.fieldsets

    def get_changeform_initial_data(self, request):
        return {"decision": State.PUBLISHED} | super().get_changeform_initial_data(request)

    def films_of(self, item):
        return Film.objects.filter(pk=item.film_id)

    def save_model(self, request, obj, form, change):
        # The film first, as everywhere: a moderator who decides on the fact at this moment holds it too.
        obj.film.lock()
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if decision := form.cleaned_data.get("decision"):
            try:
                decide(form.instance, decision, by=request.user, reason=form.cleaned_data["reason"])
            except (PermissionDenied, ValidationError) as refusal:
                self.message_user(request, sentence(refusal), messages.ERROR)

    @admin.display(description="Sent as")
    def sent_as(self, item):
        return link_to_contribution(item)

    @admin.display(description="Fact")
    def fact(self, item):
        return Truncator(item.plain_text()).words(30)

    @admin.action(description="Publish", permissions=["change"])
    def publish(self, request, items):
        self.decide_all(request, items, State.PUBLISHED, reason="")

    @admin.action(description="Decline, with the reason beside", permissions=["change"])
    def decline(self, request, items):
        reason = request.POST.get("reason", "").strip()[:200]
        if reason:
            self.decide_all(request, items, State.DECLINED, reason=reason)
        else:
            self.message_user(request, NO_REASON, messages.ERROR)

    @transaction.atomic
    def decide_all(self, request, items, state, *, reason):
        """Decide on the chosen facts, except those that a moderator has taken down or the editor contributed."""
        Film.objects.filter(pk__in=items.order_by().values("film")).lock()
        refused, count = [], 0
        for item in items.select_related("film"):
            try:
                if item.is_with_moderators:
                    raise PermissionDenied(NOT_YOURS)
                decide(item, state, by=request.user, reason=reason)
            except (PermissionDenied, ValidationError) as refusal:
                refused.append(sentence(refusal))
            else:
                count += 1
                self.log_change(request, item, f"{item.get_state_display()}. {reason}".strip())
        self.message_user(request, f"{state.label}: {count}.")
        for words in dict.fromkeys(refused):
            self.message_user(request, words, messages.WARNING)
