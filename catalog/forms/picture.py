from django import forms
from django.core.exceptions import ValidationError

from accounts import limits
from accounts.text import PlainTextField
from catalog import images
from catalog.forms.base import ContributionForm
from catalog.models import Picture

Kind, Licence, State = Picture.Kind, Picture.Licence, Picture.State

CHOOSE = "Choose a picture: a JPEG, PNG, WebP or AVIF file of at most 5 MB and 25 megapixels."
GONE = "This picture is not kept any more. Choose the file once more."
TOO_MANY = "You have sent many pictures in a short time. Wait a little, then choose the file once more."
NEEDS_A_NAME = "This licence asks for the maker’s name. Write who made the picture."
# What somebody else than the owner can say of a picture: "not stated" is for those that were here before.
LICENCES = [choice for choice in Licence.choices if choice[0] != Licence.UNKNOWN]
FILM_KINDS = [
    (Kind.STILL.value, "A still: a moment of the film, or of its making"),
    (Kind.POSTER.value, "A poster"),
]


class PictureForm(ContributionForm):
    """A picture with what is to be said of it.

    A file cannot be typed again, so it is kept as soon as it is found good, whatever else is wrong with the form:
    `picture` names it from then on.
    """

    # What is asked here is printed; editors need nothing besides.
    source = None
    picture = forms.CharField(required=False, widget=forms.HiddenInput)
    file = forms.FileField(
        label="The picture",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}),
        help_text="JPEG, PNG, WebP or AVIF, at most 5 MB and 25 megapixels. What the camera noted in it is taken out.",
        error_messages={"empty": images.UNREADABLE},
    )
    kind = forms.ChoiceField(label="What is it?", choices=FILM_KINDS, widget=forms.RadioSelect, initial=Kind.STILL)
    alt = PlainTextField(
        max_length=200,
        label="What does it show?",
        help_text="A sentence for who cannot see it: who or what, where, doing what. Nothing of the ending.",
        error_messages={"required": "Describe the picture in a sentence for who cannot see it."},
    )
    caption = PlainTextField(
        required=False, max_length=200, label="Caption", help_text="What is to be read below it, if anything."
    )
    licence = forms.ChoiceField(
        label="Licence",
        choices=[("", "Choose a licence"), *LICENCES],
        error_messages={"required": "Choose the licence under which it may be shown."},
    )
    credit = PlainTextField(required=False, max_length=120, label="Who made it", help_text="Or whom to name for it.")
    origin = PlainTextField(
        max_length=300,
        label="Where is it from?",
        help_text="The address of the page you have it from, a book, or “I made it myself”. It is printed with it.",
        error_messages={"required": "Say where the picture is from."},
    )
    may_pass_on = forms.BooleanField(
        label="I may pass this picture on under this licence.",
        error_messages={"required": "Tick this if you may; without it we cannot show the picture."},
    )

    def __init__(self, data=None, files=None, **options):
        super().__init__(data, files, **options)
        if self.person:
            del self.fields["kind"]
        if self.files:
            # At once: what the form is asked next may be undone with the transaction around it, and a file is not.
            self.full_clean()

    def clean_file(self):
        upload = self.cleaned_data["file"]
        return self.keep(images.prepare(upload)) if upload else None

    def keep(self, prepared) -> Picture:
        """Keep the picture, seen by the member alone until the form is sent. Raises ValidationError for too many."""
        try:
            limits.enforce(self.member.pictures, "contributed_at", limits.PICTURES)
        except limits.TooMany as refusal:
            raise ValidationError(TOO_MANY, code="too_many") from refusal
        kind = Kind.PORTRAIT if self.person else Kind.STILL
        picture = Picture.objects.keep(
            prepared, kind=kind, film=self.film, person=self.person, contributor=self.member, state=State.DRAFT
        )
        self.data = self.data.copy()
        self.data["picture"] = str(picture.pk)
        return picture

    def clean(self):
        data = super().clean()
        if "file" not in self.errors:
            self.find_picture(data)
        if data.get("licence") in Picture.NAMED_LICENCES and "credit" in data and not data["credit"]:
            self.add_error("credit", NEEDS_A_NAME)
        data.pop("file", None)
        return data

    def find_picture(self, data):
        """The picture that was sent now, or before with the same form."""
        number = data.get("picture", "")
        kept = data.get("file") or self.kept_before(number)
        if kept is None:
            self.add_error("file", GONE if number else CHOOSE)
        else:
            data["picture"] = kept.pk

    def kept_before(self, number) -> Picture | None:
        if not (number.isascii() and number.isdecimal() and len(number) < 19):
            return None
        of_subject = Picture.objects.visible_to(self.member).filter(film=self.film, person=self.person)
        return of_subject.filter(pk=number, state__in=[State.DRAFT, State.PENDING]).first()

    def shown_picture(self) -> Picture | None:
        """The picture that the form stands for, to be shown in it."""
        value = self["picture"].value()
        return self.kept_before(str(value)) if value else None
