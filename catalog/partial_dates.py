"""Dates known only to the year or the month, stored as they are given: "1988", "1988-06" or "1988-06-17"."""

import calendar
import datetime
import re

from django.core.exceptions import ValidationError

PATTERN = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"


def parts(value: str) -> list[int]:
    """Year, month and day, as far as they are known."""
    return [int(part) for part in value.split("-")]


def validate(value: str):
    """Raise ValidationError for what is no date at all, 31 June for example."""
    try:
        if not re.fullmatch(PATTERN, value, re.ASCII):
            raise ValueError(value)
        year, month, day = [*parts(value), 1, 1][:3]
        datetime.date(year, month, day)
    except ValueError as error:
        raise ValidationError("Write a date as 1988, 1988-06 or 1988-06-17.", code="invalid") from error


def years_between(start: str, end: str) -> int | None:
    """The full years from one date to the other, as an age is counted; None unless both are known to the day."""
    if len(start) < len("1988-06-17") or len(end) < len("1988-06-17"):
        return None
    year, *day = parts(start)
    end_year, *end_day = parts(end)
    return end_year - year - (end_day < day)


def in_words(value: str) -> str:
    """The date as a reader says it: "17 June 1988", "June 1988" or "1988"."""
    if not value:
        return ""
    year, *rest = parts(value)
    words = [str(year)]
    if rest:
        words.insert(0, calendar.month_name[rest[0]])
    if rest[1:]:
        words.insert(0, str(rest[1]))
    return " ".join(words)
