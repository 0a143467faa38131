import time
from contextlib import ExitStack

from django.core.management.base import BaseCommand, CommandError

from catalog.award_import import FORMATS
from catalog.award_import.entry import BadFileError
from catalog.award_import.reading import import_file
from catalog.award_import.report import Report


class Command(BaseCommand):
    help = "Read a list of awards into the catalogue; docs/importing-awards.md says what becomes of it."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the list, packed with gzip or not")
        parser.add_argument("--format", required=True, choices=FORMATS)
        parser.add_argument("--body", default="", help="who gives these awards, where not under their usual name")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
        parser.add_argument("--report", metavar="FILE", help="write every odd line to this table (CSV)")

    def handle(self, **options):
        started = time.monotonic()
        try:
            with ExitStack() as files:
                report = Report(self.report_file(options["report"], files))
                writer, lines = import_file(
                    options["file"], options["format"], report, body=options["body"], dry_run=options["dry_run"]
                )
        except BadFileError as error:
            raise CommandError(f"{error} Nothing has been imported.") from error
        self.say_what_was_done(writer, lines, time.monotonic() - started)
        for line in report.summary():
            self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write(self.style.WARNING("A dry run: nothing has been kept."))

    def report_file(self, path, files):
        if not path:
            return None
        try:
            return files.enter_context(open(path, "w", encoding="utf-8", newline=""))
        except OSError as error:
            raise CommandError(f"The report cannot be written: {error.strerror}.") from error

    def say_what_was_done(self, writer, lines, seconds):
        counts, links = writer.counts, writer.links
        self.stdout.write(f"{writer.body}: {lines:,} lines read in {seconds:.1f} s.")
        self.stdout.write(
            f"Nominations: {counts['new']:,} new, {counts['changed']:,} changed, {counts['unchanged']:,} unchanged"
            f" ({counts['taken over from an editor']:,} of them entered by an editor before)."
        )
        self.stdout.write(f"New categories: {counts['categories']:,}; new ceremonies: {counts['ceremonies']:,}.")
        self.stdout.write(f"Linked: {links['films']:,} films, {links['people']:,} people; the rest is kept as text.")
        self.stdout.write("Check that you may show this list: most are for personal use, or ask to be named.")
