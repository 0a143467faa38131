import unicodedata

from django.db import models
from django.db.models import Q

# What the decomposition below leaves alone, because it is no plain letter with an accent, or glues to its neighbour.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "½": " 1/2"})


def fold(text: str) -> str:
    """The text as search compares it: no accents, no letter case, no punctuation, single spaces.

    "À bout de souffle" becomes "a bout de souffle"; other scripts keep their letters. A name of punctuation only is
    kept as it is, so that it can be found.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(PLAIN))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    words = "".join(letter if letter.isalnum() else " " for letter in letters.replace("'", "").replace("’", ""))
    return " ".join(words.split()) or text.strip().casefold()


class SearchNameManager(models.Manager):
    def replace(self, *, film=None, person=None, main, others=()):
        """Let a film or a person be found under these names and no other."""
        self.filter(film=film, person=person).delete()
        names = {fold(name): False for name in others if name} | {fold(main): True}
        self.bulk_create(
            self.model(film=film, person=person, name=name[:200], is_main=is_main) for name, is_main in names.items()
        )


class SearchName(models.Model):
    """One folded name under which a film or a person is found; rewritten whenever their names change."""

    film = models.ForeignKey("Film", models.CASCADE, null=True, blank=True, related_name="search_names")
    person = models.ForeignKey("Person", models.CASCADE, null=True, blank=True, related_name="search_names")
    name = models.CharField(max_length=200)
    is_main = models.BooleanField(default=False)

    objects = SearchNameManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(film=None, person__isnull=False) | Q(film__isnull=False, person=None),
                name="search_name_of_film_or_person",
            ),
            models.UniqueConstraint(fields=["film", "name"], name="search_name_once_per_film"),
            models.UniqueConstraint(fields=["person", "name"], name="search_name_once_per_person"),
        ]
        indexes = [models.Index(fields=["name"], name="search_name_exact")]

    def __str__(self):
        return self.name
