from crispy_forms.helper import FormHelper
from django import forms

from accounts.text import PlainTextField
from reviews.models import Report


class ReportForm(forms.Form):
    """What a member thinks is wrong with a text, and in which words."""

    reason = forms.ChoiceField(
        widget=forms.RadioSelect,
        label="What is wrong with it?",
        error_messages={"required": "Choose what is wrong."},
    )
    details = PlainTextField(
        multiline=True,
        required=False,
        max_length=1000,
        label="In your own words",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, target, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        reasons = Report.reasons_for(target)
        self.fields["reason"].choices = [(reason.value, reason.label) for reason in reasons]
        needed = [f"“{reason.label}”" for reason in reasons if reason in Report.NEEDS_DETAILS]
        names = f"{', '.join(needed[:-1])} and {needed[-1]}"
        self.fields["details"].help_text = f"Needed for {names}; otherwise only if it helps. At most 1,000 characters."

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reason") in Report.NEEDS_DETAILS and cleaned.get("details") == "":
            self.add_error("details", "Tell the moderators what is wrong; a sentence is enough.")
        return cleaned
