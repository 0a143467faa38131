"""What can be reported, whichever kind of thing it is: each has an author, a text, a state and the verbs of a decision.

Reviews, facts and storylines are all that themselves. A member's public page and a film's poster are reached through
the two classes here.
"""

from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from catalog.models import Film, Picture, Storyline, TriviaItem
from lists.models import FilmList
from reviews.models.review import Review


class Profile:
    """What a member says about themselves: name and a few words."""

    film = None
    film_id = None
    has_spoilers = False

    def __init__(self, member):
        self.member = self.author = member
        self.pk = member.pk

    def __str__(self):
        return f"Public page of {self.member.username}"

    @property
    def state(self):
        return self.member.profile_state

    @property
    def is_published(self):
        return self.member.is_active and self.state == "published"

    def get_state_display(self):
        return self.member.get_profile_state_display()

    def get_absolute_url(self):
        return self.member.get_absolute_url()

    def plain_text(self) -> str:
        return f"{self.member.display_name or self.member.username}\n\n{self.member.bio}".strip()

    def can_be_reported_by(self, member):
        return member.is_authenticated and member.can_take_part and self.is_published and member.pk != self.pk

    def moderate(self, state, *, decision):
        """Show the member's own name and words, or only the username."""
        self.member.profile_state = state
        self.member.save(update_fields=["profile_state"])
        Film.objects.filter(pk__in=self.member.reviews.values("film")).touch()


class Poster:
    """The poster of a film."""

    author = None
    has_spoilers = False

    def __init__(self, film):
        self.film = film
        self.pk = self.film_id = film.pk

    def __str__(self):
        return f"Poster of {self.film}"

    @property
    def state(self):
        return self.film.poster_state

    @property
    def is_published(self):
        return bool(self.film.poster) and self.state == "published"

    def get_state_display(self):
        return self.film.get_poster_state_display()

    def get_absolute_url(self):
        return self.film.get_absolute_url()

    def plain_text(self) -> str:
        return f"The poster of {self.film}: {self.film.poster.name}"

    def can_be_reported_by(self, member):
        return member.is_authenticated and member.can_take_part and self.is_published

    def decided_on(self, before):
        """What a decision was on, seeing what stood `before` it: another picture may be the film's poster since."""
        name = before.get("file")
        if not name or name == self.film.poster.name:
            return self
        return self.film.pictures.filter(file=name).first() or self

    def moderate(self, state, *, decision):
        """Show the poster, or the drawn card that stands where there is none."""
        self.film.poster_state = state
        Film.objects.filter(pk=self.pk).update(poster_state=state)
        # The poster is the copy of one of the film's pictures.
        self.film.pictures.filter(file=self.film.poster.name).exclude(file="").update(state=state)
        self.film.touch()


# By the name of the case's field: what a text of the kind is called, and how it goes on to its film.
FIELDS = {
    Review: "review",
    TriviaItem: "trivia_item",
    Storyline: "storyline",
    Picture: "picture",
    FilmList: "film_list",
    Profile: "member",
    Poster: "poster",
}


def films_of(target) -> Q:
    """The films whose pages a decision on it may change."""
    if isinstance(target, Profile):
        return Q(pk__in=target.member.reviews.values("film"))
    if isinstance(target, FilmList):
        return Q(pk__in=target.entries.values("film"))
    return Q(pk=target.film_id)


def of(row):
    """The target that a row is, or stands for: a member for their public page, a film for its poster."""
    return {User: Profile, Film: Poster}.get(type(row), lambda target: target)(row)


def reported_as(row):
    """What a report on this row is about: the picture that is a film's poster is reported as that."""
    if isinstance(row, Picture) and row.film_id and row.is_main:
        return Poster(row.film)
    return of(row)


def field_of(target) -> str:
    """The field of a case that points to such a target."""
    return FIELDS[type(target)]


def row_of(target):
    """The row that this field points to."""
    return {Profile: lambda: target.member, Poster: lambda: target.film}.get(type(target), lambda: target)()


def read_again(target):
    """The same target as it stands in the database now."""
    row = row_of(target)
    return of(type(row).objects.get(pk=row.pk))


def report_address(target) -> str:
    """Where it is reported."""
    if isinstance(target, Profile):
        return reverse("reviews:report_member", args=[target.member.username])
    if isinstance(target, Poster):
        return reverse("reviews:report_poster", args=[target.film.pk, target.film.slug])
    return reverse(f"reviews:report_{field_of(target)}", args=[target.pk])


def notice_address(target) -> str:
    """Where a visitor gives notice that it is against the law."""
    return f"{report_address(target)}illegal/"
