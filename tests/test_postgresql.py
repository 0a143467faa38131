"""Every test that uses a database of the tests, once more on PostgreSQL; and the site itself on it."""

import os
import subprocess
import sys

import pytest

from tests import postgresql
from tests.command import ROOT, environment, manage
from tests.require import require

AGAIN = ["-q", "-n0", "-p", "no:cacheprovider", "-m", "not browser and not process and not postgresql"]
# Of all files. The last part is for the worker that has the browser's tests, which do not take as long.
PARTS = [0, 1, 2, pytest.param(3, marks=pytest.mark.xdist_group("site"))]

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def server():
    require(postgresql.binaries(), "PostgreSQL is not installed (Debian: apt-get install postgresql).")
    with postgresql.private_server() as url:
        yield url


@pytest.fixture(scope="module")
def migrated(server, tmp_path_factory):
    """The server, on which each new database is a copy of one that has all migrations."""
    run = manage("migrate", data_dir=tmp_path_factory.mktemp("migrated"), FILMSITE_DATABASE_URL=template_of(server))
    assert run.returncode == 0, run.stdout + run.stderr
    return server


def template_of(server):
    return f"{server.rpartition('/')[0]}/template1"


@pytest.mark.parametrize("part", PARTS)
def test_everything_holds_on_postgresql_too(migrated, part, record_property):
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    variables |= {"FILMSITE_DATABASE_URL": migrated}
    files = sorted((ROOT / "tests").rglob("test_*.py"))[part :: len(PARTS)]
    command = [sys.executable, "-m", "pytest", *AGAIN, *files]
    run = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True)
    output = run.stdout + run.stderr
    assert run.returncode == 0, f"the tests failed on PostgreSQL:\n{output[-6000:]}"
    record_property("postgresql", output.strip().splitlines()[-1])


def test_the_site_sets_itself_up_on_postgresql_too(server, tmp_path):
    variables = {"FILMSITE_DATABASE_URL": server, "data_dir": tmp_path}
    for command in (["quickstart", "--no-serve"], ["quickstart", "--no-serve"], ["recount", "--check"]):
        run = manage(*command, **variables)
        assert run.returncode == 0, run.stdout + run.stderr
    assert not list(tmp_path.glob("*.sqlite3"))


TIMEOUT = (
    "from django.db import connection as c; k = c.cursor(); k.execute('SHOW statement_timeout'); print(k.fetchone())"
)


def test_a_page_has_five_seconds_for_a_query_and_a_command_all_the_time_it_needs(server, tmp_path):
    for served, expected in (("import filmsite.wsgi", "5s"), ("import django; django.setup()", "0")):
        variables = environment(tmp_path, FILMSITE_DATABASE_URL=server, DJANGO_SETTINGS_MODULE="filmsite.settings")
        # Another test may have imported what gunicorn serves, and with it the limit.
        variables.pop("PGOPTIONS", None)
        command = [sys.executable, "-c", f"{served}; {TIMEOUT}"]
        run = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True)
        assert run.stdout.strip() == f"('{expected}',)", run.stderr
