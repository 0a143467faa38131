from django import forms

ANSWERS = {"yes": True, "no": False, "none": None}


class HelpfulVoteForm(forms.Form):
    """Yes, no, or none: then the vote is taken back."""

    is_helpful = forms.ChoiceField(choices=[(answer, answer) for answer in ANSWERS])

    @property
    def answer(self) -> bool | None:
        return ANSWERS[self.cleaned_data["is_helpful"]]
