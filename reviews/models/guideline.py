from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone

from reviews import announcements

# How far apart the rules stand, so that another fits between two.
STEP = 10
# So long a change is news on the page of the rules.
RECENT = timedelta(days=60)


class GuidelineQuerySet(models.QuerySet):
    def not_retired(self):
        """Those that hold today, or are announced."""
        return self.filter(Q(retired_on=None) | Q(retired_on__gt=timezone.localdate()))

    def in_force(self):
        """The rules of today in their order; every one with the words that hold now, in one query more."""
        begun = {"versions__number": 1, "versions__in_force_from__lte": timezone.localdate()}
        return self.not_retired().filter(**begun).prefetch_related("versions")


class GuidelineManager(models.Manager.from_queryset(GuidelineQuerySet)):
    @transaction.atomic
    def add(self, rule_id, *, by, in_force_from, **words):
        """Announce a rule of its own, below the others. `words` are the title, the text and the short form.

        Raises PermissionDenied for who does not write the rules, ValidationError for an id that has been given before.
        """
        if not by.has_perm("reviews.add_guideline"):
            raise PermissionDenied("Administrators write the rules.")
        last = self.aggregate(last=Max("position"))["last"] or 0
        guideline = self.model(pk=rule_id, position=last + STEP)
        guideline.full_clean()
        check_day("in_force_from", in_force_from)
        first = guideline._version(1, by=by, in_force_from=in_force_from, **words)
        guideline.save(force_insert=True)
        first.save(force_insert=True)
        guideline._announce(by, "added")
        return guideline


class Guideline(models.Model):
    """A rule of the site. Every decision names one by its id, so an id is never changed, reused or deleted.

    What it says stands in its versions: the latest whose day has come holds, a later one is announced.
    """

    id = models.SlugField(primary_key=True, max_length=40)
    position = models.PositiveSmallIntegerField(help_text="Smaller numbers stand higher on the page.")
    retired_on = models.DateField(null=True, blank=True, help_text="From then on nothing is held against it any more.")

    objects = GuidelineManager()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("guideline_history", args=[self.pk])

    @property
    def present(self):
        """The version that holds today."""
        return self.version_on(timezone.localdate())

    def version_on(self, day):
        """The version that held on this day; before the first one, the first."""
        versions = sorted(self.versions.all(), key=lambda version: version.number)
        held = [version for version in versions if version.in_force_from <= day]
        return (held or versions[:1])[-1]

    @property
    def latest(self):
        """The last version there is, whether it holds already or is announced."""
        return max(self.versions.all(), key=lambda version: version.number)

    @property
    def announced(self):
        """The versions that will hold, the next one first; of two for the same day the later one."""
        today = timezone.localdate()
        by_day = {version.in_force_from: version for version in self.versions.all() if version.in_force_from > today}
        return [by_day[day] for day in sorted(by_day)]

    @property
    def has_begun(self):
        return self.present.in_force_from <= timezone.localdate()

    @property
    def is_retired(self):
        return self.retired_on is not None and self.retired_on <= timezone.localdate()

    @property
    def has_changed_lately(self):
        """Whether what holds today is news: a later version, or a rule that somebody has added."""
        present, today = self.present, timezone.localdate()
        is_news = present.number > 1 or present.made_by_id is not None
        return is_news and today - RECENT < present.in_force_from <= today

    @property
    def title(self):
        return self.present.title

    @property
    def text(self):
        return self.present.text

    @property
    def short(self):
        return self.present.short

    # What happens

    def draft(self, *, by, in_force_from, **words):
        """The version that would follow, not yet saved; until the transaction ends nobody else changes the rule.

        Raises PermissionDenied for who does not write the rules, ValidationError for a day before today or before what
        is announced already, and for a rule that is retired or about to be.
        """
        self.hold(by)
        check_day("in_force_from", in_force_from)
        if in_force_from < self.latest.in_force_from:
            raise ValidationError({"in_force_from": "A change is announced already for a later day."})
        return self._version(self.latest.number + 1, by=by, in_force_from=in_force_from, **words)

    @transaction.atomic
    def revise(self, **terms):
        """Announce a version that follows the latest; `terms` are those of `draft`. Every member is told."""
        self.draft(**terms).save(force_insert=True)
        self._announce(terms["by"], "changed")

    @transaction.atomic
    def retire(self, *, by, on):
        """Announce that nothing is held against this rule any more from a day on. Every member is told."""
        self.hold(by)
        check_day("retired_on", on)
        self.retired_on = on
        self.save(update_fields=["retired_on"])
        self._announce(by, "retired")

    def hold(self, by):
        """See that the rule can be changed, and keep others from doing that before the transaction ends."""
        if not by.has_perm("reviews.change_guideline"):
            raise PermissionDenied("Administrators write the rules.")
        # Not so firmly that a decision under this rule would have to wait.
        held = Guideline.objects.select_for_update(no_key=True).get(pk=self.pk)
        if held.retired_on:
            raise ValidationError("This rule is retired, or will be. Add another one.")

    def _version(self, number, *, by, **words):
        version = GuidelineVersion(guideline=self, number=number, made_by=by, **words)
        version.full_clean(exclude=["guideline"])
        return version

    def _announce(self, by, event):
        getattr(self, "_prefetched_objects_cache", {}).pop("versions", None)
        announcements.tell(self, by, event)


def check_day(field, day):
    """Nothing that people had to keep to is changed afterwards."""
    if day < timezone.localdate():
        raise ValidationError({field: "Choose today or a later day."})


class GuidelineVersion(models.Model):
    """What a guideline says from a day on. Never edited: another version follows it."""

    guideline = models.ForeignKey(Guideline, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=80)
    text = models.TextField(max_length=1000)
    short = models.CharField(
        max_length=120, blank=True, help_text="The same in half a breath, for where somebody is writing a review."
    )
    what_changed = models.CharField(max_length=200, blank=True, help_text="A sentence for the members.")
    in_force_from = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["guideline", "number"]
        constraints = [
            models.UniqueConstraint(fields=["guideline", "number"], name="guideline_versions_are_numbered"),
            models.CheckConstraint(condition=Q(number__gte=1), name="guideline_version_from_1"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="guideline_says_something"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(what_changed=""),
                name="changed_guideline_says_what",
                violation_error_message="Say in a sentence what has changed.",
            ),
        ]

    def __str__(self):
        return f"{self.guideline_id}, version {self.number}"
