from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Prefetch, Q

from accounts.models import Tie
from catalog.models.search_name import fold
from lists.models.list_entry import ListEntry

COVERS = 5


def search_title(title: str) -> str:
    """The title as search reads it, as far as it is kept: folding makes many letters of some."""
    return fold(title)[:400]


class FilmListQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The lists whose page this reader may open: public and unlisted ones, and one's own; none beyond a block."""
        open_to_all = Q(state=self.model.State.PUBLISHED) & ~Q(visibility=self.model.Visibility.PRIVATE)
        if not user.is_authenticated:
            return self.filter(open_to_all)
        own = Q(owner=user) & ~Q(state=self.model.State.WITHDRAWN)
        return self.filter(open_to_all | own).exclude(owner__in=Tie.objects.kept_from(user))

    def public(self):
        """Those that are named on other pages."""
        return self.filter(state=self.model.State.PUBLISHED, visibility=self.model.Visibility.PUBLIC)

    def listed_for(self, user):
        """Those of them that have a film, by whomever this reader wants to meet."""
        found = self.public().with_films()
        return found.exclude(owner__in=Tie.objects.hidden_from(user)) if user.is_authenticated else found

    def with_films(self):
        """Those that are not empty."""
        return self.filter(entry_count__gt=0)

    def kept_by(self, member):
        """All of a member's own, whoever sees them."""
        return self.filter(owner=member).exclude(state=self.model.State.WITHDRAWN)

    def with_covers(self):
        """Each with its owner and `covers`, its first few films, in one query more."""
        first = ListEntry.objects.filter(position__lte=COVERS).select_related("film")
        return self.select_related("owner").prefetch_related(Prefetch("entries", first, to_attr="covers"))

    def latest_first(self):
        return self.order_by("-changed_at", "-pk")

    def longest_first(self):
        return self.order_by("-entry_count", "-pk")


class FilmListManager(models.Manager.from_queryset(FilmListQuerySet)):
    @transaction.atomic
    def begin(self, owner, *, title, **words):
        """A new list without films. Raises PermissionDenied or ValidationError where the member may not have it."""
        owner.lock()
        if not owner.can_take_part:
            raise PermissionDenied("Who is suspended writes nothing.")
        if self.kept_by(owner).count() >= self.model.MOST_LISTS:
            raise ValidationError(f"You keep {self.model.MOST_LISTS} lists; that is as many as one member can have.")
        made = self.model(owner=owner, title=title, search_title=search_title(title), **words)
        made.refuse_limited(owner)
        made.save(force_insert=True)
        return made
