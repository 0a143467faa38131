from django.core.management.base import BaseCommand

from reviews import see_next


class Command(BaseCommand):
    help = "Work out which films are liked by the same members, for “See next” on film pages."

    def handle(self, **options):
        films, changed = see_next.recompute()
        self.stdout.write(f"Films with others to see next: {films}; changed: {changed}.")
