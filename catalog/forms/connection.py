from django import forms

from accounts.text import PlainTextField
from catalog.forms.which_one import AskingForm, Film, which_one
from catalog.models import Connection
from catalog.models.connection import Side

# Each kind as a sentence that begins with this film and ends with the other one.
SENTENCES = {
    Side.FOLLOWS: "follows, as a sequel",
    Side.FOLLOWED_BY: "is followed by",
    Side.REMAKE: "is a remake of",
    Side.REMADE: "was remade as",
    Side.SPIN_OFF: "is a spin-off from",
    Side.SPUN_OFF: "has the spin-off",
    Side.FRANCHISE: "is of the same franchise as",
    Side.VERSION: "is another version of the same story as",
    Side.LANGUAGE_VERSION: "is an alternate language version of",
    Side.EDITED: "is edited from",
    Side.EDITED_INTO: "was edited into",
    Side.REFERENCES: "refers to",
    Side.REFERENCED: "is referred to in",
    Side.SPOOFS: "spoofs",
    Side.SPOOFED: "is spoofed in",
    Side.FEATURES: "shows a piece of",
    Side.FEATURED: "is shown, a piece of it, in",
}


class ConnectionForm(AskingForm):
    """What another film is to this one; the other film's page will say it the other way round."""

    asked = {"other": Film}

    side = forms.ChoiceField(label="This film", choices=[("", "Choose how"), *SENTENCES.items()])
    other = PlainTextField(
        label="The other film", max_length=200, help_text="Its title; the year behind it helps: Solaris 1972."
    )
    other_choice = which_one()
    note = PlainTextField(
        label="Note", max_length=300, required=False, help_text="What exactly is taken up, and where one sees it."
    )
    has_spoilers = forms.BooleanField(label="The note gives away the story", required=False)

    def clean(self):
        data = super().clean()
        if data.get("has_spoilers") and not data.get("note") and "note" not in self.errors:
            self.add_error("note", "There is no note that could give anything away.")
        return data

    def refuse_known(self):
        self.row().refuse_misfit()

    def row(self):
        data = self.cleaned_data
        row = Connection.directed(self.film, data["side"], self.found["other"])
        row.note, row.has_spoilers = data["note"], data["has_spoilers"]
        return row

    def save(self):
        data = self.cleaned_data
        return Connection.objects.connect(
            self.film, data["side"], self.found["other"], note=data["note"], has_spoilers=data["has_spoilers"]
        )
