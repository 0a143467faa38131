from functools import reduce
from operator import and_

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Case, Count, F, Q, Value, When
from django.utils import timezone


class GuideCategory(models.TextChoices):
    SEX = "sex", "Sex & nudity"
    VIOLENCE = "violence", "Violence & gore"
    PROFANITY = "profanity", "Profanity"
    DRUGS = "drugs", "Alcohol, drugs & smoking"
    FEAR = "fear", "Frightening & intense scenes"


class Severity(models.IntegerChoices):
    NONE = 0, "None"
    MILD = 1, "Mild"
    MODERATE = 2, "Moderate"
    SEVERE = 3, "Severe"


class SeverityVoteManager(models.Manager):
    @transaction.atomic
    def record(self, film, member, category: str, severity: int | None):
        """Set, change or (None) take back how severe a member finds one category of a film's parents guide.

        Raises PermissionDenied for a suspended member.
        """
        film.lock()
        member.lock()
        if not member.can_take_part:
            raise PermissionDenied("You are suspended.")
        own = {"film": film, "category": category, "member": member}
        old = self.filter(**own).values_list("severity", flat=True).first()
        if severity is None:
            self.filter(**own).delete()
        elif old != severity:
            self.update_or_create(**own, defaults={"severity": severity, "cast_at": timezone.now()})
        SeverityTally.objects.exchange(film, category, old, severity)
        film.touch()

    def counts(self, **of) -> dict[int, int]:
        """How many chose each severity, of one film's category."""
        chosen = self.filter(**of).values_list("severity").annotate(number=Count("pk")).order_by("severity")
        return dict.fromkeys(Severity, 0) | dict(chosen)


class SeverityVote(models.Model):
    """How severe a member finds one category of a film's parents guide."""

    film = models.ForeignKey("Film", models.CASCADE, related_name="severity_votes")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="severity_votes")
    category = models.CharField(max_length=10, choices=GuideCategory)
    severity = models.PositiveSmallIntegerField(choices=Severity)
    cast_at = models.DateTimeField(default=timezone.now)

    objects = SeverityVoteManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["film", "category", "member"], name="one_severity_vote_per_member"),
            models.CheckConstraint(condition=Q(severity__range=(0, 3)), name="severity_from_none_to_severe"),
            models.CheckConstraint(condition=Q(category__in=GuideCategory.values), name="guide_category_is_known"),
        ]
        indexes = [models.Index(fields=["member", "-cast_at"], name="severity_votes_of_member")]

    def __str__(self):
        return f"{self.get_category_display()}: {self.get_severity_display()}"


# The most severe first, so that a tie goes to it.
TALLIED = {Severity(level): name for level, name in reversed([*enumerate(["none", "mild", "moderate", "severe"])])}


class SeverityTallyQuerySet(models.QuerySet):
    def exchange(self, film, category, old: int | None, new: int | None):
        """Count one member's vote: a first one (old is None), another one, or none any more (new is None)."""
        tally, _ = self.get_or_create(film=film, category=category)
        for severity, step in ((old, -1), (new, 1)):
            if severity is not None:
                name = TALLIED[severity]
                self.filter(pk=tally.pk).update(**{name: F(name) + step})

    def with_verdict(self):
        """Those with any votes, each with its `verdict` in words, for queries that cannot ask `severity`."""
        highest = [
            When(reduce(and_, (Q(**{f"{name}__gte": F(other)}) for other in TALLIED.values())), then=Value(level.label))
            for level, name in TALLIED.items()
        ]
        voted = Q(none__gt=0) | Q(mild__gt=0) | Q(moderate__gt=0) | Q(severe__gt=0)
        return self.filter(voted).annotate(verdict=Case(*highest, output_field=models.CharField()))


class SeverityTally(models.Model):
    """How many members chose each severity, for one category of one film; kept by the verb that changes the votes."""

    film = models.ForeignKey("Film", models.CASCADE, related_name="severity_tallies")
    category = models.CharField(max_length=10, choices=GuideCategory)
    none = models.PositiveIntegerField(default=0)
    mild = models.PositiveIntegerField(default=0)
    moderate = models.PositiveIntegerField(default=0)
    severe = models.PositiveIntegerField(default=0)

    objects = SeverityTallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "severity tallies"
        constraints = [models.UniqueConstraint(fields=["film", "category"], name="one_tally_per_category")]

    def __str__(self):
        return f"{self.get_category_display()}: {self.none}, {self.mild}, {self.moderate}, {self.severe}"

    @property
    def total(self):
        return sum(self.votes_for(level) for level in TALLIED)

    @property
    def severity(self) -> Severity | None:
        """What most members chose, of two that as many chose the more severe; None as long as nobody has."""
        return max(TALLIED, key=self.votes_for) if self.total else None

    @property
    def agreed(self):
        """How many chose the severity that stands."""
        return self.votes_for(self.severity)

    def votes_for(self, severity) -> int:
        return getattr(self, TALLIED[severity])
