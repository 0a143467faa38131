from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from accounts.models.notification import Kind
from catalog.models import Film
from reviews.models.audit_entry import AuditEntry


class SuspensionQuerySet(models.QuerySet):
    def standing(self):
        """Those that have not been ended, whether their time has run out or not."""
        return self.filter(ended_at=None)


class SuspensionManager(models.Manager.from_queryset(SuspensionQuerySet)):
    @transaction.atomic
    def begin(self, member, *, until, moderator, reason, decision):
        """Suspend a member by a decision: they cannot write, rate or vote, and their votes and ratings stop counting.

        The decision tells them. Raises IntegrityError where a suspension stands already.
        """
        suspension = self.model(member=member, until=until, moderator=moderator, reason=reason, decision=decision)
        suspension._hold()
        # One whose time is over ends with the next `manage.py tend`, and must not keep another from beginning.
        if over := self.standing().filter(member=member, until__lte=timezone.now()).first():
            over.end(tell=False)
        suspension.save(force_insert=True)
        suspension._set(until)
        return suspension

    def end_due(self) -> int:
        """End those whose time has run out; says how many that were."""
        due = self.standing().filter(until__lte=timezone.now()).select_related("member")
        return sum(suspension.end() for suspension in due)


class Suspension(models.Model):
    """A member is kept from taking part until a date, by whom and why. Votes and ratings come back with the member.

    The member's `suspended_until` is a copy of the date, so that no page has to ask.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="suspensions")
    until = models.DateTimeField()
    reason = models.TextField(max_length=1000)
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # None for those of the time before suspensions were decisions on a case.
    decision = models.ForeignKey("Decision", models.PROTECT, null=True, blank=True, related_name="suspensions")
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SuspensionManager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(ended_at=None), name="one_standing_suspension_per_member"
            ),
            models.CheckConstraint(condition=~Q(member=F("moderator")), name="nobody_suspends_themselves"),
            models.CheckConstraint(condition=~Q(reason=""), name="suspension_has_reason"),
        ]

    def __str__(self):
        return f"{self.member} until {self.until:%Y-%m-%d}"

    @transaction.atomic
    def end(self, moderator=None, *, tell=True) -> bool:
        """Let the member take part again; without a moderator because the time has run out.

        Who goes back on the decision tells the member with that. Says whether it stood until now: somebody else may
        have been faster.
        """
        self._hold()
        suspension = Suspension.objects.select_for_update(of=("self",)).select_related("member").get(pk=self.pk)
        stood = suspension.ended_at is None
        if stood:
            suspension.ended_at, suspension.ended_by = timezone.now(), moderator
            suspension.save(update_fields=["ended_at", "ended_by"])
            suspension._set(None)
            if tell:
                suspension._tell("You can take part again")
            if tell and moderator:
                AuditEntry.objects.record(moderator, "end suspension", f"member {suspension.member_id}")
        self.refresh_from_db()
        return stood

    def _tell(self, subject):
        context = {"suspension": self, "member": self.member, "base_url": settings.BASE_URL}
        body = render_to_string("reviews/mail/suspension.txt", context)
        url = reverse("accounts:notifications")
        Notification.objects.tell(self.member, Kind.MODERATOR_REPLY, subject, body=body, url=url)

    def _hold(self):
        """Hold what the suspension touches, in the order that is the same everywhere, before its own row."""
        films = Q(pk__in=self.member.helpful_votes.values("film")) | Q(pk__in=self.member.ratings.values("film"))
        Film.objects.filter(films).lock()
        self.member.lock()
        self.member.helpful_votes.reviews().lock()

    def _set(self, until):
        type(self.member).objects.filter(pk=self.member_id).update(suspended_until=until)
        self.member.suspended_until = until
        self.member.helpful_votes.settle()
        self.member.ratings.count_or_not(counted=until is None)
