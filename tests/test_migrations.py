"""A site of the time before moderation that answers comes through the migrations whole: on SQLite and PostgreSQL."""

import pytest

from tests import postgresql
from tests.command import manage
from tests.require import require

pytestmark = pytest.mark.process

BEFORE = {"reviews": "0008_prints_of_reviews", "accounts": "0002_ties_and_notifications", "catalog": "0003"}

# A hidden and restored review, a removed goof, and a case that waits.
FILL = """
from django.db import connection
from django.utils import timezone
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
apps = executor.loader.project_state([node for node in executor.loader.applied_migrations]).apps
model = apps.get_model
ana, mod = (model("accounts", "User").objects.create(username=name, email=name) for name in ("ana", "mod"))
film = model("catalog", "Film").objects.create(title="A road", year=1962)
review = model("reviews", "Review").objects.create(film=film, author=ana, headline="A walk", body="Words.")
goof = model("catalog", "TriviaItem").objects.create(
    film=film, kind="goof", goof_type="factual", text="A clock.", state="published", decided_at=timezone.now()
)
cases = model("reviews", "Case").objects
decided = cases.create(review=review, author=ana, closed_at=timezone.now())
of_goof = cases.create(trivia_item=goof)
waiting = cases.create(review=review, author=ana)
report = model("reviews", "Report").objects
report.create(case=waiting, reason="private", reporter=mod)
report.create(case=waiting, reason="copied")
def decide(case, action, author, text):
    decision = model("reviews", "Decision").objects.create(
        case=case, author=author, moderator=mod, action=action, guideline="own-words", facts="Copied.",
        text_as_decided=text, state_before="published",
    )
    model("reviews", "AuditEntry").objects.create(actor=mod, action=action, decision=decision, subject="A road")
decide(decided, "hide", ana, "First words.")
decide(decided, "restore", ana, "Second words.")
decide(of_goof, "remove", None, "A clock.")
connection.close()
"""

LOOK = """
from django.db import IntegrityError, connection, transaction
from reviews.models import AuditEntry, Case, Decision, GuidelineVersion, Report
decisions = list(Decision.objects.order_by("pk").select_related("sealed", "supersedes"))
assert [one.sealed.text for one in decisions] == ["First words.", "Second words.", "A clock."]
assert [one.supersedes for one in decisions] == [None, decisions[0], None]
assert [one.role for one in decisions] == ["moderator"] * 3
cases = list(Case.objects.order_by("pk"))
assert [case.kind for case in cases] == ["review", "goof", "review"]
assert [(case.lane, case.score) for case in cases] == [(0, 0), (0, 0), (1, 2)]
assert list(Report.objects.order_by("pk").values_list("source", flat=True)) == ["member", "site"]
entries = list(AuditEntry.objects.order_by("seq"))
assert [(one.seq, one.case, one.decision) for one in entries] == [
    (number, one.case, one) for number, one in enumerate(decisions, start=1)
]
for model in (AuditEntry, Decision, GuidelineVersion):
    for change in (model.objects.all()._raw_delete, lambda _: model.objects.update(id=1)):
        try:
            with transaction.atomic():
                change("default")
            raise AssertionError(f"{model} can be changed")
        except IntegrityError:
            pass
connection.close()
"""

LOOK_BACK = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT text_as_decided FROM reviews_decision ORDER BY id")
    assert cursor.fetchall() == [("First words.",), ("Second words.",), ("A clock.",)]
connection.close()
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def run(request, tmp_path):
    """Runs a command on a site of its own, on either database; one that fails is told."""

    def on(**variables):
        def run_it(*arguments):
            process = manage(*arguments, data_dir=tmp_path, **variables)
            assert process.returncode == 0, process.stdout + process.stderr
            return process.stdout

        return run_it

    if request.param == "sqlite":
        yield on()
        return
    require(postgresql.binaries(), "PostgreSQL is not installed (Debian: apt-get install postgresql).")
    with postgresql.private_server() as url:
        yield on(FILMSITE_DATABASE_URL=url)


def test_what_was_decided_before_is_there_afterwards_and_on_the_way_back(run):
    def back():
        for app, name in BEFORE.items():
            run("migrate", app, name)

    def script(text):
        run("shell", "--no-imports", "-c", text)

    back()
    script(FILL)
    run("migrate")
    script(LOOK)
    assert "OK: 3 entries" in run("verify_audit")
    back()
    script(LOOK_BACK)
    run("migrate")
    script(LOOK)
    assert "OK: 3 entries" in run("verify_audit")
