from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.models import Tie, User
from catalog.models import Film
from lists import order
from lists.models.film_list_queryset import FilmListManager, search_title
from lists.models.list_entry import ListEntry
from lists.models.suggestion import Suggestion

LIMITED = "What you write waits for a moderator at present, so a list of yours can only be for yourself."


class ListChanged(Exception):  # noqa: N818, it is news and nobody's error
    """The list has changed since its owner opened the window they save from."""


class FilmList(models.Model):
    """Films that a member has put together, in an order or none, with a word on each.

    Only its owner changes it; others suggest films where the owner asks for that. `version` counts the changes.
    """

    MOST_LISTS = 200
    MOST_FILMS = 1000
    MOST_WAITING = 100

    class Visibility(models.TextChoices):
        PUBLIC = "public", "Everybody"
        UNLISTED = "unlisted", "Whoever has the address"
        PRIVATE = "private", "Only me"

    class State(models.TextChoices):
        PUBLISHED = "published", "Published"
        SHIELDED = "shielded", "Hidden for a time"
        HIDDEN = "hidden", "Hidden until edited"
        REMOVED = "removed", "Removed by a moderator"
        # Kept, for nobody to see, where a case is about it.
        WITHDRAWN = "withdrawn", "Deleted by its owner"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="film_lists")
    title = models.CharField(max_length=120)
    # As search reads it: without accents and letter case.
    search_title = models.CharField(max_length=400, editable=False, blank=True)
    description = models.TextField(max_length=4000, blank=True)
    visibility = models.CharField("who may see it", max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    is_ranked = models.BooleanField("numbered", default=False)
    takes_suggestions = models.BooleanField("other members may suggest films", default=False)
    state = models.CharField(max_length=10, choices=State, default=State.PUBLISHED, editable=False)
    entry_count = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = FilmListManager()

    # Of no one film, and without anything that gives a story away.
    film = film_id = None
    has_spoilers = False

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="list_has_title")]
        indexes = [
            models.Index(fields=["visibility", "state", "-changed_at", "-id"], name="lists_by_change"),
            models.Index(fields=["visibility", "state", "-entry_count", "-id"], name="lists_by_length"),
            models.Index(fields=["owner", "-changed_at", "-id"], name="lists_of_member"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("lists:film_list", args=[self.pk])

    @property
    def author(self):
        return self.owner

    @property
    def is_listed(self):
        """Whether other pages name it."""
        return self.state == self.State.PUBLISHED and self.visibility == self.Visibility.PUBLIC

    @property
    def is_published(self):
        """Whether others can read it."""
        return self.state == self.State.PUBLISHED and self.visibility != self.Visibility.PRIVATE

    @property
    def is_closed(self):
        """Whether a decision has taken it away, so that its owner can neither change nor delete it."""
        return self.state in {self.State.SHIELDED, self.State.REMOVED, self.State.WITHDRAWN}

    @property
    def latest_case(self):
        """The last case in which something was decided on it; for its owner to read why."""
        return self.cases.filter(decisions__isnull=False).order_by("-pk").first()

    @cached_property
    def noted_entries(self) -> list[ListEntry]:
        return list(ListEntry.objects.noted().filter(film_list=self))

    def plain_text(self) -> str:
        notes = [f"{entry.film}: {entry.note}" for entry in self.noted_entries]
        return "\n\n".join(filter(None, [self.title, self.description, *notes]))

    # May this member?

    def can_be_reported_by(self, member):
        return member.is_authenticated and member.can_take_part and self.is_published and member.pk != self.owner_id

    def can_be_edited_by(self, member):
        return member.pk == self.owner_id and member.can_take_part and not self.is_closed

    def can_be_suggested_to_by(self, member):
        """Whether this member may suggest a film: not its owner, nobody whose words wait, nobody beyond a block."""
        if not (self.takes_suggestions and self.is_published and member.is_authenticated):
            return False
        is_free = member.can_take_part and not member.is_limited and member.pk != self.owner_id
        return is_free and self.owner.is_active and not Tie.objects.is_blocked(member, self.owner)

    def refuse_limited(self, owner):
        """Raise ValidationError where others would read at once what has to wait for a moderator."""
        if owner.is_limited and self.visibility != self.Visibility.PRIVATE:
            raise ValidationError(LIMITED)

    # What its owner does

    def held(self, by, *, version=None, films=None, told=()) -> "FilmList":
        """The list as it is now, held until the transaction ends, for its owner to change.

        First the films whose pages change with it, then the owner and the members (their ids) who are told of it.
        Raises PermissionDenied for everybody else and where a decision has taken the list away, ListChanged where
        `version` is not the present one.
        """
        if films is not None:
            films.lock()
        User.objects.filter(pk__in=[by.pk, *told]).lock()
        by.lock()
        present = FilmList.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if not present.can_be_edited_by(by):
            raise PermissionDenied("Only its owner changes a list.")
        if version not in {None, present.version}:
            raise ListChanged
        return present

    def lock(self):
        """Hold the list's row until the transaction ends."""
        FilmList.objects.select_for_update(of=("self",)).values_list("pk").get(pk=self.pk)

    @property
    def films(self):
        """The films on it, for their rows to be held or told."""
        return Film.objects.filter(list_entries__film_list=self)

    @transaction.atomic
    def revise(self, by, *, version=None, **words):
        """Give it another title or description, or show it to others; what was hidden until then is published again."""
        present = self.held(by, version=version, films=self.films)
        was_listed, said = present.is_listed, (present.title, present.description)
        for name, value in words.items():
            setattr(present, name, value)
        present.refuse_limited(by)
        present.search_title = search_title(present.title)
        if (present.title, present.description) != said:
            present.publish_again()
        present.changed(*words, "search_title")
        if was_listed != present.is_listed:
            self.films.touch()
        self.refresh_from_db()

    @transaction.atomic
    def put(self, film, by, *, note="", taking=None) -> bool:
        """Put a film at the end of the list; says whether it was not there before.

        A suggestion of this film that the owner sees is taken with it. Raises ValidationError where the list is full.
        """
        told = self.suggestions.waiting().filter(film=film).values_list("member", flat=True)
        present = self.held(by, films=Film.objects.filter(pk=film.pk), told=told)
        present.refuse_limited(by)
        waiting = present.suggestions.filter(film=film).waiting().select_related("member", "film")
        suggestion = waiting.filter(pk=taking.pk).first() if taking else waiting.shown_to(by).first()
        if taking and not suggestion:
            return False
        is_new = not present.entries.filter(film=film).exists()
        if is_new:
            if present.entry_count >= self.MOST_FILMS:
                raise ValidationError(f"A list has room for {self.MOST_FILMS:,} films, and this one is full.")
            credited = suggestion.member if suggestion else by
            place = present.entry_count + 1
            present.entries.create(film=film, position=place, note=note, added_by=credited)
            present.changed()
            film.touch()
        if suggestion:
            suggestion.settle(is_taken=True)
        self.refresh_from_db()
        return is_new

    @transaction.atomic
    def arrange(self, by, *, version=None, places=None, notes=None, removed=None):
        """Give films other places and notes (by the ids of their entries), and take one off the list.

        What was hidden until it is edited is published again once a note or a film has changed.
        """
        is_hidden = self.state == self.State.HIDDEN
        films = self.films if is_hidden else Film.objects.filter(list_entries=removed) if removed else None
        present = self.held(by, version=version, films=films)
        present.refuse_limited(by)
        entries = list(present.entries.order_by("position"))
        gone = next((entry for entry in entries if entry.pk == removed), None)
        ordered = [entry for entry in order.rearranged(entries, places or {}) if entry is not gone]
        if gone:
            gone.delete()
            Film.objects.filter(pk=gone.film_id).touch()
        order.number(present.entries, ordered)
        renoted = [entry for entry in ordered if entry.note != (notes or {}).get(entry.pk, entry.note)]
        for entry in renoted:
            entry.note = notes[entry.pk]
        ListEntry.objects.bulk_update(renoted, ["note"])
        if gone or renoted:
            present.publish_again()
        present.changed()
        self.refresh_from_db()

    @transaction.atomic
    def throw_away(self, by):
        """Delete the list for good; only the record of a case keeps what was said. Raises PermissionDenied."""
        self.held(by, films=self.films).go()

    def go(self):
        """Leave the site, in the transaction that holds the list's owner; the films before that."""
        self.films.touch()
        if self.cases.exists():
            self.state = self.State.WITHDRAWN
            self.changed("state")
            self.suggestions.waiting().delete()
        else:
            self.delete()

    @transaction.atomic
    def copy_for(self, member):
        """A private list of the same films in the same order, without the owner's words, for a member to go on with."""
        private = self.Visibility.PRIVATE
        made = FilmList.objects.begin(member, title=self.title, is_ranked=self.is_ranked, visibility=private)
        films = enumerate(self.entries.order_by("position").values_list("film", flat=True), start=1)
        ListEntry.objects.bulk_create(
            ListEntry(film_list=made, film_id=film, position=place, added_by=member) for place, film in films
        )
        made.changed()
        return made

    def changed(self, *fields):
        """Count the films and the change, and save it with these fields."""
        self.entry_count = self.entries.count()
        self.version, self.changed_at = self.version + 1, timezone.now()
        self.save(update_fields=["entry_count", "version", "changed_at", *fields])
        self.__dict__.pop("noted_entries", None)

    def publish_again(self):
        """It was hidden until it was edited, and now it is."""
        if self.state == self.State.HIDDEN:
            self.state = self.State.PUBLISHED
            self.save(update_fields=["state"])
            self.films.touch()

    # What others do

    @transaction.atomic
    def suggest(self, film, member, note="") -> Suggestion:
        """Suggest a film to the owner. Raises PermissionDenied, or ValidationError where this film needs none."""
        User.objects.filter(pk__in=[self.owner_id, member.pk]).lock()
        member.lock()
        present = FilmList.objects.select_related("owner").get(pk=self.pk)
        if not present.can_be_suggested_to_by(member):
            raise PermissionDenied("Nothing can be suggested for this list.")
        waiting = present.suggestions.waiting().met_by(present.owner, member)
        if present.entries.filter(film=film).exists():
            raise ValidationError(f"{film} is on this list already.")
        if waiting.filter(film=film).exists():
            raise ValidationError(f"{film} has been suggested already; the owner has yet to decide.")
        if present.suggestions.filter(film=film, member=member, is_taken=False).exists():
            raise ValidationError(f"You have suggested {film} before, and the owner did not take it.")
        if waiting.count() >= self.MOST_WAITING:
            raise ValidationError(f"{self.MOST_WAITING} suggestions wait for the owner. Come back later.")
        made = present.suggestions.create(film=film, member=member, note=note)
        made.tell_owner()
        return made

    def moderate(self, state, *, decision):
        """Carry out a decision on it."""
        self.state = state
        self.save(update_fields=["state"])
        self.films.touch()
