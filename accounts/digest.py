"""Once a day by mail: what the site has told members who do not want every piece of news by itself."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from accounts.models import Notification, OutgoingMail, User

# By it the last one is found again, so it is the same every day.
SUBJECT = "Filmsite: your news"
# A job that runs every day does not always begin at the same minute; a day less an hour skips none.
AT_LEAST_APART = timedelta(hours=23)
NAMED = 50


def send_digests(now) -> int:
    """Mail every member what waits for their digest, at most one a day; says how many mails that were.

    Each member is a transaction of its own: the mail is written down together with what it tells being taken off the
    waiting list, so that a run that is killed, or two at once, send nothing twice and forget nothing.
    """
    waiting = Notification.objects.waiting_for_digest().order_by().values("member")
    members = User.objects.filter(pk__in=waiting).order_by("pk")
    return sum(send_digest(member, now) for member in members)


@transaction.atomic
def send_digest(member, now) -> bool:
    """One member's, if it is time for it and anything they have not read yet is waiting."""
    # Held, so that a second run waits here and then finds nothing left to send.
    member.lock()
    digests = OutgoingMail.objects.filter(recipient=member, subject=SUBJECT)
    if digests.filter(written_at__gt=now - AT_LEAST_APART).exists():
        return False
    waiting = member.notifications.waiting_for_digest()
    unread = list(waiting.unread().newest_first())
    waiting.update(waits_for_digest=False)
    if not (unread and member.is_active and member.email):
        return False
    context = {"member": member, "news": unread[:NAMED], "more": unread[NAMED:], "base_url": settings.BASE_URL}
    OutgoingMail.objects.post(member, SUBJECT, render_to_string("accounts/mail/digest.txt", context))
    return True
