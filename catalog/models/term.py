"""The short lists that films are sorted by."""

from django.db import models
from django.urls import reverse


class Term(models.Model):
    """A word with an address, chosen from a list that editors keep."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse('catalog:film_list')}?{self._meta.model_name}={self.slug}"


class Genre(Term):
    pass


class Country(Term):
    class Meta(Term.Meta):
        verbose_name_plural = "countries"


class Language(Term):
    pass
