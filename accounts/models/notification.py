from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import Truncator

from accounts.models.outgoing_mail import OutgoingMail
from accounts.models.user import User


class Kind(models.TextChoices):
    """What a member is told of, as the page of choices names it."""

    CASE_OUTCOME = "case_outcome", "What became of a report, and decisions on your own texts"
    MODERATOR_REPLY = "moderator_reply", "A moderator writes to you"
    CHANGED_REVIEW = "changed_review", "A review you voted on has changed"
    CONTRIBUTION = "contribution", "What becomes of what you contribute and dispute"
    LISTS = "lists", "A film is suggested for a list of yours, or yours for another’s list is taken or not"
    MERGES = "merges", "Two pages that were one film or person are merged, and something of yours went along"
    RULES = "rules", "The guidelines change"


class Mail(models.TextChoices):
    AT_ONCE = "at_once", "at once"
    DIGEST = "digest", "once a day"
    NEVER = "never", "never"


DEFAULT_MAIL = {
    Kind.CASE_OUTCOME: Mail.AT_ONCE,
    Kind.MODERATOR_REPLY: Mail.AT_ONCE,
    Kind.CHANGED_REVIEW: Mail.NEVER,
    Kind.CONTRIBUTION: Mail.DIGEST,
    Kind.LISTS: Mail.DIGEST,
    Kind.MERGES: Mail.DIGEST,
    Kind.RULES: Mail.DIGEST,
}


class MailChoiceManager(models.Manager):
    def of(self, member, kind) -> str:
        """When this member wants a mail about such news."""
        chosen = self.filter(member=member, kind=kind).values_list("mail", flat=True).first()
        return chosen or DEFAULT_MAIL[kind]

    def all_of(self, member) -> dict[str, str]:
        """The same for every kind of news."""
        return {kind.value: mail.value for kind, mail in DEFAULT_MAIL.items()} | dict(
            self.filter(member=member).values_list("kind", "mail")
        )

    @transaction.atomic
    def choose(self, member, choices: dict[str, str]):
        """Write down when this member wants mails; what was to come with the next one and is not wanted stays away."""
        for kind, mail in choices.items():
            self.update_or_create(member=member, kind=kind, defaults={"mail": mail})
        unwanted = [kind for kind, mail in choices.items() if mail == Mail.NEVER]
        member.notifications.filter(kind__in=unwanted).waiting_for_digest().update(waits_for_digest=False)


class MailChoice(models.Model):
    """When a member wants news of a kind by mail; without a row, as DEFAULT_MAIL says. On the site it stands always."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choices")
    kind = models.CharField(max_length=20, choices=Kind)
    mail = models.CharField(max_length=10, choices=Mail)

    objects = MailChoiceManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "kind"], name="one_mail_choice_per_kind")]

    def __str__(self):
        return f"{self.member}: {self.kind} {self.mail}"


class NotificationQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def newest_first(self):
        return self.order_by("-happened_at", "-pk")

    def waiting_for_digest(self):
        """What goes out with the next mail of a member who wants one a day."""
        return self.filter(waits_for_digest=True)


class NotificationManager(models.Manager.from_queryset(NotificationQuerySet)):
    @transaction.atomic
    def tell(self, member, kind, subject, *, body, url):
        """Tell a member something, in the current transaction: on the site, and by mail when they want one.

        `url` is a path of this site. Texts hold no passage that is marked as a spoiler. Who has closed their account is
        told nothing.
        """
        if member.is_closed:
            return None
        mail = MailChoice.objects.of(member, kind)
        told = self.create(
            member=member,
            kind=kind,
            subject=Truncator(" ".join(subject.split())).chars(200),
            body=body,
            url=url,
            waits_for_digest=mail == Mail.DIGEST,
        )
        User.objects.filter(pk=member.pk).update(unread_count=F("unread_count") + 1)
        if mail == Mail.AT_ONCE:
            OutgoingMail.objects.post(member, subject, body)
        return told

    @transaction.atomic
    def tell_many(self, members, kind, subject, *, body, url):
        """The same for many members at once, in a fixed number of queries; their mails go with the next delivery."""
        # Held in one order, so that two who tell the same members never wait for each other, and none reads meanwhile.
        members.lock()
        choices = dict(MailChoice.objects.filter(kind=kind, member__in=members).values_list("member", "mail"))
        wanted = {pk: choices.get(pk, DEFAULT_MAIL[kind]) for pk in members.values_list("pk", flat=True)}
        User.objects.filter(pk__in=wanted).update(unread_count=F("unread_count") + 1)
        text = {"subject": Truncator(" ".join(subject.split())).chars(200), "body": body}
        self.bulk_create(
            self.model(member_id=pk, kind=kind, url=url, waits_for_digest=mail == Mail.DIGEST, **text)
            for pk, mail in wanted.items()
        )
        OutgoingMail.objects.bulk_create(
            OutgoingMail(recipient_id=pk, **text) for pk, mail in wanted.items() if mail == Mail.AT_ONCE
        )

    @transaction.atomic
    def mark_read(self, member, pks=None):
        """The member has read these (all, without `pks`)."""
        # Held, so that nothing is told between the counting and the writing down.
        member.lock()
        unread = self.filter(member=member).unread()
        chosen = unread if pks is None else unread.filter(pk__in=pks)
        chosen.update(read_at=timezone.now())
        User.objects.filter(pk=member.pk).update(unread_count=self.filter(member=member).unread().count())


class Notification(models.Model):
    """Something the site tells a member: it stands under /me/notifications/ and may come by mail as well.

    How many are unread is kept on the member, so that no page has to count.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=20, choices=Kind)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    url = models.CharField(max_length=300)
    happened_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    waits_for_digest = models.BooleanField(default=False)

    objects = NotificationManager()

    class Meta:
        indexes = [
            models.Index(fields=["member", "-happened_at", "-id"], name="notifications_of_member"),
            models.Index(fields=["member"], condition=models.Q(waits_for_digest=True), name="waiting_for_digest"),
        ]

    def __str__(self):
        return f"{self.subject} (to {self.member_id})"
