from django import forms
from django.db.models import Max

from accounts.text import PlainTextField
from catalog.forms.which_one import AskingForm, Somebody, which_one
from catalog.models import Credit, Person

LONGEST = Credit._meta.get_field("attributes").max_length


class CreditForm(AskingForm):
    """Somebody's job on a film, as the credits say it."""

    asked = {"person": Somebody}
    known = "This credit is on the page already."

    person = PlainTextField(label="Name", max_length=120, help_text="Type the name as others write it.")
    person_choice = which_one()
    job = forms.ChoiceField(choices=[("", "Choose a department"), *Credit.Job.choices], label="Department")
    character = PlainTextField(
        label="Character", max_length=120, required=False, help_text="For the cast: the part, as the credits name it."
    )
    job_text = PlainTextField(
        label="Job on screen",
        max_length=120,
        required=False,
        help_text="For everybody else: the job in the words of the credits, for example “director of photography”.",
    )
    credited_as = PlainTextField(
        label="Credited as", max_length=100, required=False, help_text="Only if the screen spells the name otherwise."
    )
    attributes = PlainTextField(
        label="In brackets", max_length=60, required=False, help_text="For example: voice, archive footage, novel."
    )
    is_uncredited = forms.BooleanField(label="Uncredited: not named on the screen", required=False)
    billing = forms.IntegerField(
        label="Place in the credits",
        required=False,
        min_value=1,
        max_value=9999,
        help_text="Counted from 1 within the department. Empty: at the end.",
    )

    def clean(self):
        data = self.cleaned_data
        is_cast = data.get("job") == Credit.Job.ACTOR
        if data.get("character") and data.get("job") and not is_cast:
            self.add_error("character", "Only the cast plays characters.")
        if data.get("job_text") and is_cast:
            self.add_error("job_text", "The cast has characters; name the part above.")
        if len(self.in_brackets()) > LONGEST:
            self.add_error("attributes", "Say it in fewer words.")
        if data.get("is_uncredited"):
            self.check_uncredited()
        return super().clean()

    def check_uncredited(self):
        """The two rules a form can check; the others are printed beside it."""
        if self.cleaned_data.get("credited_as"):
            self.add_error("credited_as", "Whoever is not named on the screen is not credited under another name.")
        if not self.cited and not self.is_again:
            self.add_error("source", "Say where it can be checked that they are in it.")
        choice = self.cleaned_data.get("person_choice", "")
        somebody = self.candidates["person"].get(choice) or self.found.get("person")
        is_named = somebody and somebody.credits.exclude(attributes__icontains="uncredited").exists()
        if "person" in self.cleaned_data and not is_named:
            words = "An uncredited part is only noted for somebody who is credited on another film here."
            self.add_error("is_uncredited", words)

    def in_brackets(self) -> str:
        data = self.cleaned_data
        name = f"as {data['credited_as']}" if data.get("credited_as") else ""
        uncredited = "uncredited" if data.get("is_uncredited") else ""
        return ", ".join(part for part in (data.get("attributes"), name, uncredited) if part)

    def refuse_known(self):
        # Somebody new has no credits yet.
        if self.found["person"]:
            super().refuse_known()

    def row(self):
        data = self.cleaned_data
        last = self.film.credits.filter(job=data["job"]).aggregate(last=Max("billing"))["last"] or 0
        return Credit(
            film=self.film,
            person=self.found["person"] or Person(name=data["person"]),
            job=data["job"],
            character=data["character"],
            billing=data["billing"] or last + 1,
            job_text=data["job_text"],
            attributes=self.in_brackets(),
        )

    def save(self):
        row = self.row()
        if not row.person.pk:
            row.person.save()
            row.person.refresh_keys()
        row.save()
        return row
