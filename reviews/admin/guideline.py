"""Where administrators write the rules: each change is another version, which every member is told of."""

from datetime import timedelta

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget, AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join

from accounts.text import PlainTextField
from reviews.admin.view_only import ViewOnlyAdmin
from reviews.models import Guideline, GuidelineVersion

# How long members have to get used to a change, unless the administrator says otherwise.
NOTICE = timedelta(days=14)
DAY = "j F Y"
WORDS = ["title", "text", "short"]
# What the page of the rules calls its own sections.
TAKEN = {
    "appeals",
    "contact",
    "counting",
    "deciding",
    "helpful",
    "kept",
    "main",
    "misuse",
    "news",
    "reporting",
    "shield",
    "site-search",
    "the-rules",
    "weight",
}


def in_two_weeks():
    return timezone.localdate() + NOTICE


class WordsForm(forms.ModelForm):
    """What a version says, and from when on it holds."""

    title = PlainTextField(max_length=80, widget=AdminTextInputWidget)
    text = PlainTextField(multiline=True, max_length=1000, widget=AdminTextareaWidget)
    short = PlainTextField(
        max_length=120,
        required=False,
        widget=AdminTextInputWidget,
        help_text=GuidelineVersion._meta.get_field("short").help_text,
    )
    in_force_from = forms.DateField(
        initial=in_two_weeks, widget=AdminDateWidget, help_text="Today or later. Every member is told at once."
    )

    class Meta:
        model = Guideline
        fields = []


class NewRuleForm(WordsForm):
    class Meta(WordsForm.Meta):
        fields = ["id"]
        help_texts = {"id": "Small letters and hyphens. Every decision names it: it is never changed or given again."}

    def clean_id(self):
        rule_id = self.cleaned_data["id"]
        if rule_id in TAKEN or rule_id != rule_id.lower():
            raise ValidationError("Choose another id, in small letters: the page of the rules uses this one.")
        return rule_id

    def clean_in_force_from(self):
        day = self.cleaned_data["in_force_from"]
        if day < timezone.localdate():
            raise ValidationError("Choose today or a later day.")
        return day


class ChangedRuleForm(WordsForm):
    """Either other words or an end; begins with the latest words."""

    what_changed = PlainTextField(
        max_length=200, required=False, widget=AdminTextInputWidget, help_text="A sentence for the members."
    )
    retired_on = forms.DateField(
        label="Retire on",
        required=False,
        widget=AdminDateWidget,
        help_text="To give the rule up: from this day on nothing is held against it. It cannot be taken back.",
    )

    def __init__(self, *args, instance, initial=None, **options):
        latest = instance.latest
        words = {name: getattr(latest, name) for name in WORDS}
        day = max(in_two_weeks(), latest.in_force_from)
        super().__init__(
            *args, instance=instance, initial={**words, "in_force_from": day, **(initial or {})}, **options
        )

    def clean(self):
        super().clean()
        chosen = self.cleaned_data
        changes = any(chosen.get(name) != self.initial[name] for name in WORDS)
        if self.errors:
            return
        if chosen["retired_on"]:
            self._check_end(chosen["retired_on"], changes)
        elif not changes:
            self.add_error(None, "Nothing has been changed.")
        elif not chosen["what_changed"]:
            self.add_error("what_changed", "Say in a sentence what has changed.")
        else:
            self.instance.draft(by=self.writer, **self.words())

    def _check_end(self, day, changes):
        if changes:
            raise ValidationError("Either change the rule or retire it.")
        if day < timezone.localdate():
            self.add_error("retired_on", "Choose today or a later day.")
        self.instance.hold(self.writer)

    def words(self) -> dict:
        return {name: self.cleaned_data[name] for name in [*WORDS, "what_changed", "in_force_from"]}


@admin.register(Guideline)
class GuidelineAdmin(ViewOnlyAdmin):
    """The rules, in force, announced and retired. Administrators write; everybody else in office reads."""

    list_display = ["name", "id", "version", "announced", "retired_on"]
    list_filter = [("retired_on", admin.EmptyFieldListFilter)]
    search_fields = ["id", "versions__title"]
    readonly_fields = ["name", "rule", "beside", "history"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("versions")

    def has_add_permission(self, request):
        return request.user.has_perm("reviews.add_guideline")

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("reviews.change_guideline") and not (obj and obj.retired_on)

    def get_form(self, request, obj=None, **options):
        if obj is None:
            return NewRuleForm
        if not self.has_change_permission(request, obj):
            return super().get_form(request, obj, **options)
        return type("ChangedRuleForm", (ChangedRuleForm,), {"writer": request.user})

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["id", *WORDS, "in_force_from"]
        if not self.has_change_permission(request, obj):
            return ["id", "name", "rule", "beside", "retired_on", "history"]
        return ["history", *WORDS, "what_changed", "in_force_from", "retired_on"]

    def save_model(self, request, obj, form, change):
        """The verbs write the version, tell the members and leave the entry."""
        if not change:
            words = {name: form.cleaned_data[name] for name in [*WORDS, "in_force_from"]}
            Guideline.objects.add(obj.pk, by=request.user, **words)
        elif form.cleaned_data["retired_on"]:
            obj.retire(by=request.user, on=form.cleaned_data["retired_on"])
        else:
            obj.revise(by=request.user, **form.words())

    @admin.display(description="Title")
    def name(self, guideline):
        return guideline.title

    @admin.display(description="Text")
    def rule(self, guideline):
        return guideline.text

    @admin.display(description="Short")
    def beside(self, guideline):
        return guideline.short

    @admin.display(description="Version")
    def version(self, guideline):
        if not guideline.has_begun:
            return None
        return f"{guideline.present.number}, from {date_format(guideline.present.in_force_from, DAY)}"

    @admin.display(description="Announced")
    def announced(self, guideline):
        return (
            ", ".join(f"{one.number}, from {date_format(one.in_force_from, DAY)}" for one in guideline.announced)
            or None
        )

    @admin.display(description="Versions so far")
    def history(self, guideline):
        versions = sorted(guideline.versions.all(), key=lambda version: version.number)
        days = ((one.number, date_format(one.in_force_from, DAY), one.what_changed) for one in versions)
        items = format_html_join("", "<li>{}, from {} {}</li>", days)
        return format_html('<ul>{}</ul><a href="{}">What each of them says</a>', items, guideline.get_absolute_url())
