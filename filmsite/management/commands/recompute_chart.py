from django.core.management.base import BaseCommand

from catalog.models import ChartMean


class Command(BaseCommand):
    help = "Work out the chart's C, the mean of all ratings on the site, and weigh every film with it."

    def handle(self, **options):
        mean, changed = ChartMean.objects.recompute()
        if mean is None:
            self.stdout.write(f"Nobody has rated a film yet; C stays {ChartMean.objects.value():g}.")
            return
        day = f"{mean.computed_at:%Y-%m-%d}"
        self.stdout.write(f"C is {mean.value:.4f}, the mean of {mean.rating_count} ratings, computed on {day}.")
        self.stdout.write(f"Films weighed anew: {changed}.")
