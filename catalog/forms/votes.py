from django import forms

from catalog.models import GuideCategory, Severity

ANSWERS = {"yes": True, "no": False, "none": None}


class InterestForm(forms.Form):
    """Yes, no, or none: then the vote is taken back."""

    is_interesting = forms.ChoiceField(choices=[(answer, answer) for answer in ANSWERS])

    @property
    def answer(self) -> bool | None:
        return ANSWERS[self.cleaned_data["is_interesting"]]


class SeverityForm(forms.Form):
    """How severe a member finds a category of a film's parents guide; nothing where the vote is taken back."""

    category = forms.ChoiceField(choices=GuideCategory)
    severity = forms.TypedChoiceField(choices=Severity, coerce=int)

    def __init__(self, data):
        super().__init__(data)
        self.fields["severity"].required = "clear" not in data
        self.fields["severity"].empty_value = None

    @property
    def answer(self) -> int | None:
        return None if "clear" in self.data else self.cleaned_data["severity"]
