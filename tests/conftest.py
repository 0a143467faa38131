"""What every run of the tests does besides testing: an order, one site for all who need it, a clean end."""

import shutil

import pytest
from django.conf import settings

from tests.site import Site

# What starts servers and browsers comes last, so that what is quickly found is quickly told.
LATE = ("browser", "process", "postgresql")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site with the demo: .url, .mails(). All tests share it, so each changes only what is its own."""
    with Site(tmp_path_factory.mktemp("site")) as started:
        yield started


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: [item.get_closest_marker(name) is not None for name in LATE])


def pytest_terminal_summary(terminalreporter):
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            if name == "postgresql":
                terminalreporter.write_sep("=", f"again on PostgreSQL: {value}")


def pytest_unconfigure():
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)
