from django import forms
from django.core.exceptions import ValidationError

from accounts.text import PlainTextField
from catalog.contributing import reasons

LARGEST_NUMBER = 2**31 - 1
LONGEST_REASON = 300
MERGE = "merge-"
MORE_ROWS = "more_rows"
ACCEPTS = {"accept", "accept_after_all"}
ACTS = {*ACCEPTS, "decline", "look_at", "take_back", MORE_ROWS}


class DecisionForm(forms.Form):
    """What an editor decides on a contribution.

    `version` is the contribution as the page showed it: a form filled in while somebody amended or decided it decides
    nothing. `amended` is the form of its kind, in which the editor may have changed something before accepting.
    """

    version = forms.IntegerField(
        min_value=1,
        max_value=LARGEST_NUMBER,
        error_messages={"required": "This form was out of date. It is fresh now; send it again."},
    )
    act = forms.CharField(max_length=40, error_messages={"required": "Choose what is to happen."})
    reason = forms.ChoiceField(required=False)
    words = PlainTextField(multiline=True, required=False, max_length=LONGEST_REASON)

    def __init__(self, contribution, near, amended, *args, **kwargs):
        super().__init__(*args, prefix="decision", **kwargs)
        self.contribution, self.amended = contribution, amended
        self.rows = {f"{MERGE}{row._meta.model_name}-{row.pk}": row for row in near}
        presets = reasons.of_kind(contribution.kind)
        self.fields["reason"].choices = [("", "In my own words"), *((preset, preset) for preset in presets)]

    def clean_act(self):
        act = self.cleaned_data["act"]
        if act.startswith(MERGE) and act not in self.rows:
            raise ValidationError("What you wanted to merge it with is not there any more.")
        if act not in ACTS and act not in self.rows:
            raise ValidationError("Choose what is to happen.")
        return act

    def clean(self):
        data = super().clean()
        if data.get("act") in {"decline", "take_back"} and "words" in data and "reason" in data:
            self.check_reason(data)
        if data.get("act") in ACCEPTS and self.has_amended_fields and not self.amended.is_valid():
            self.add_error("act", "Something in the form of the contribution has to be put right first.")
        return data

    def check_reason(self, data):
        data["told"] = " ".join(filter(None, [data["reason"], data["words"]]))
        if not data["told"]:
            self.add_error("words", "Tell the contributor why.")
        elif len(data["told"]) > LONGEST_REASON:
            self.add_error("words", f"With the reason above this is too long: {LONGEST_REASON} characters in all.")

    @property
    def has_amended_fields(self):
        """Whether the form of its kind was sent too."""
        return self.amended is not None and any(name in self.amended.data for name in self.amended.fields)

    @property
    def version_shown(self):
        """The version that the page is about: whoever sends it again has seen no later one."""
        now = self.contribution.version
        return self.cleaned_data.get("version", now) if self.is_bound and not self.has_error("version") else now

    @property
    def shows_amended(self):
        """Whether the form of its kind has something in it that is not in the contribution, or is wrong."""
        return self.has_amended_fields and (not self.amended.is_valid() or self.is_amended)

    @property
    def is_amended(self):
        """Whether the editor says anything otherwise than the contributor."""
        return self.has_amended_fields and said(self.amended.values) != said(self.contribution.values)

    def decide(self, by):
        """Carry it out. Raises Changed, PermissionDenied or ValidationError where it cannot be."""
        act, verb = self.cleaned_data["act"], getattr(self.contribution, self.cleaned_data["act"], None)
        terms = {"by": by, "version": self.cleaned_data["version"]}
        if act in ACCEPTS:
            verb(values=self.amended.values if self.is_amended else None, **terms)
        elif act in self.rows:
            self.contribution.merge_with(self.rows[act], reason=self.cleaned_data["words"], **terms)
        elif act in {"decline", "take_back"}:
            verb(reason=self.cleaned_data["told"], **terms)
        else:
            verb(**terms)


def said(values: dict) -> dict:
    """What values say, whether what is empty was written down or not."""
    return {name: value for name, value in values.items() if value not in ("", None, False, [])}
