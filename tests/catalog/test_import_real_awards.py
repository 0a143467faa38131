from io import StringIO

from django.core.management import call_command
from django.test import TestCase

from catalog.models import AwardBody, Ceremony, Nomination
from tests import real_data

OSCARS = real_data.FOLDER / "awards" / "oscars-ceremonies-1-85.tsv.gz"
GLOBES = real_data.FOLDER / "awards" / "golden_globe_awards.csv.gz"


@real_data.needed
class RealAwardsTests(TestCase):
    """The counts are those of the files themselves and of ODDITIES.md, as far as it speaks of these files."""

    def run_import(self, path, list_format):
        out = StringIO()
        call_command("import_awards", str(path), format=list_format, stdout=out)
        return out.getvalue()

    def test_the_academy_awards_of_85_ceremonies(self):
        out = self.run_import(OSCARS, "oscars")
        for words in (
            "10,347 lines read",
            "10,347 new",
            "categories: 64; new ceremonies: 85",
            "1,068  No film is named",
            "222  Nominees whose id is not known",
            "18  Several films",
        ):
            self.assertIn(words, out)
        body = AwardBody.objects.get()
        self.assertEqual(Nomination.objects.filter(won=True).count(), 2993)
        self.assertEqual(body.ceremonies.filter(year=1930).count(), 2)
        self.assert_a_second_run_writes_nothing(OSCARS, "oscars", "10,347 unchanged")

    def test_the_golden_globes_without_television(self):
        out = self.run_import(GLOBES, "golden-globes")
        for words in ("7,991 lines read", "5,089 new", "2,901  Television", "1  Another line says who won otherwise"):
            self.assertIn(words, out)
        self.assertEqual(Ceremony.objects.count(), 77)
        self.assert_a_second_run_writes_nothing(GLOBES, "golden-globes", "5,089 unchanged")

    def assert_a_second_run_writes_nothing(self, path, list_format, words):
        before = list(Nomination.objects.order_by("pk").values_list())
        self.assertIn(f"0 new, 0 changed, {words}", self.run_import(path, list_format))
        self.assertEqual(list(Nomination.objects.order_by("pk").values_list()), before)
