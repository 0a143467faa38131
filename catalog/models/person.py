from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify

from catalog import partial_dates
from catalog.models.search_name import SearchName


class Person(models.Model):
    """Somebody who worked on a film."""

    name = models.CharField(max_length=120)
    born = models.CharField(max_length=10, blank=True, validators=[partial_dates.validate], help_text="1942-01-10")
    died = models.CharField(max_length=10, blank=True, validators=[partial_dates.validate])
    birth_place = models.CharField(max_length=120, blank=True)
    biography = models.TextField(blank=True)
    imdb_id = models.CharField("IMDb id", max_length=12, null=True, blank=True, unique=True)  # noqa: DJ001 (unique)

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

    @property
    def slug(self):
        return slugify(self.name) or "person"

    def get_absolute_url(self):
        return reverse("catalog:person_detail", args=[self.pk, self.slug])

    def refresh_keys(self):
        """Bring the names that search knows in line with the person's name."""
        SearchName.objects.replace(person=self, main=self.name)
