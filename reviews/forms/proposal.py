from django import forms
from django.core.exceptions import ValidationError

from accounts.text import PlainTextField
from reviews import second_look


class ProposalForm(forms.Form):
    """A second moderator's answer to a heavy decision: yes, or no and why not."""

    is_confirmed = forms.TypedChoiceField(
        choices=[("yes", "Confirm"), ("no", "Refuse")], coerce=lambda value: value == "yes"
    )
    reason = PlainTextField(multiline=True, required=False, max_length=1000)
    text_seen = forms.CharField(required=False, max_length=16)
    shown_at = forms.DateTimeField(required=False)

    def clean(self):
        chosen = super().clean()
        if chosen.get("is_confirmed") is False and not chosen.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Say in a sentence why not; who proposed it reads it.")
        return chosen

    def answer(self, proposal, moderator) -> str:
        """What became of it, in a sentence. Raises what second_look.confirm and .refuse raise."""
        if proposal is None:
            raise ValidationError("Somebody else has answered this already. Nothing was changed.")
        if self.cleaned_data["is_confirmed"]:
            seen = self.cleaned_data["text_seen"] or None
            decision = second_look.confirm(proposal, moderator, text_seen=seen)
            return f"Case {proposal.case_id} is decided: {decision.verb}."
        second_look.refuse(proposal, moderator, self.cleaned_data["reason"])
        return f"Case {proposal.case_id} can be decided again; who proposed this can read why."
