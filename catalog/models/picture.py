from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from catalog import pictures, tasks
from catalog.models.film import Film

# Where the terms of a licence are to be read.
LICENCE_ADDRESSES = {
    "public_domain": "https://creativecommons.org/public-domain/pdm/",
    "cc0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "cc_by": "https://creativecommons.org/licenses/by/4.0/",
    "cc_by_sa": "https://creativecommons.org/licenses/by-sa/4.0/",
}
# They ask for the maker's name.
NAMED_LICENCES = ["cc_by", "cc_by_sa", "permission"]


class PictureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The pictures this reader may see: what is published, and one's own; editors see all that has been sent."""
        rows = self.exclude(file="")
        published = Q(state=Picture.State.PUBLISHED)
        if not user.is_authenticated:
            return rows.filter(published)
        if user.has_perm("catalog.change_picture"):
            return rows.filter(~Q(state=Picture.State.DRAFT) | Q(contributor=user))
        return rows.filter(published | Q(contributor=user))

    def published(self):
        return self.filter(state=Picture.State.PUBLISHED)

    def with_names(self):
        """With what their pages name: film, person, contributor and who is to be seen."""
        return self.select_related("film", "person", "contributor").prefetch_related("people")

    def keep(self, prepared, *, folder="pictures", **fields):
        """Write a picture's file and its row; the smaller files follow outside the request."""
        with pictures.written(prepared, folder) as name, transaction.atomic():
            measures = {"width": prepared.width, "height": prepared.height}
            made_at = timezone.now() if prepared.variants else None
            picture = self.create(file=name, variants_made_at=made_at, **measures, **fields)
            if not prepared.variants:
                tasks.make_variants.enqueue(name)
                # Where tasks are done at once, it has happened by now.
                picture.refresh_from_db(fields=["variants_made_at"])
        return picture


