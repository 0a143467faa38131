from django.core.management import call_command
from django.core.management.base import BaseCommand

from reviews import shield
from reviews.models import HelpfulVote, Restriction, Suspension


class Command(BaseCommand):
    help = "Do what has become due: end shields, limits and suspensions, count votes that waited, send mails."

    def handle(self, *args, **options):
        """To be run every few minutes. Each thing is held while it is ended, so that two runs at once end it once."""
        self.stdout.write(f"Shields ended: {shield.end_due()}.")
        self.stdout.write(f"Limits and pauses ended: {Restriction.objects.end_due()}.")
        self.stdout.write(f"Suspensions ended: {Suspension.objects.end_due()}.")
        self.stdout.write(f"Votes counted now: {HelpfulVote.objects.waiting().settle()}.")
        call_command("deliver_mail", stdout=self.stdout)
