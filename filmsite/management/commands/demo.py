from time import perf_counter

from django.core.management.base import BaseCommand, CommandError

from filmsite.demo import loader
from filmsite.demo.content import DemoError
from filmsite.demo.members import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    help = "Fill an empty site with films, members and reviews to try it out with."

    def handle(self, **options):
        try:
            if loader.is_loaded():
                self.stdout.write("The demo is here already; nothing was changed.")
                return
            load_demo(self.stdout)
        except (loader.SiteInUseError, DemoError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.WARNING(accounts_warning()))


def load_demo(stdout):
    """Load the demo into the empty site, and say what was done."""
    started = perf_counter()
    stdout.write("Demo:")
    loader.load(lambda done: stdout.write(f"  {done}"))
    stdout.write(f"Demo loaded ({perf_counter() - started:.1f} s).")


def accounts_warning() -> str:
    return (
        f"Demo accounts: {', '.join(ACCOUNTS)}; the password of all of them is {PASSWORD}.\n"
        "Everybody can know this password: never open a site with these accounts to others."
    )
