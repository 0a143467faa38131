"""A migrated SQLite database is kept between runs, for as long as no migration changes: it takes half a minute to make.

Who makes a test database starts from a copy, and `migrate` then finds nothing to do.
"""

import contextlib
import hashlib
import os
import sqlite3
import tempfile
from pathlib import Path

import django
from django.db.backends.sqlite3.creation import DatabaseCreation

ROOT = Path(__file__).resolve().parents[1]
migrate = DatabaseCreation.create_test_db


def kept_database() -> Path:
    """The file of the database that these migrations make, under a name that follows from every letter of them."""
    letters = hashlib.sha256(django.__version__.encode())
    for file in sorted(ROOT.glob("*/migrations/*.py")):
        letters.update(file.read_bytes())
    letters.update((ROOT / "filmsite" / "settings.py").read_bytes())
    return Path(tempfile.gettempdir()) / f"filmsite-tests-{os.getuid()}-{letters.hexdigest()[:16]}.sqlite3"


def create_test_db(creation, *args, **options):
    name, kept = creation._get_test_db_name(), kept_database()
    if not creation.is_in_memory_db(name):
        return migrate(creation, *args, **options)
    # Open until the site's own connection is: a database in memory goes with the last of them.
    with contextlib.closing(sqlite3.connect(name, uri=True)) as database:
        if kept.exists():
            with contextlib.closing(sqlite3.connect(kept)) as copy:
                copy.backup(database)
        made = migrate(creation, *args, **options)
        if not kept.exists():
            keep(database, kept)
    return made


def keep(database, kept: Path):
    """Written beside its place and moved there, so that nobody ever reads half of it."""
    draft = kept.with_suffix(f".{os.getpid()}")
    with contextlib.closing(sqlite3.connect(draft)) as copy:
        database.backup(copy)
    draft.replace(kept)


def install():
    DatabaseCreation.create_test_db = create_test_db