class Picture(models.Model):
    """A poster, a still or a portrait, with where it is from and who is to be named for it.

    Its file holds the pixels alone; the smaller ones beside it are made by a task, outside the request. The poster that
    a film's page shows is the picture whose file `Film.poster` names.
    """

    class Kind(models.TextChoices):
        POSTER = "poster", "Poster"
        STILL = "still", "Still"
        PORTRAIT = "portrait", "Portrait"

    class Licence(models.TextChoices):
        PUBLIC_DOMAIN = "public_domain", "Public domain"
        CC0 = "cc0", "CC0 1.0"
        CC_BY = "cc_by", "CC BY 4.0"
        CC_BY_SA = "cc_by_sa", "CC BY-SA 4.0"
        PERMISSION = "permission", "With permission of the owner"
        QUOTATION = "quotation", "Quoted to illustrate this film"
        UNKNOWN = "unknown", "Not stated"

    class State(models.TextChoices):
        DRAFT = "draft", "Not sent yet"
        PENDING = "pending", "Waiting for an editor"
        PUBLISHED = "published", "Published"
        DECLINED = "declined", "Declined"
        SHIELDED = "shielded", "Hidden for a time"
        REMOVED = "removed", "Removed"

    NAMED_LICENCES = NAMED_LICENCES

    kind = models.CharField(max_length=10, choices=Kind)
    film = models.ForeignKey("Film", models.CASCADE, null=True, blank=True, related_name="pictures")
    person = models.ForeignKey("Person", models.CASCADE, null=True, blank=True, related_name="pictures")
    people = models.ManyToManyField("Person", blank=True, related_name="seen_in", help_text="Who is to be seen.")
    file = models.FileField(upload_to="pictures/", editable=False)
    width = models.PositiveSmallIntegerField(editable=False)
    height = models.PositiveSmallIntegerField(editable=False)
    alt = models.CharField("description", max_length=200, help_text="For who cannot see it: what does it show?")
    caption = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=15, choices=Licence, default=Licence.UNKNOWN)
    credit = models.CharField(max_length=120, blank=True, help_text="Who made it, or whom to name.")
    source = models.CharField(max_length=300, blank=True, help_text="Where it is from: an address, or words.")
    contributor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="pictures"
    )
    contributed_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING, editable=False)
    variants_made_at = models.DateTimeField(null=True, editable=False)

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="portrait", person__isnull=False, film=None)
                | Q(kind__in=["poster", "still"], film__isnull=False, person=None),
                name="picture_of_a_film_or_a_person",
                violation_error_message="A poster or a still is of a film, a portrait is of a person.",
            ),
            models.CheckConstraint(condition=~Q(alt="") | Q(state="draft"), name="picture_has_a_description"),
            models.CheckConstraint(
                condition=~Q(file="") | Q(state__in=["declined", "removed"]), name="picture_has_a_file_until_it_is_gone"
            ),
            models.UniqueConstraint(fields=["file"], condition=~Q(file=""), name="each_picture_its_own_file"),
            models.CheckConstraint(
                condition=~Q(licence__in=NAMED_LICENCES) | ~Q(credit=""),
                name="licence_that_asks_for_a_name_has_one",
                violation_error_message="This licence asks for the maker’s name.",
            ),
        ]
        indexes = [
            models.Index(fields=["film", "state", "kind", "id"], name="pictures_of_film"),
            models.Index(fields=["person", "state", "id"], name="pictures_of_person"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} of {self.film or self.person}"

    def get_absolute_url(self):
        return reverse("catalog:picture", args=[self.pk])

    @property
    def subject(self):
        """The film or person it is of."""
        return self.film or self.person

    @property
    def author(self):
        """Who brought it; None for one that editors found."""
        return self.contributor

    # A picture is looked at; nothing covers it.
    has_spoilers = False

    @property
    def is_published(self):
        return self.state == self.State.PUBLISHED

    @property
    def is_with_moderators(self):
        """Whether a moderator has taken it down, so that it is no longer the editors' to decline."""
        return self.state in {self.State.SHIELDED, self.State.REMOVED}

    @property
    def has_variants(self):
        return self.variants_made_at is not None

    @property
    def licence_address(self) -> str:
        return LICENCE_ADDRESSES.get(self.licence, "")

    @property
    def is_main(self):
        """Whether it is the poster that its film's page shows, or its person's portrait."""
        return self.person.portrait_id == self.pk if self.person_id else self.is_main_of(self.film)

    def is_main_of(self, film) -> bool:
        return bool(self.file) and film.poster.name == self.file.name

    def plain_text(self) -> str:
        return "\n".join(filter(None, [str(self), self.alt, self.caption, self.file.name]))

    def can_be_reported_by(self, member):
        return (
            member.is_authenticated and member.can_take_part and self.is_published and member.pk != self.contributor_id
        )

    def can_be_looked_at_by(self, user):
        """Whether they may see its file though it is not published: who brought it, and who decides on it."""
        return user.is_authenticated and (user.is_staff or user.pk == self.contributor_id)

    # What happens

    @transaction.atomic
    def make_main(self):
        """Show it as the film's poster or the person's portrait. Raises ValidationError where it cannot be that."""
        if not self.is_published:
            raise ValidationError("Only a picture that everybody may see can stand for the film or the person.")
        if self.kind == self.Kind.STILL:
            raise ValidationError("A still is not a poster.")
        if self.person_id:
            self.person.portrait = self
            self.person.save(update_fields=["portrait"])
            return
        self._copy_to_film(
            poster=self.file.name,
            poster_width=self.width,
            poster_height=self.height,
            poster_has_variants=self.has_variants,
            poster_state=self.state,
        )

    @transaction.atomic
    def publish(self):
        """Let everybody see it. It stands for a person of whom there was no portrait, or a film without a poster."""
        self._move_to(self.State.PUBLISHED)
        is_first = not (self.person.portrait_id if self.person_id else self.film.poster)
        if is_first and self.kind != self.Kind.STILL:
            self.make_main()

    @transaction.atomic
    def decline(self):
        """Keep it from the site: its row stays with its contributor, its files go."""
        self._move_to(self.State.DECLINED)
        self.erase_file()

    @transaction.atomic
    def throw_away(self):
        """Delete it with its files; of one that a case is about the row stays."""
        if self.cases.exists():
            self._move_to(self.State.REMOVED)
            self.erase_file()
            return
        self._take_off_main()
        self._delete_files()
        self.delete()

    @transaction.atomic
    def erase_file(self):
        """Delete its files, once this is certain; only the row is left."""
        self._take_off_main()
        self._delete_files()
        self.file = ""
        self.save(update_fields=["file"])

    def has_variants_now(self) -> bool:
        """Say that its smaller files are there; False where the picture itself is gone."""
        is_there = Picture.objects.filter(file=self.file.name).update(variants_made_at=timezone.now())
        if is_there and self.film_id:
            self._films().filter(poster=self.file.name).update(poster_has_variants=True)
            self._films().touch()
        return bool(is_there)

    def moderate(self, state, *, decision):
        """Carry out a decision on it; the poster of a film is a copy, and follows. Without a file it stays gone."""
        if self.file:
            self._move_to(state)

    def _move_to(self, state):
        self.state = state
        self.save(update_fields=["state"])
        if self.film_id:
            self._films().filter(poster=self.file.name).exclude(poster="").update(poster_state=shown_as(state))
            self._films().touch()

    def _take_off_main(self):
        if self.film_id and self.file and self._films().filter(poster=self.file.name).exists():
            self._copy_to_film(**NO_POSTER)

    def _copy_to_film(self, **fields):
        self.film.lock()
        self._films().update(**fields, version=F("version") + 1)
        self.film.refresh_from_db(fields=[*fields, "version"])

    def _films(self):
        return Film.with_merged.filter(pk=self.film_id)

    def _delete_files(self):
        name = self.file.name
        transaction.on_commit(lambda: pictures.delete_files(name))


NO_POSTER = {
    "poster": "",
    "poster_width": None,
    "poster_height": None,
    "poster_has_variants": False,
    "poster_state": Film.PosterState.PUBLISHED,
}


def shown_as(state: str) -> str:
    """How a film's copy of its poster stands when the picture is in this state."""
    return state if state in Film.PosterState.values else Film.PosterState.REMOVED
