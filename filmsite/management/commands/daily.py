from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.digest import send_digests
from reviews.models import VotePair


class Command(BaseCommand):
    help = "What is done once a day: the chart's mean, pairs of voters, digests by mail, expired sessions."

    def handle(self, *args, **options):
        call_command("recompute_chart", stdout=self.stdout)
        VotePair.objects.find()
        self.stdout.write(f"Pairs who vote for each other: {VotePair.objects.count()}.")
        self.stdout.write(f"Digests sent: {send_digests(timezone.now())}.")
        call_command("clearsessions")
