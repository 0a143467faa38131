from django.core.management.base import BaseCommand, CommandError

from filmsite import recounting


class Command(BaseCommand):
    help = "Count ratings, reviews, votes and unread notifications again, and mend the stored figures that differ."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when a figure is wrong")

    def handle(self, *, check, **options):
        wrong = 0
        for difference in recounting.differences(mend=not check):
            wrong += 1
            self.stdout.write(str(difference))
        if not wrong:
            self.stdout.write("All stored figures are right.")
        elif check:
            raise CommandError(f"Wrong figures: {wrong}. manage.py recount mends them.")
        else:
            self.stdout.write(f"Mended figures: {wrong}.")
