from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.digest import send_digests
from catalog.contributing.picture import throw_forgotten_away
from catalog.models import Merge
from diary.models import WatchlistEntry
from filmsite import tasks_left
from reviews.erasure import erase_due
from reviews.models import IllegalNotice, VotePair


class Command(BaseCommand):
    help = "What is done once a day: the chart's mean, pairs of voters, digests by mail, expired sessions, the audit."

    def handle(self, *args, **options):
        call_command("recompute_chart", stdout=self.stdout)
        call_command("recompute_see_next", stdout=self.stdout)
        VotePair.objects.find()
        self.stdout.write(f"Pairs who vote for each other: {VotePair.objects.count()}.")
        self.stdout.write(f"Digests sent: {send_digests(timezone.now())}.")
        self.stdout.write(f"Senders of notices forgotten: {IllegalNotice.objects.forget_senders()}.")
        self.stdout.write(f"Texts of old decisions and cases erased: {erase_due(timezone.now())}.")
        self.stdout.write(
            f"Films that dropped off watchlists forgotten: {WatchlistEntry.objects.forget_dropped_off()}."
        )
        self.stdout.write(f"Pictures thrown away that were never sent: {throw_forgotten_away(timezone.now())}.")
        self.stdout.write(f"Tasks begun again whose worker was killed: {tasks_left.requeue_stuck(timezone.now())}.")
        self.stdout.write(f"Results of tasks forgotten: {tasks_left.forget_finished(timezone.now())}.")
        self.stdout.write(f"Merges that are final now: {Merge.objects.forget_due()}.")
        call_command("clearsessions")
        # Last, because it stops here where the audit was changed past the site: whoever reads the log has to see it.
        call_command("verify_audit", stdout=self.stdout)
