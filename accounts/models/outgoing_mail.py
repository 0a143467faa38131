import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import Truncator

logger = logging.getLogger(__name__)


class OutgoingMailQuerySet(models.QuerySet):
    def waiting(self):
        """What has not been handed to the mail server yet, oldest first."""
        return self.filter(sent_at=None).order_by("pk")


class OutgoingMailManager(models.Manager.from_queryset(OutgoingMailQuerySet)):
    def post(self, member, subject, body):
        """Write a mail down in the current transaction; it goes out after the commit, or never."""
        # Titles and headlines come into subjects; a mail has one line of at most 200 characters for them.
        one_line = Truncator(" ".join(subject.split())).chars(200)
        mail = self.create(recipient=member, subject=one_line, body=body)
        transaction.on_commit(mail.deliver)
        return mail

    def write(self, address, subject, body):
        """The same to somebody who has no account."""
        mail = self.create(address=address, subject=subject, body=body)
        transaction.on_commit(mail.deliver)
        return mail


class OutgoingMail(models.Model):
    """A mail of the site to a member, or to the address of somebody without an account, kept until a server took it.

    It is committed together with what it tells. When the server is down it waits for `manage.py deliver_mail`.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="outgoing_mails"
    )
    address = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = OutgoingMailManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recipient=None) & ~models.Q(address="")
                | models.Q(recipient__isnull=False, address=""),
                name="mail_goes_to_member_or_address",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=models.Q(sent_at=None), name="mail_waiting")]

    def __str__(self):
        return f"{self.subject} (to {self.address or self.recipient_id})"

    def deliver(self) -> bool:
        """Hand the mail to the server once; a server that fails leaves it waiting. Says whether it went out."""
        # Claimed first, so that two deliverers at once never send it twice.
        if not OutgoingMail.objects.filter(pk=self.pk, sent_at=None).update(sent_at=timezone.now()):
            return False
        address = self.address or self.recipient.email
        if not address:
            return False
        try:
            EmailMessage(self.subject, self.body, to=[address]).send()
        except (OSError, smtplib.SMTPException):
            OutgoingMail.objects.filter(pk=self.pk).update(sent_at=None)
            logger.exception("Mail %s was not taken; it waits for manage.py deliver_mail", self.pk)
            return False
        return True
