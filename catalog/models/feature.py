from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords


class FeatureQuerySet(models.QuerySet):
    def published(self, now=None):
        now = now or timezone.now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now), starts_at__lte=now).order_by("-starts_at", "pk")

    def visible_to(self, user):
        """What runs now; editors also see what is planned or over."""
        if user.is_authenticated and user.has_perm("catalog.change_feature"):
            return self.order_by("-starts_at", "pk")
        return self.published()

    def with_pictured(self, at_most):
        """Each feature with `pictured`, its first entries on different films with a poster, in one query more."""
        of_the_film = FeatureEntry.objects.filter(feature=OuterRef("feature"), film=OuterRef("film"))
        repeated = Exists(of_the_film.filter(position__lt=OuterRef("position")))
        entries = (
            FeatureEntry.objects.filter(~repeated, film__poster__gt="", film__poster_state="published")
            .select_related("film")
            .order_by("position")
        )
        return self.prefetch_related(models.Prefetch("entries", entries[:at_most], to_attr="pictured"))

    def promoted_on(self, film, day):
        """The one feature that this film's page shows today, or None; the same for every reader."""
        # Each in a query of its own: joined together they would multiply each other's rows.
        reasons = [
            Feature.objects.filter(promoted_films=film),
            Feature.objects.filter(promoted_genres__films=film),
            Feature.objects.filter(promoted_people__credits__film=film),
            Feature.objects.filter(promoted_awards__awards__nominations__films=film),
        ]
        promoted = Q(promoted_everywhere=True)
        for reason in reasons:
            promoted |= Q(pk__in=reason.order_by().values("pk"))
        features = list(self.published().filter(promoted).order_by("pk"))
        return features[day.toordinal() % len(features)] if features else None


class FeatureEntryQuerySet(models.QuerySet):
    def with_pictures(self):
        """Each with its person, film and picture: its own, the person's portrait or the film's poster."""
        return self.select_related("person__portrait", "film", "picture")


class Feature(models.Model):
    """An editorial piece: a text and the people and films it walks through, promoted on film pages while it runs."""

    class Layout(models.TextChoices):
        GALLERY = "gallery", "Gallery"
        TIMELINE = "timeline", "Timeline"
        RANKED = "ranked", "Ranked list"

    title = models.CharField(max_length=160)
    slug = models.SlugField(max_length=160, unique=True)
    teaser = models.CharField(max_length=200, help_text="One sentence; it stands on film pages.")
    body = models.TextField()
    layout = models.CharField(max_length=10, choices=Layout, default=Layout.GALLERY)
    picture = models.ForeignKey("Picture", models.SET_NULL, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True, help_text="Empty: it stays.")
    promoted_everywhere = models.BooleanField(default=False)
    promoted_genres = models.ManyToManyField("Genre", blank=True, related_name="+")
    promoted_awards = models.ManyToManyField("AwardBody", blank=True, related_name="+")
    promoted_films = models.ManyToManyField("Film", blank=True, related_name="+")
    promoted_people = models.ManyToManyField("Person", blank=True, related_name="+")

    objects = FeatureQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="feature_ends_after_it_starts",
                violation_error_message="The end has to be after the start.",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("catalog:feature_detail", args=[self.slug])

    @property
    def is_planned(self):
        """Whether it has not begun."""
        return self.starts_at > timezone.now()

    @property
    def is_running(self):
        """Whether everybody may read it now."""
        now = timezone.now()
        return self.starts_at <= now and (self.ends_at is None or now < self.ends_at)


class FeatureEntry(models.Model):
    """One stop of a feature: a person, a film, or both, with a caption."""

    feature = models.ForeignKey(Feature, models.CASCADE, related_name="entries")
    position = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    person = models.ForeignKey("Person", models.PROTECT, null=True, blank=True, related_name="feature_entries")
    film = models.ForeignKey("Film", models.PROTECT, null=True, blank=True, related_name="feature_entries")
    film_title = models.CharField(max_length=200, blank=True, help_text="For a film that is not in the catalogue.")
    caption = models.CharField(max_length=300, blank=True)
    picture = models.ForeignKey("Picture", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = FeatureEntryQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "feature entries"
        constraints = [
            models.UniqueConstraint(fields=["feature", "position"], name="one_entry_per_position"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(film__isnull=False) | ~Q(film_title=""),
                name="entry_names_somebody_or_something",
                violation_error_message="Name a person or a film.",
            ),
        ]

    def __str__(self):
        return f"{self.feature}, {self.position}"

    @property
    def shown_picture(self):
        """The picture of its own, else the person's portrait; None where neither is there to be seen."""
        pictures = [self.picture, self.person and not self.film and self.person.portrait]
        return next((picture for picture in pictures if picture and picture.is_published), None)
