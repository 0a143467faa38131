from crispy_forms.helper import FormHelper
from django import forms

from accounts.text import PlainTextField
from reviews.models import Report

LAW_NEEDED = "Name the law, or say in a few words what it forbids."
PLACE_NEEDED = "Say in which country or state it is against the law."
GOOD_FAITH_NEEDED = "Tick this: a notice has to be meant honestly."


def law_field(**options):
    return PlainTextField(
        max_length=200,
        label="Which law?",
        help_text="By its name or number, or by what it forbids. At most 200 characters.",
        error_messages={"required": LAW_NEEDED},
        **options,
    )


def place_field(**options):
    return PlainTextField(
        max_length=100,
        label="Where does it hold?",
        help_text="A country or state.",
        error_messages={"required": PLACE_NEEDED},
        **options,
    )


def good_faith_field(**options):
    return forms.BooleanField(
        label="I mean this honestly: as far as I know, what I say here is true and complete.",
        error_messages={"required": GOOD_FAITH_NEEDED},
        **options,
    )


class ReportForm(forms.Form):
    """What a member thinks is wrong with a text, and in which words; the law only where that is what it breaks.

    A moderator who opens a case unasked needs to name no law yet: that is for the decision.
    """

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
    law = law_field(required=False)
    place = place_field(required=False)
    name = PlainTextField(required=False, max_length=100, label="Your name")
    good_faith = good_faith_field(required=False)

    LAW_FIELDS = {"law": LAW_NEEDED, "place": PLACE_NEEDED, "good_faith": GOOD_FAITH_NEEDED}

    def __init__(self, target, member, *args, unasked=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.member, self.unasked = member, unasked
        self.helper = FormHelper()
        self.helper.form_tag = False
        reasons = Report.reasons_for(target)
        self.fields["reason"].choices = [(reason.value, reason.label) for reason in reasons]
        needed = [f"“{reason.label}”" for reason in reasons if reason in Report.NEEDS_DETAILS]
        names = f"{', '.join(needed[:-1])} and {needed[-1]}"
        self.fields["details"].help_text = f"Needed for {names}; otherwise only if it helps. At most 1,000 characters."
        self.fields["name"].help_text = f"For the moderators alone. Left empty, it is {member}."

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reason") in Report.NEEDS_DETAILS and cleaned.get("details") == "":
            self.add_error("details", "Tell the moderators what is wrong; a sentence is enough.")
        if cleaned.get("reason") == Report.Reason.ILLEGAL and not self.unasked:
            for name, words in self.LAW_FIELDS.items():
                if name in cleaned and not cleaned[name]:
                    self.add_error(name, words)
        return cleaned

    @classmethod
    def words_of(cls, report) -> dict:
        """What the form that a report came from held."""
        words = {"reason": report.reason, "details": report.details, "law": "", "place": ""}
        if notice := getattr(report, "notice", None):
            words |= {name: getattr(notice, name) for name in ("name", *cls.LAW_FIELDS)}
        return words

    @property
    def words(self) -> dict:
        """Reason and details, as every report has them."""
        return {name: self.cleaned_data[name] for name in ("reason", "details")}

    @property
    def notice(self) -> dict | None:
        """What it says about the law, if that is the reason."""
        if self.cleaned_data["reason"] != Report.Reason.ILLEGAL:
            return None
        given = {name: self.cleaned_data[name] for name in self.LAW_FIELDS}
        return {"name": self.cleaned_data["name"] or str(self.member), **given}


class NoticeForm(forms.Form):
    """What a visitor who has no account says is against the law."""

    is_child_abuse = forms.BooleanField(
        required=False,
        label="It is about an offence against a child. Then nobody asks who you are.",
    )
    name = PlainTextField(required=False, max_length=100, label="Your name")
    email = forms.EmailField(
        required=False,
        max_length=254,
        label="Your e-mail address",
        help_text="For the receipt and the outcome. It is shown to nobody but the moderators.",
        error_messages={"invalid": "This does not look like an e-mail address. An example: ana@example.org"},
    )
    law = law_field()
    place = place_field()
    details = PlainTextField(
        multiline=True,
        max_length=1000,
        label="What is against the law, and why?",
        help_text="Quote the words if only some of them are. At most 1,000 characters.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Say what is against the law; a few sentences are enough."},
    )
    good_faith = good_faith_field()

    WHO = {
        "name": "Give your name; only moderators see it.",
        "email": "Give an address that the outcome can be sent to.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self):
        cleaned = super().clean()
        for name, words in self.WHO.items():
            if not cleaned.get("is_child_abuse") and cleaned.get(name) == "":
                self.add_error(name, words)
        return cleaned

    @property
    def notice(self) -> dict:
        """What an IllegalNotice keeps: not who gave it, where nobody asks."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "details"}
        return given | dict.fromkeys(self.WHO, "") if given["is_child_abuse"] else given
