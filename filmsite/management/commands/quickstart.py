import os
import socket
import sys
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from filmsite.demo import loader
from filmsite.management.commands.demo import accounts_warning, load_demo

HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Set up whatever is missing, load the demo into an empty site, and serve the site on this machine."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="port to serve on, 8000 unless told")
        parser.add_argument("--no-serve", action="store_true", help="only set up")

    def handle(self, *, port, no_serve, **options):
        if not no_serve:
            refuse_taken(port)
        started = perf_counter()
        self.set_up()
        self.stdout.write(f"Ready in {perf_counter() - started:.1f} s.")
        if loader.has_accounts():
            self.stdout.write(self.style.WARNING(accounts_warning()))
        if not no_serve:
            self.serve(port)

    def set_up(self):
        """Everything that a start needs and that may be done again and again."""
        for folder in (settings.DATA_DIR, settings.MEDIA_ROOT):
            Path(folder).mkdir(parents=True, exist_ok=True)
        with self.step("Database"):
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
        with self.step("Static files"):
            call_command("collectstatic", verbosity=0, interactive=False)
        if loader.site_is_empty():
            load_demo(self.stdout)

    @contextmanager
    def step(self, name):
        started = perf_counter()
        yield
        self.stdout.write(f"{name} ready ({perf_counter() - started:.1f} s).")

    def serve(self, port):
        """Become gunicorn, which starts the worker beside it: Ctrl-C and SIGTERM go straight to it."""
        self.stdout.write(self.style.SUCCESS(f"Open http://{HOST}:{port}/ (stop with Ctrl-C)."))
        self.stdout.flush()
        connections.close_all()
        # The links in mails lead to this port, unless the operator has said where the site is.
        os.environ.setdefault("FILMSITE_BASE_URL", f"http://{HOST}:{port}")
        os.environ["TASK_WORKER"] = "on"
        configuration = settings.BASE_DIR / "gunicorn.conf.py"
        options = ["--config", str(configuration), "--pythonpath", str(settings.BASE_DIR), "--bind", f"{HOST}:{port}"]
        os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *options, "filmsite.wsgi"])  # noqa: S606


def refuse_taken(port):
    with socket.socket() as probe:
        # As gunicorn does, so that a port that was ours a moment ago counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise CommandError(f"Port {port} cannot be used ({error}); choose another one with --port.") from error
