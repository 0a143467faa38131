from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify

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


class Person(models.Model):
    """Somebody who worked on a film."""

    name = models.CharField(max_length=120)
    born = models.CharField(max_length=10, blank=True, validators=[partial_dates.validate], help_text="1942-01-10")
    died = models.CharField(max_length=10, blank=True, validators=[partial_dates.validate])
    birth_place = models.CharField(max_length=120, blank=True)
    biography = models.TextField(blank=True)
    imdb_id = models.CharField("IMDb id", max_length=12, null=True, blank=True, unique=True)  # noqa: DJ001 (unique)

    objects = PersonQuerySet.as_manager()

    class Meta:
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
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("catalog:person_detail", args=[self.pk, self.slug])

    @property
    def slug(self):
        return slugify(fold(self.name)) or "person"

    def age_on(self, day) -> int | None:
        """How old they were when they died, or are on this day; None where a date is not known to the day."""
        age = partial_dates.years_between(self.born, self.died or day.isoformat())
        return age if self.died or (age and age <= OLDEST) else None

    def refresh_keys(self):
        """Bring the names that search knows in line with the person's name."""
        SearchName.objects.replace(person=self, main=self.name)
