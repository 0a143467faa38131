from django import forms

from accounts.text import PlainTextField

ACTIONS = ["open", "void", "confirm", "refuse", "lift"]
WITHOUT_REASON = ["confirm", "lift"]


class VotePairForm(forms.Form):
    """What a moderator does about a pair of voters, and why; to confirm and to lift needs no reason."""

    action = forms.ChoiceField(choices=[(action, action) for action in ACTIONS])
    reason = PlainTextField(multiline=True, max_length=500, required=False)

    def clean(self):
        if self.cleaned_data.get("action") not in WITHOUT_REASON and not self.cleaned_data.get("reason"):
            self.add_error("reason", "Say why, in a sentence: it is written down.")
