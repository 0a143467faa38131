from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

# Further away than any piece of a film, and within what a small integer holds.
OUT_OF_THE_WAY = 10_000


class SoundtrackItemQuerySet(models.QuerySet):
    def next_position(self) -> int:
        """Behind the last of these pieces, which are those of one film."""
        return (self.aggregate(last=models.Max("position"))["last"] or 0) + 1


class SoundtrackItem(models.Model):
    """A piece of music heard in a film, with the lines that credit it."""

    film = models.ForeignKey("Film", models.CASCADE, related_name="soundtrack")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)

    objects = SoundtrackItemQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["film", "position"], name="one_piece_per_position"),
            models.CheckConstraint(condition=~Q(title=""), name="piece_of_music_has_a_title"),
        ]

    def __str__(self):
        return self.title

    def move_to(self, position):
        """Put the piece there among those of its film, in a transaction that holds the film."""
        pieces = SoundtrackItem.objects.filter(film=self.film_id)
        order = list(pieces.exclude(pk=self.pk).values_list("pk", flat=True))
        order.insert(position - 1, self.pk)
        # No two may share a position even for a moment, so all of them make room first.
        pieces.update(position=models.F("position") + OUT_OF_THE_WAY)
        for number, pk in enumerate(order, start=1):
            pieces.filter(pk=pk).update(position=number)
        self.position = order.index(self.pk) + 1


class SoundtrackLine(models.Model):
    """One line of credit: who wrote the piece, who performs it, by whose courtesy."""

    class Role(models.TextChoices):
        WRITTEN = "written", "Written by"
        MUSIC = "music", "Music by"
        LYRICS = "lyrics", "Lyrics by"
        ARRANGED = "arranged", "Arranged by"
        PERFORMED = "performed", "Performed by"
        CONDUCTED = "conducted", "Conducted by"
        PRODUCED = "produced", "Produced by"
        PUBLISHED = "published", "Published by"
        COURTESY = "courtesy", "Courtesy of"

    item = models.ForeignKey(SoundtrackItem, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=10, choices=Role)
    names = models.CharField(max_length=200)
    person = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="soundtrack_lines")

    history = HistoricalRecords()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="one_credit_line_per_position"),
            models.CheckConstraint(condition=~Q(names=""), name="credit_line_names_somebody"),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.names}"
