from django.core.management.base import BaseCommand

from accounts.models import OutgoingMail


class Command(BaseCommand):
    help = "Send the mails that wait because the mail server was away. Run it every few minutes."

    def handle(self, *args, **options):
        waiting = list(OutgoingMail.objects.waiting().select_related("recipient"))
        sent = sum(mail.deliver() for mail in waiting)
        self.stdout.write(f"Mails sent: {sent} of {len(waiting)} that waited.")
