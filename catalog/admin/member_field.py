from django import forms

from accounts.models import User


class MemberField(forms.ModelChoiceField):
    """A member, by username: editors know names, and have no list of members to choose from."""

    widget = forms.TextInput

    def __init__(self, **options):
        super().__init__(User.objects.all(), to_field_name="username", **options)
        self.error_messages["invalid_choice"] = "There is no member of this name."

    def to_python(self, value):
        return super().to_python(value.strip().lower() if isinstance(value, str) else value)


class SignedForm(forms.ModelForm):
    """A form with the username of the member who signs: `signed_by` is the name of that field."""

    signed_by = "author"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if member := getattr(self.instance, self.signed_by, None):
            self.initial[self.signed_by] = member.username
