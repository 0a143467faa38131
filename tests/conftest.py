"""What every run of the tests does besides testing: an order, one site for all who need it, a clean end."""

import shutil

import pytest
from django.conf import settings

from tests import migrated_once
from tests.site import Site

# What starts servers and browsers comes last, so that what is quickly found is quickly told.
LATE = ("browser", "process", "postgresql")

migrated_once.install()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site with the demo: .url, .mails(). All tests share it, so each changes only what is its own."""
    with Site(tmp_path_factory.mktemp("site")) as started:
        yield started


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: [item.get_closest_marker(name) is not None for name in LATE])
    for item in items:
        # One worker has the site, and the other one most of the long run on PostgreSQL.
        if item.get_closest_marker("browser") or item.get_closest_marker("process"):
            item.add_marker(pytest.mark.xdist_group("site"))
        elif item.get_closest_marker("postgresql") and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group("postgresql"))


def pytest_xdist_auto_num_workers(config):
    """Two workers for the whole, where each has its long half; none for a part, done before they have started."""
    return 2 if config.args_source is pytest.Config.ArgsSource.TESTPATHS else 0


def pytest_terminal_summary(terminalreporter):
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            if name == "postgresql":
                terminalreporter.write_sep("=", f"again on PostgreSQL: {value}")


def pytest_unconfigure():
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)
