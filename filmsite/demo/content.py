"""Reads the demo's TOML files, and says in which file and entry something is wrong."""

import datetime
import hashlib
import tomllib
from pathlib import Path

from django.core.exceptions import ValidationError

FOLDER = Path(__file__).resolve().parent
# The files' days are told from this one on: it stands for yesterday, so that there is always something recent.
LAST_DAY = datetime.date(2026, 11, 20)
SHIFT = max(datetime.datetime.now(datetime.UTC).date() - datetime.timedelta(days=1) - LAST_DAY, datetime.timedelta())
# The last moment at which anything happens in the demo.
LAST_MOMENT = datetime.datetime.combine(LAST_DAY + SHIFT, datetime.time(hour=20), datetime.UTC)


class DemoError(Exception):
    """Something in the demo's files is wrong: which file, which entry, and what."""


class Entry(dict):
    """A table of a TOML file, which knows where it stands."""

    def __init__(self, table, where):
        super().__init__(table)
        self.where = where

    def __missing__(self, key):
        raise self.wrong(f"“{key}” is missing")

    def wrong(self, what) -> DemoError:
        return DemoError(f"{self.where}: {what}")

    def entries(self, key):
        """The tables of an array, each with its number in its place; none where there is no such array."""
        return [
            Entry(table, f"{self.where}, {key} {number}") for number, table in enumerate(self.get(key, []), start=1)
        ]

    def table(self, key):
        """The table that stands there; an empty one where there is none."""
        return Entry(self.get(key, {}), f"{self.where}, {key}")

    def refuse_others(self, *known):
        """Raise DemoError for a key that nobody reads: it is a slip of the pen."""
        if unknown := self.keys() - set(known):
            raise self.wrong(f"“{min(unknown)}” means nothing here")

    def moment(self, key) -> datetime.datetime:
        """The day that stands there, as far back from now as it was written, at an hour of the entry's own."""
        try:
            day = datetime.date.fromisoformat(str(self[key]))
        except ValueError as error:
            raise self.wrong(f"“{self[key]}” is not a day like 2026-03-14") from error
        morning = datetime.datetime.combine(day, datetime.time(hour=8), datetime.UTC) + SHIFT
        return morning + datetime.timedelta(minutes=int(fraction(self.where) * 14 * 60))


class Names(dict):
    """Rows by the name the files give them."""

    def __init__(self, kind, rows=()):
        super().__init__(rows)
        self.kind = kind

    def of(self, entry, key):
        return self.named(entry, entry[key])

    def named(self, entry, name):
        if name not in self:
            raise entry.wrong(f"there is no {self.kind} “{name}”")
        return self[name]

    def all_of(self, entry, key):
        return [self.named(entry, name) for name in entry.get(key, [])]


def read(name: str) -> Entry:
    try:
        return Entry(tomllib.loads((FOLDER / name).read_text(encoding="utf-8")), name)
    except (OSError, ValueError) as error:
        raise DemoError(f"{name}: {error}") from error


def read_all(folder: str) -> dict[str, Entry]:
    """All files of a folder by their names without ending, in the order of these names."""
    return {path.stem: read(f"{folder}/{path.name}") for path in sorted((FOLDER / folder).glob("*.toml"))}


def checked(row, entry):
    """The row, if its own fields hold what they may hold."""
    relations = [field.name for field in row._meta.fields if field.is_relation]
    try:
        row.clean_fields(exclude=relations)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise entry.wrong(f"{field}: {messages[0]}") from error
    return row


def fraction(salt: str) -> float:
    """A number from 0 to 1 that looks like chance and is the same for the same words."""
    return int.from_bytes(hashlib.sha256(salt.encode()).digest()[:6]) / 2**48


def shuffled(names, salt: str) -> list:
    return sorted(names, key=lambda name: fraction(f"{salt}/{name}"))


def moment_between(first, last, salt: str) -> datetime.datetime:
    return first + max(last - first, datetime.timedelta(minutes=1)) * fraction(salt)
