from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from reviews.models.audit_entry import AuditEntry


class RestrictionQuerySet(models.QuerySet):
    def standing(self):
        """Those that have not been ended, whether their time has run out or not."""
        return self.filter(ended_at=None)


class RestrictionManager(models.Manager.from_queryset(RestrictionQuerySet)):
    @transaction.atomic
    def begin(self, member, kind, *, until, decision):
        """Restrict a member by a decision; of two of a kind the one that lasts longer stands, the other gives way."""
        User.objects.filter(pk=member.pk).lock()
        standing = self.standing().filter(member=member, kind=kind)
        if standing.filter(until__gt=until).exists():
            return self.create(member=member, kind=kind, until=until, decision=decision, ended_at=timezone.now())
        for earlier in standing:
            earlier.end()
        restriction = self.create(member=member, kind=kind, until=until, decision=decision)
        restriction.write_on_member(until)
        return restriction

    def resume(self, member, kind):
        """Let one that gave way to another go on, where its time is not over and its decision stands."""
        gave_way = self.filter(member=member, kind=kind, ended_by=None, until__gt=timezone.now())
        earlier = gave_way.filter(ended_at__isnull=False, decision__superseded_by=None).order_by("until").last()
        if earlier:
            self.filter(pk=earlier.pk).update(ended_at=None)
            earlier.write_on_member(earlier.until)

    def end_due(self) -> int:
        """End those whose time has run out; says how many that were."""
        due = self.standing().filter(until__lte=timezone.now()).select_related("member")
        return sum(restriction.end() for restriction in due)


class Restriction(models.Model):
    """What a decision allows a member only in part until a date: posts wait for a moderator, or reports are paused.

    The member's own fields are a copy of the date, so that no page has to ask. Who may do nothing at all is under a
    Suspension.
    """

    class Kind(models.TextChoices):
        LIMIT = "limit", "Posts wait for a moderator"
        PAUSE = "pause", "Reporting is paused"

    FIELDS = {Kind.LIMIT: "limited_until", Kind.PAUSE: "reports_paused_until"}

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="restrictions")
    kind = models.CharField(max_length=5, choices=Kind)
    until = models.DateTimeField()
    decision = models.ForeignKey("Decision", models.PROTECT, related_name="restrictions")
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RestrictionManager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind"], condition=Q(ended_at=None), name="one_standing_restriction_per_kind"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.member} until {self.until:%Y-%m-%d}"

    @transaction.atomic
    def end(self, moderator=None, *, by_decision=False) -> bool:
        """Let the member do it again; without a moderator because the time has run out.

        A decision that goes back on the first one is on record itself. Says whether it stood until now: somebody else
        may have been faster.
        """
        # The member first, as everywhere: a decision that touches both holds them in this order.
        User.objects.filter(pk=self.member_id).lock()
        standing = Restriction.objects.standing().filter(pk=self.pk)
        stood = bool(standing.update(ended_at=timezone.now(), ended_by=moderator))
        if stood:
            self.write_on_member(None)
        if stood and moderator and not by_decision:
            AuditEntry.objects.record(moderator, f"end {self.kind}", f"member {self.member_id}")
        self.refresh_from_db()
        return stood

    def write_on_member(self, until):
        field = self.FIELDS[self.kind]
        User.objects.filter(pk=self.member_id).update(**{field: until})
        setattr(self.member, field, until)
