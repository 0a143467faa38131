"""Opens a list, packed or not, and reads it to its end, one ceremony after another."""

import csv
import gzip
import zlib
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter

from django.db import transaction

from catalog.award_import import FORMATS
from catalog.award_import.entry import BadFileError
from catalog.award_import.writing import Writer, body_called

NUMBER = attrgetter("number")
PACKED = b"\x1f\x8b"


@contextmanager
def opened(path):
    """The text of the file, line by line. Raises BadFileError for what cannot be read."""
    try:
        with open(path, "rb") as raw:
            packed = raw.read(len(PACKED)) == PACKED
        opener = gzip.open if packed else open
        with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
            yield file
    except UnicodeDecodeError as error:
        raise BadFileError("The file is not in UTF-8.") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadFileError("The file is damaged or not all there.") from error
    except csv.Error as error:
        raise BadFileError(f"The file is no table: {error}.") from error
    except OSError as error:
        raise BadFileError(f"The file cannot be read: {error.strerror or error}.") from error


@transaction.atomic
def import_file(path, list_name, report, *, body="", dry_run=False) -> tuple[Writer, int]:
    """Read the whole list or nothing; returns the writer with its counts, and how many lines there were.

    A dry run does everything and takes it back. Raises BadFileError for a file that is not of this format.
    """
    form = FORMATS[list_name]
    lines = 0

    def entries(found):
        nonlocal lines
        for item in found:
            lines += 1
            if isinstance(item, tuple):
                line, error = item
                report.add(line, "left out", error.kind, error.more)
            else:
                yield item

    with opened(path) as file:
        writer = Writer(body_called(body or form.BODY), list_name)
        # A list may be in another order; who has won nothing is known when all of a ceremony is together.
        in_order = sorted(entries(form.read(file)), key=NUMBER)
    for _, ceremony in groupby(in_order, key=NUMBER):
        write_ceremony(writer, list(ceremony), report)
    writer.finish()
    transaction.set_rollback(dry_run)
    return writer, lines


def write_ceremony(writer, entries, report):
    writer.write(entries, lambda line, kind, more: report.add(line, "left out", kind, more))
    for entry in entries:
        for kind, more in entry.notes:
            report.add(entry.line, "imported", kind, more)
