"""What tests of appeals share."""

from datetime import timedelta
from unittest import mock

from django.utils import timezone

DAY = timedelta(days=1)


def after(time):
    """So much later."""
    return mock.patch("django.utils.timezone.now", return_value=timezone.now() + time)


def upheld(appeal, by, reasons="It does name one."):
    return appeal.decide("upheld", by=by, reasons=reasons)


def overturned(appeal, by, reasons="The shop is part of the film.", **terms):
    return appeal.decide("overturned", by=by, reasons=reasons, **terms)


def shield(case):
    """The text hidden for the time being, as the site does it by itself."""
    case = case.held("shield")
    words = {"guideline": "no-advertising", "facts": "Several members reported it.", "days": 3}
    return case._take("shield", None, **words)
