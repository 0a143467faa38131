from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from simple_history.models import HistoricalRecords

from catalog import partial_dates
from catalog.models.credit import Credit
from catalog.models.search_name import SearchName, fold

# Nobody is called older than this: it is their death that we have not heard of.
OLDEST = 115


def known_for():
    """What to prefetch for `person.known_for`: their first credit on the film that most people have rated."""
    best = Credit.objects.select_related("film").order_by("-film__rating_count", "billing", "pk")[:1]
    return models.Prefetch("credits", best, to_attr="known_for")


class PersonQuerySet(models.QuerySet):
    def with_known_for(self):
        """Each person with `known_for`, a list of one credit, in one query more."""
        return self.prefetch_related(known_for())

    def worked_with(self, person):
        """Whoever worked on a film with this person: who did so most often first, with `shared_films`, how often."""
        films = Credit.objects.filter(person=person).values("film")
        others = self.filter(credits__film__in=films).exclude(pk=person.pk)
        counted = others.annotate(shared_films=models.Count("credits__film", distinct=True))
        # A page of names: sorting would carry everybody's biography along.
        return counted.only("name").order_by("-shared_films", "name", "pk")


class PersonManager(models.Manager.from_queryset(PersonQuerySet)):
    """Everybody but those rows that have been merged into another one."""

    def get_queryset(self):
        return super().get_queryset().filter(merged_into=None)


class Person(models.Model):
    """Somebody who worked on a film."""

    name = models.CharField(max_length=120)
    born = models.CharField(max_length=10, blank=True, validators=[partial_dates.validate], help_text="1942-01-10")
    died = models.CharField(max_length=10, blank=True, validators=[partial_dates.validate])
    birth_place = models.CharField(max_length=120, blank=True)
    death_place = models.CharField(max_length=120, blank=True)
    biography = models.TextField(blank=True)
    imdb_id = models.CharField("IMDb id", max_length=12, null=True, blank=True, unique=True)  # noqa: DJ001 (unique)
    wikidata_id = models.CharField("Wikidata id", max_length=12, null=True, blank=True, unique=True)  # noqa: DJ001
    portrait = models.ForeignKey("Picture", models.SET_NULL, null=True, blank=True, related_name="portrait_of")
    # Its index is of the few that were: in one of all, SQLite would look for those that were not.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, db_index=False, related_name="merged_people"
    )

    objects = PersonManager()
    with_merged = PersonQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        # What belongs to a merged person still finds them.
        base_manager_name = "with_merged"
        ordering = ["name", "pk"]
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="person_has_name"),
            models.CheckConstraint(
                condition=(Q(born="") | Q(born__regex=partial_dates.PATTERN))
                & (Q(died="") | Q(died__regex=partial_dates.PATTERN)),
                name="person_dates_are_partial_dates",
            ),
            models.CheckConstraint(
                condition=Q(imdb_id=None) | Q(imdb_id__regex=r"^nm[0-9]{7,9}$"), name="person_imdb_id_form"
            ),
            models.CheckConstraint(
                condition=Q(wikidata_id=None) | Q(wikidata_id__regex=r"^Q[1-9][0-9]*$"), name="person_wikidata_id_form"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")), name="person_is_not_merged_into_self"
            ),
        ]
        indexes = [
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="person_merged_away")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("catalog:person_detail", args=[self.pk, self.slug])

    @property
    def slug(self):
        return slugify(fold(self.name)) or "person"

    def lock(self):
        """Hold the person's row until the transaction ends."""
        Person.with_merged.select_for_update().values_list("pk").get(pk=self.pk)

    def age_on(self, day) -> int | None:
        """How old they were when they died, or are on this day; None where a date is not known to the day."""
        age = partial_dates.years_between(self.born, self.died or day.isoformat())
        return age if self.died or (age and age <= OLDEST) else None

    def refresh_keys(self):
        """Bring the names that search knows in line with the person's name."""
        others = self.other_names.values_list("name", flat=True)
        SearchName.objects.replace(person=self, main=self.name, others=others)


class PersonName(models.Model):
    """Another name of a person: given at birth, used on screen, or written in another script."""

    class Kind(models.TextChoices):
        BIRTH = "birth", "Born as"
        CREDITED = "credited", "Credited as"
        PSEUDONYM = "pseudonym", "Pseudonym"
        SCRIPT = "script", "In another script"
        NICKNAME = "nickname", "Called"

    person = models.ForeignKey(Person, models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CREDITED)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="other_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="other_name_not_empty"),
        ]

    def __str__(self):
        return self.name
