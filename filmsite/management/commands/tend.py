from django.core.management import call_command
from django.core.management.base import BaseCommand

from reviews.models import HelpfulVote, Suspension


class Command(BaseCommand):
    help = "Do what has become due: count votes that waited, end suspensions, send mails. Run it every few minutes."

    def handle(self, *args, **options):
        Suspension.objects.end_due()
        settled = HelpfulVote.objects.waiting().settle()
        self.stdout.write(f"Votes counted now: {settled}.")
        call_command("deliver_mail", stdout=self.stdout)
