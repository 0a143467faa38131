import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from django.test import SimpleTestCase

from tests.command import ROOT, environment

EXAMPLE = ROOT / ".env.example"
SETTINGS = ["DEBUG", "BASE_URL", "ALLOWED_HOSTS", "BEHIND_TLS_PROXY", "CACHES", "MEDIA_URL"]
SETTINGS += ["STORAGES", "MAILERS", "DEFAULT_FROM_EMAIL", "THROTTLE", "CHART_M", "CHART_C", "REDRESS", "CONTACT"]
IN_THE_PROJECT = ["FILMSITE_DATA_DIR", "FILMSITE_DATABASE_URL"]


class EnvExampleTests(SimpleTestCase):
    def setUp(self):
        self.lines = EXAMPLE.read_text().splitlines()

    def variables(self) -> dict:
        return dict(line.removeprefix("#").split("=", 1) for line in self.lines if line.startswith("#FILMSITE_"))

    def read_by_the_site(self) -> set:
        sources = [ROOT / "filmsite/settings.py", *ROOT.glob("*/**/*.py")]
        code = "\n".join(
            path.read_text() for path in sources if ".venv" not in path.parts and "tests" not in path.parts
        )
        return set(re.findall(r'(?:env[a-z_.]*|environ[a-z.]*)\(\s*"(FILMSITE_[A-Z_]+)"', code))

    def test_it_names_every_variable_that_the_site_reads_and_no_other(self):
        self.assertEqual(set(self.variables()), self.read_by_the_site())

    def test_every_variable_is_explained_above_its_line(self):
        for before, line in zip(self.lines, self.lines[1:], strict=False):
            if line.startswith("#FILMSITE_"):
                with self.subTest(line):
                    self.assertTrue(before.startswith(("# ", "#FILMSITE_")))

    def test_copied_as_it_is_it_changes_nothing(self):
        self.assertFalse([line for line in self.lines if line and not line.startswith("#")])

    def test_the_values_it_shows_are_the_defaults(self):
        # A folder of the project itself is not a test's to write to.
        shown = {name: value for name, value in self.variables().items() if name not in IN_THE_PROJECT}
        self.assertEqual(self.settings_with(shown), self.settings_with({}))
        self.assertEqual([self.variables()[name] for name in IN_THE_PROJECT], ["var", "sqlite:///var/filmsite.sqlite3"])

    def settings_with(self, variables) -> dict:
        """What a process reads that has these variables and no other."""
        code = f"""if True:
            import json
            from filmsite import settings
            print(json.dumps({{name: getattr(settings, name) for name in {SETTINGS}}}, default=str))"""
        with tempfile.TemporaryDirectory() as folder:
            command, given = [sys.executable, "-c", code], environment(Path(folder), **variables)
            run = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=60)
        self.assertEqual(run.returncode, 0, run.stderr)
        return json.loads(run.stdout)
