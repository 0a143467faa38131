from django import forms

from catalog.models import Film

VALUES = [(value, str(value)) for value in Film.RATING_VALUES]


class RatingForm(forms.Form):
    """1 to 10, or nothing at all: then the rating is taken back."""

    value = forms.TypedChoiceField(choices=VALUES, coerce=int, required=False, empty_value=None)
