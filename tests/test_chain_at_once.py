"""Several processes that write into the audit at once: on SQLite, and on PostgreSQL again."""

import subprocess
import sys

import pytest

from tests import postgresql
from tests.command import ROOT, environment, manage
from tests.require import require

pytestmark = pytest.mark.process

PROCESSES, THREADS, EACH = 3, 4, 15
RECORD = f"""
from concurrent.futures import ThreadPoolExecutor
from django.db import connection, transaction
from reviews.models import AuditEntry

def record(thread):
    for number in range({EACH}):
        with transaction.atomic():
            AuditEntry.objects.record(None, "shield", f"review {{number}} of thread {{thread}}")
    connection.close()

with ThreadPoolExecutor({THREADS}) as pool:
    list(pool.map(record, range({THREADS})))
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def variables(request):
    """The settings of a site on either database."""
    if request.param == "sqlite":
        yield {}
        return
    require(postgresql.binaries(), "PostgreSQL is not installed (Debian: apt-get install postgresql).")
    with postgresql.private_server() as url:
        yield {"FILMSITE_DATABASE_URL": url}


def test_many_at_once_never_break_the_chain(variables, tmp_path):
    assert manage("migrate", data_dir=tmp_path, **variables).returncode == 0
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", RECORD]
    env = environment(tmp_path, **variables)
    running = [subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.PIPE) for _ in range(PROCESSES)]
    for process in running:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors.decode()
    verified = manage("verify_audit", data_dir=tmp_path, **variables)
    assert f"OK: {PROCESSES * THREADS * EACH} entries" in verified.stdout, verified.stdout + verified.stderr
