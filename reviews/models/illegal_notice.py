from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import OutgoingMail
from reviews import targets

SENDERS_KEPT_FOR = timedelta(days=30)
# The address of a receipt is known to whoever gave the notice, and can be guessed by nobody.
SIGNER = signing.Signer(salt="reviews.notice", sep=".")


class IllegalNoticeQuerySet(models.QuerySet):
    def behind(self, token):
        """The notice whose receipt has this address; none for an address that the site has not made."""
        try:
            return self.filter(pk=SIGNER.unsign(token))
        except signing.BadSignature:
            return self.none()

    def waiting_on(self, target):
        """Those on this target that nobody has decided on yet."""
        case = {f"report__case__{targets.field_of(target)}": target.pk, "report__case__closed_at": None}
        return self.filter(**case)

    def forget_senders(self) -> int:
        """Empty what tells notices from the same address apart, once no limit can ask for it any more."""
        old = self.filter(received_at__lt=timezone.now() - SENDERS_KEPT_FOR).exclude(sender="")
        return old.update(sender="")

    def forget_notifier(self, member):
        """Take a member's name off what they gave notice of, when their account is closed."""
        self.filter(report__reporter=member).update(name="", email="")


class IllegalNotice(models.Model):
    """What a report says that a text is against the law, as Article 16 of the Digital Services Act asks for it.

    Visitors may give one too. Name and address are for the outcome and for moderators, and shown nowhere else; for
    offences against children neither is asked for.
    """

    report = models.OneToOneField("Report", models.PROTECT, related_name="notice")
    is_child_abuse = models.BooleanField(default=False)
    name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    law = models.CharField(max_length=200)
    place = models.CharField(max_length=100)
    good_faith = models.BooleanField()
    # A keyed hash of the sender's network address, for the limit on notices; emptied after 30 days.
    sender = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    received_at = models.DateTimeField(default=timezone.now)

    objects = IllegalNoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(law="") & ~Q(place=""), name="notice_names_law_and_place"),
            models.CheckConstraint(condition=Q(good_faith=True), name="notice_is_in_good_faith"),
        ]

    def __str__(self):
        return f"Notice {self.pk} ({self.law}, {self.place})"

    def get_absolute_url(self):
        """Its receipt, for whoever gave it."""
        return reverse("reviews:notice_receipt", args=[SIGNER.sign(str(self.pk))])

    def confirm_receipt(self):
        """Write to a visitor who left an address that the notice is here, in the transaction that keeps it.

        Nothing they typed stands in the mail: they may have typed somebody else's address.
        """
        if self.email:
            context = {"notice": self, "case": self.report.case, "base_url": settings.BASE_URL}
            body = render_to_string("reviews/mail/notice_receipt.txt", context)
            OutgoingMail.objects.write(self.email, "Your notice has arrived", body)
