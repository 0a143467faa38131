from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, F, Q, When
from django.utils import timezone


class TieQuerySet(models.QuerySet):
    def follows(self):
        return self.filter(kind=Tie.Kind.FOLLOW)

    def hidden_from(self, member):
        """The ids of everybody this member does not meet: muted or blocked by them, or blocking them."""
        return self._hidden_from(member, [Tie.Kind.MUTE, Tie.Kind.BLOCK])

    def kept_from(self, member):
        """The ids of everybody a block keeps from this member, whichever of the two has blocked the other."""
        return self._hidden_from(member, [Tie.Kind.BLOCK])

    def _hidden_from(self, member, own_kinds):
        own = self.filter(member=member, kind__in=own_kinds).values("other")
        theirs = self.filter(other=member, kind=Tie.Kind.BLOCK).values("member")
        return own.union(theirs, all=True)

    def between(self, one, another):
        return self.filter(Q(member=one, other=another) | Q(member=another, other=one))

    def by_kind(self):
        """Whom one follows, has muted, has blocked, in this order; the newest first."""
        places = [When(kind=kind, then=place) for place, kind in enumerate(Tie.Kind)]
        return self.order_by(Case(*places), "-since", "-pk")


class TieManager(models.Manager.from_queryset(TieQuerySet)):
    @transaction.atomic
    def set(self, member, other, kind):
        """Follow, mute or block somebody; a block ends every following between the two.

        Raises ValidationError for oneself, PermissionDenied for somebody who is not there for this member.
        """
        other.refuse_tie_with(member, kind)
        self.get_or_create(member=member, other=other, kind=kind)
        if kind == Tie.Kind.BLOCK:
            self.between(member, other).follows().delete()

    def kinds(self, reader, other):
        """The kinds of ties this reader has to another member; none for visitors, without asking."""
        if not reader.is_authenticated:
            return set()
        return set(self.filter(member=reader, other=other).order_by().values_list("kind", flat=True))

    def is_blocked(self, one, another) -> bool:
        """Whether either of the two has blocked the other."""
        return self.between(one, another).filter(kind=Tie.Kind.BLOCK).exists()

    def undo(self, member, other, kind):
        self.filter(member=member, other=other, kind=kind).delete()


class Tie(models.Model):
    """What one member has to another: follows them, has muted them (sees them no more), or has blocked them.

    A block works both ways: neither sees the other anywhere on the site. Nobody is told of being muted or blocked.
    """

    class Kind(models.TextChoices):
        FOLLOW = "follow", "follows"
        MUTE = "mute", "has muted"
        BLOCK = "block", "has blocked"

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="ties")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="ties_to")
    kind = models.CharField(max_length=6, choices=Kind)
    since = models.DateTimeField(default=timezone.now)

    objects = TieManager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["member", "other", "kind"], name="one_tie_of_a_kind"),
            models.CheckConstraint(condition=~Q(member=F("other")), name="no_tie_to_oneself"),
        ]
        indexes = [models.Index(fields=["other", "kind"], name="ties_to_member")]

    def __str__(self):
        return f"{self.member} {self.get_kind_display()} {self.other}"
