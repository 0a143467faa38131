from crispy_forms.helper import FormHelper
from django import forms

from accounts.text import PlainTextField
from catalog.models import Dispute

Outcome = Dispute.Outcome


class DisputeForm(forms.Form):
    """What a member says is wrong with a fact, and where an editor can look that up."""

    words = PlainTextField(
        multiline=True,
        min_length=20,
        max_length=2000,
        label="What is wrong, and what is right?",
        help_text="One to three sentences. Once an editor has decided, they stand with your name on the fact’s page.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Say what is wrong, and what is right; a sentence is enough."},
    )
    source = PlainTextField(
        multiline=True,
        max_length=500,
        label="Where can that be looked up?",
        help_text="A book with its page, an article, an interview, the minute of the film. At most 500 characters.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Name a source. Without one an editor cannot decide between two claims."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class DisputeDecisionForm(forms.Form):
    """What an editor makes of a dispute; the lines of a quote are corrected on the fact's own page."""

    outcome = forms.ChoiceField(error_messages={"required": "Choose what becomes of the fact."})
    text = PlainTextField(multiline=True, max_length=4000, label="What the fact says from now on")
    minute = forms.IntegerField(label="Minute of the film", required=False, min_value=0, max_value=6000)
    film_version = PlainTextField(label="Version of the film", required=False, max_length=60)
    reason = PlainTextField(
        multiline=True,
        max_length=500,
        label="Reason",
        help_text="Both members read it, and it stands on the fact’s page.",
        error_messages={"required": "Say in a sentence why."},
    )
    has_unfit_words = forms.BooleanField(label="Keep the challenger’s words off the page", required=False)
    seen = forms.CharField(required=False)

    CHANGES = ("text", "minute", "film_version")

    def __init__(self, dispute, data=None):
        fact = dispute.fact
        now = {name: getattr(fact, name) for name in self.CHANGES}
        super().__init__(data, initial={**now, "seen": fact.text_mark})
        self.dispute = dispute
        if fact.kind == fact.Kind.QUOTE:
            del self.fields["text"]
        self.options = self.options_for(fact)
        self.fields["outcome"].choices = [(value, name) for value, name, _ in self.options]

    @staticmethod
    def options_for(fact) -> list[tuple[str, str, str]]:
        """What can become of it: the outcome, what the button is called, and what happens then."""
        options = [
            (Outcome.CORRECTED, "Correct it", "It says from now on what stands below."),
            (Outcome.KEPT, "Keep it as it is", "The dispute is answered and the fact stays."),
        ]
        if fact.kind == fact.Kind.GOOF and fact.goof_type != fact.GoofType.NOT_A_GOOF:
            effect = "It goes to “incorrectly regarded as goof”, with the text below."
            options.append((Outcome.MOVED, "It is no goof", effect))
        return [(outcome.value, name, effect) for outcome, name, effect in options]

    def decide(self, editor):
        sent = self.cleaned_data
        changes = {name: sent[name] for name in self.CHANGES if name in sent}
        self.dispute.decide(
            sent["outcome"],
            by=editor,
            reason=sent["reason"],
            changes=changes,
            seen=sent["seen"] or None,
            has_unfit_words=sent["has_unfit_words"],
        )
