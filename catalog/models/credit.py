from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

PRINCIPAL_CAST = 15


class CreditQuerySet(models.QuerySet):
    def principal(self):
        """What the top of a film page names: directors, writers and the first of the cast."""
        return self.filter(
            Q(job__in=[Credit.Job.DIRECTOR, Credit.Job.WRITER]) | Q(job=Credit.Job.ACTOR, billing__lte=PRINCIPAL_CAST)
        )


class Credit(models.Model):
    """One person's job on one film. Billing counts from 1 within the job, in the order of the screen."""

    class Job(models.TextChoices):
        DIRECTOR = "director", "Directing"
        WRITER = "writer", "Writing"
        ACTOR = "actor", "Cast"
        PRODUCER = "producer", "Producing"
        CINEMATOGRAPHER = "cinematographer", "Camera"
        EDITOR = "editor", "Editing"
        COMPOSER = "composer", "Music"
        DESIGNER = "designer", "Design"
        SOUND = "sound", "Sound"
        OTHER = "other", "Other crew"

    film = models.ForeignKey("Film", models.CASCADE, related_name="credits")
    person = models.ForeignKey("Person", models.PROTECT, related_name="credits")
    job = models.CharField(max_length=20, choices=Job)
    character = models.CharField(max_length=120, blank=True)
    billing = models.PositiveSmallIntegerField(default=1)
    job_text = models.CharField("job on screen", max_length=120, blank=True, help_text="As the credits put it.")
    attributes = models.CharField(max_length=120, blank=True, help_text="For example: uncredited, voice, novel.")

    objects = CreditQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["billing", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["film", "person", "job", "character"], name="credit_once"),
            models.CheckConstraint(condition=Q(character="") | Q(job="actor"), name="only_cast_plays_characters"),
            models.CheckConstraint(condition=Q(billing__gte=1), name="billing_counts_from_one"),
        ]
        indexes = [models.Index(fields=["film", "job", "billing"], name="credit_by_billing")]

    def __str__(self):
        return f"{self.person}, {self.get_job_display().lower()}"
