"""Forms about oneself: allauth's in our words, and what the public page shows."""

from allauth.account import forms as allauth_forms
from allauth.account.fields import EmailField
from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.models.notification import Kind, Mail
from accounts.names import validate_can_be_seen, validate_not_reserved
from accounts.text import PlainTextField
from filmsite.languages import LANGUAGES

EMAIL_LABEL = "E-mail address"
PASSWORD_HELP = "At least 12 characters. A few words in a row are easy to remember and hard to guess."  # noqa: S105


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["login"].label = "Username or e-mail address"
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }


class SignupForm(allauth_forms.SignupForm):
    """A name, an address, a password once: whoever mistypes it can set a new one by mail."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        name, email, password = (self.fields[field] for field in ("username", "email", "password1"))
        name.help_text = "3 to 30 letters a to z, digits, - and _. Everybody sees it, and it cannot be changed later."
        name.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        email.label = EMAIL_LABEL
        email.help_text = "For a new password, and for answers to your reports. Nobody else sees it."
        password.help_text = PASSWORD_HELP


class AddEmailForm(allauth_forms.AddEmailForm):
    email = EmailField(label=EMAIL_LABEL)


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    email = EmailField(label=EMAIL_LABEL)


class SetPasswordForm(allauth_forms.SetPasswordForm):
    """For a member who has none yet."""

    password2 = None

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        name_new_password(self)


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    password2 = None

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["oldpassword"].label = "Present password"
        name_new_password(self)


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    password2 = None

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        name_new_password(self)


def name_new_password(form):
    form.fields["password1"].label = "New password"
    form.fields["password1"].help_text = PASSWORD_HELP


class CloseAccountForm(allauth_forms.ReauthenticateForm):
    """What becomes of one's reviews, and the password once more; wrong passwords are limited as at the sign-in."""

    KEEP, TAKE_OFF = "keep", "take_off"

    reviews = forms.ChoiceField(
        choices=[(KEEP, "Keep them, signed “Deleted member”"), (TAKE_OFF, "Take them off the site")],
        widget=forms.RadioSelect,
        label="Your reviews, ratings and public lists",
        error_messages={"required": "Choose what becomes of them."},
    )

    field_order = ["reviews", "password"]

    @property
    def keep_reviews(self) -> bool:
        return self.cleaned_data["reviews"] == self.KEEP


class MailChoicesForm(forms.Form):
    """For each kind of news: when it comes by mail."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for kind in Kind:
            self.fields[kind.value] = forms.ChoiceField(
                choices=Mail,
                widget=forms.RadioSelect,
                label=kind.label,
                help_text=MAIL_HELP.get(kind, ""),
                error_messages={"required": "Choose one of the three."},
            )


MAIL_HELP = {
    Kind.CASE_OUTCOME: "Decisions on your own texts stand with their reasons on your pages, whatever you choose here.",
}


# What others read on the public page.
PUBLIC = ["display_name", "bio"]
CLOSED_PROFILE = "A decision keeps your name and words from view, so they cannot be changed. Your cases say why."


def yes_or_no(yes, no, **options):
    """A choice between two sentences; a form that does not say leaves it as it is."""
    choices = [(True, yes), (False, no)]
    field = forms.TypedChoiceField(choices=choices, coerce=lambda value: value == "True", empty_value=None, **options)
    field.required, field.widget = False, forms.RadioSelect(choices=choices)
    return field


class SettingsForm(forms.ModelForm):
    """What a member's public page says about them, how they read, and what becomes of what they have seen."""

    display_name = PlainTextField(
        max_length=50, required=False, help_text="Shown instead of your username. At most 50 characters."
    )
    bio = PlainTextField(
        multiline=True,
        max_length=500,
        required=False,
        label="About you",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Shown on your public page. At most 500 characters.",
    )

    language = forms.ChoiceField(
        choices=[("", "As my browser says"), *LANGUAGES],
        required=False,
        label="Language you read in",
        help_text="Reviews in it come first.",
    )
    spoilers = forms.ChoiceField(
        choices=User.Spoilers,
        required=False,
        widget=forms.RadioSelect,
        help_text="Whether what gives a film’s story away stands open when you read.",
    )
    shows_diary = yes_or_no(
        "Everybody",
        "Only I",
        label="Who reads my diary and statistics",
        help_text="Days and ratings. Nobody but you ever sees your notes and your watchlist.",
    )
    clears_watchlist = yes_or_no(
        "Take it off the list",
        "Leave it there",
        label="When I have seen, rated or reviewed a film of my watchlist",
    )

    class Meta:
        model = User
        fields = ["display_name", "bio", "language", "spoilers", "shows_diary", "clears_watchlist"]

    def clean_display_name(self):
        """Nobody is shown under the name of the site or of another member."""
        name = self.cleaned_data["display_name"]
        if not name or name.casefold() == self.instance.username:
            return name
        validate_can_be_seen(name)
        validate_not_reserved(name)
        if User.objects.filter(username=name.casefold()).exists():
            raise ValidationError("This is the username of somebody else. Choose another name.", code="taken")
        return name

    def clean(self):
        data = super().clean()
        changed = [name for name in PUBLIC if name in data and data[name] != self.initial[name]]
        if changed and self.instance.keeps_profile_closed:
            for name in changed:
                self.add_error(name, CLOSED_PROFILE)
        return data

    def clean_spoilers(self):
        """A form that does not say leaves the choice as it is."""
        return self.cleaned_data["spoilers"] or self.instance.spoilers

    def clean_shows_diary(self):
        return self.said_or_kept("shows_diary")

    def clean_clears_watchlist(self):
        return self.said_or_kept("clears_watchlist")

    def said_or_kept(self, name) -> bool:
        said = self.cleaned_data[name]
        return getattr(self.instance, name) if said is None else said

    def save(self):
        """Write what the form asks for and nothing else of the row."""
        self.instance.save(update_fields=self.Meta.fields)
        if set(PUBLIC) & set(self.changed_data):
            self.instance.publish_profile_again()
        return self.instance
