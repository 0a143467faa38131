"""What is entered with a film, on its own page."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet

from catalog.admin.common import Rows
from catalog.admin.credit import CreditForm
from catalog.admin.member_field import MemberField, SignedForm
from catalog.models import AlternativeTitle, Certificate, Credit, FilmingLocation, Storyline, TriviaItem

NOT_YOURS = "A moderator has decided on this storyline. What becomes of it is decided in its case."
PROSE = forms.Textarea(attrs={"rows": 4, "cols": 60})


class CreditInline(Rows):
    model = Credit
    form = CreditForm
    fields = ["person", "job", "character", "job_text", "billing", "attributes"]
    autocomplete_fields = ["person"]
    ordering = ["job", "billing", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person")


class AlternativeTitleForm(forms.ModelForm):
    def _get_validation_exclusions(self):
        # Whether a title is there twice can be seen, and said clearly, over all of them: see the form set.
        return super()._get_validation_exclusions() | {"title"}


class AlternativeTitleFormSet(BaseInlineFormSet):
    def clean(self):
        super().clean()
        kept = [form for form in self.forms if form not in self.deleted_forms]
        rows = [form.cleaned_data for form in kept if form.cleaned_data.get("title")]
        names = [tuple(row.get(name) for name in ("title", "country", "language")) for row in rows]
        if len(set(names)) < len(names):
            raise ValidationError("The same title is entered twice.")


class AlternativeTitleInline(Rows):
    model = AlternativeTitle
    form = AlternativeTitleForm
    formset = AlternativeTitleFormSet
    fields = ["title", "country", "language", "attribute"]
    autocomplete_fields = ["country", "language"]


class CertificateInline(Rows):
    model = Certificate
    fields = ["country", "certificate"]
    autocomplete_fields = ["country"]


class FilmingLocationInline(Rows):
    model = FilmingLocation
    fields = ["place", "as_place"]


class StorylineForm(SignedForm):
    author = MemberField(help_text="Username.")

    class Meta:
        widgets = {"text": PROSE}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.is_with_moderators:
            for name in {"text", "author"} & set(self.fields):
                self.fields[name].disabled = True

    def _get_validation_exclusions(self):
        # Which one is featured can only be judged over all of them: see the form set.
        return super()._get_validation_exclusions() | {"is_featured"}


class StorylineFormSet(BaseInlineFormSet):
    def clean(self):
        super().clean()
        kept = [form for form in self.forms if form not in self.deleted_forms]
        if sum(bool(form.cleaned_data.get("is_featured")) for form in kept) > 1:
            raise ValidationError("Only one storyline of a film can be featured.")

    def save_existing(self, form, obj, commit=True):
        """Write what was changed and nothing else; a hidden one that was corrected is published again."""
        if not commit:
            return form.save(commit=False)
        columns = {field.name for field in obj._meta.concrete_fields}
        form.instance.save(update_fields=columns.intersection(form.changed_data))
        if {"text", "author"} & set(form.changed_data):
            form.instance.publish_again()
        return form.instance

    def save(self, commit=True):
        # Two must not be featured even for a moment.
        if commit and self.has_changed():
            self.get_queryset().update(is_featured=False)
        saved = super().save(commit)
        for form in self.forms:
            if form.instance.pk and form.cleaned_data.get("is_featured"):
                Storyline.objects.filter(pk=form.instance.pk).update(is_featured=True)
        return saved


class StorylineInline(admin.StackedInline):
    model = Storyline
    form = StorylineForm
    formset = StorylineFormSet
    fields = ["text", "author", ("is_featured", "has_spoilers"), "where_it_stands"]
    readonly_fields = ["where_it_stands"]
    extra = 0

    @admin.display(description="Where it stands")
    def where_it_stands(self, storyline):
        """A hidden one is the editors' to correct; what was removed is decided on in its case."""
        if storyline.state == Storyline.State.HIDDEN:
            return f"{storyline.get_state_display()}. Change the text and save: it is published again."
        if storyline.is_with_moderators:
            return f"{storyline.get_state_display()}. {NOT_YOURS}"
        return storyline.get_state_display()

    def get_queryset(self, request):
        """What members sent in and nobody has accepted is read, and decided on, among the contributions."""
        stories = super().get_queryset(request).exclude(state__in=[Storyline.State.PENDING, Storyline.State.DECLINED])
        return stories.select_related("author", "film")


class NewFactForm(forms.ModelForm):
    # A quote is made of lines, which are entered on its own page.
    kind = forms.ChoiceField(choices=[("", "---"), *(kind for kind in TriviaItem.Kind.choices if kind[0] != "quote")])

    class Meta:
        widgets = {"text": PROSE}


class FactInline(Rows):
    """The film's facts, and room for new ones. What is there is changed, and decided on, on its own page."""

    model = TriviaItem
    form = NewFactForm
    verbose_name, verbose_name_plural = "fact", "facts"
    fields = ["kind", "goof_type", "text", "has_spoilers", "minute", "film_version"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).in_order().prefetch_related("quote_lines")

    def has_change_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("catalog.change_triviaitem")
