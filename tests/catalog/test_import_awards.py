import csv
import gzip
import tempfile
from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import TestCase

from catalog.models import Award, AwardBody, Ceremony, Film, Nomination, Person
from tests import make

OSCARS = (
    "Ceremony Year Class CanonicalCategory Category Film FilmId Name Nominees NomineeIds Winner Detail Note Citation"
)
GLOBES = "year_film,year_award,ceremony,category,nominee,film,win"


class ImportTestCase(TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, content: bytes):
        path = self.folder / "list"
        path.write_bytes(content)
        return path

    def run_import(self, path, list_format, **options):
        out = StringIO()
        call_command("import_awards", str(path), format=list_format, stdout=out, **options)
        return out.getvalue()

    def oscars(self, *rows, **options):
        """Import rows of (category, films, film ids, nominees, ids, winner, detail, note, citation)."""
        lines = ["\t".join(OSCARS.split())]
        for (ceremony, year, kind, canonical, category), *cells in rows:
            films, ids, nominees, *rest = [*cells, "", "", ""][: max(3, len(cells))]
            lines.append("\t".join([ceremony, year, kind, canonical, category, films, ids, nominees, nominees, *rest]))
        return self.run_import(self.write("\n".join(lines).encode()), "oscars", **options)

    def globes(self, *rows, header=GLOBES, **options):
        table = StringIO()
        csv.writer(table).writerows([header.split(","), *rows])
        return self.run_import(self.write(table.getvalue().encode()), "golden-globes", **options)

    def counts(self):
        models = (AwardBody, Award, Ceremony, Nomination, Nomination.history, Nomination.films.through)
        return [getattr(model, "objects", model).count() for model in models]


ACTOR = ("5", "1931/32", "Acting", "ACTOR IN A LEADING ROLE", "ACTOR")
PICTURE = ("61", "1988", "Title", "BEST PICTURE", "BEST PICTURE")
TECHNIQUE = ("61", "1988", "SciTech", "SCIENTIFIC AWARD (Class II)", "SCIENTIFIC AWARD (Class II)")


class OscarsTests(ImportTestCase):
    def test_a_line_becomes_a_nomination_with_its_ceremony_and_category_as_then_called(self):
        self.oscars((ACTOR, "A Road", "tt0000001", "Bo Quill", "nm0000001", "True", "The Walker"))
        made = Nomination.objects.get()
        self.assertEqual((made.award.name, made.category_text), ("Actor in a Leading Role", "Actor"))
        self.assertEqual((made.ceremony.number, made.ceremony.year, made.film_years), (5, 1932, "1931/32"))
        self.assertEqual(
            (made.film_title, made.named, made.won, made.detail), ("A Road", "Bo Quill", True, "The Walker")
        )

    def test_films_and_people_are_found_by_their_ids(self):
        film, person = make.film("The Road", 1940, imdb_id="tt0000001"), make.person(imdb_id="nm0000001")
        version = film.version
        self.oscars((ACTOR, "A Road", "tt0000001", "Bo Quill", "nm0000001", "True"))
        made = Nomination.objects.get()
        self.assertEqual((made.films.get(), made.people.get()), (film, person))
        self.assertEqual((made.film_title, made.named), ("", ""))
        self.assertGreater(Film.objects.get(pk=film.pk).version, version)

    def test_else_by_title_and_year_and_by_name_on_the_film(self):
        film, person = make.film("A Road", 1931), make.person("Bo Quill")
        make.person("Bo Quill")
        make.credit(film, person)
        self.oscars((ACTOR, "A Road", "", "Bo Quill", "?"))
        made = Nomination.objects.get()
        self.assertEqual((made.films.get(), made.people.get()), (film, person))

    def test_nothing_is_guessed(self):
        make.film("A Road", 1931), make.film("A Road", 1932), make.film("B Road", 1931, imdb_id="tt0000009")
        make.film("C Road", 1930)
        make.person("Bo Quill")
        rows = [(ACTOR, f"{letter} Road", f"tt000000{place}", "Bo Quill", "") for place, letter in enumerate("ABC", 1)]
        out = self.oscars(*rows)
        self.assertFalse(Nomination.objects.exclude(films=None, people=None).exists())
        self.assertIn("More than one film has this title and year", out)

    def test_several_films_and_companies_stay_apart(self):
        make.film("A Road", 1931, imdb_id="tt0000001")
        ids = "tt0000001|tt0000002|tt0000003"
        self.oscars((ACTOR, "A Road|B Road|C Road", ids, "Road Pictures, Inc.|Bo Quill", "co0000001|nm0000001"))
        made = Nomination.objects.get()
        self.assertEqual((made.films.get().title, made.film_title), ("A Road", "B Road / C Road"))
        self.assertEqual(made.others, ["Road Pictures, Inc.", "Bo Quill"])

    def test_every_odd_line_is_reported_with_its_number(self):
        report = self.folder / "odd.csv"
        self.oscars(
            (ACTOR, "A Road", "tt0000001", "Bo|Cy", "nm0000001"),
            (ACTOR, "A Road", "tt0000001", "Di|Ed", "?|nm0000001,nm0000002"),
            (ACTOR, "", "", "Road Pictures", "co0000001"),
            (ACTOR, "A|B", "tt1", "Fay", ""),
            (ACTOR, "A Road", "tt0000001", "Gus", "nm0000003", "", "", "THIS IS NOT AN OFFICIAL NOMINATION."),
            (("x", *ACTOR[1:]), "A Road", "", "Hal", ""),
            ((ACTOR[0], "lately", *ACTOR[2:]), "A Road", "", "Ida", ""),
            (ACTOR, "", "", "", "", "True"),
            ((*ACTOR[:3], "", ""), "A Road", "", "Jo", ""),
            (ACTOR, "A Road", "tt0000001", "Bo|Cy", "nm0000001"),
            (ACTOR, "A Road", "tt0000001", "Gus", *[""] * 9),
            (ACTOR, "x" * 500, "", "Gus", ""),
            report=str(report),
        )
        with report.open(newline="") as file:
            found = {(int(row["line"]), row["done"], row["what"]) for row in csv.DictReader(file)}
        for line, done, what in (
            (2, "imported", "Not as many ids as nominees; the ids are not used"),
            (3, "imported", "Nominees whose id is not known"),
            (3, "imported", "Two ids for one nominee; they are not used"),
            (4, "imported", "No film is named"),
            (4, "imported", "A company is named"),
            (5, "imported", "Several films in one nomination"),
            (5, "imported", "Not as many ids as films; the ids are not used"),
            (5, "imported", "Nominees without ids"),
            (6, "imported", "Not an official nomination"),
            (6, "imported", "Films of two years"),
            (7, "left out", "Not a number"),
            (8, "left out", "Not a year"),
            (9, "left out", "Nobody and nothing is named"),
            (10, "left out", "No category"),
            (11, "left out", "The same as another line"),
            (12, "left out", "Not 8 to 14 columns"),
            (13, "left out", "A text is longer than can be kept"),
        ):
            self.assertIn((line, done, what), found)
        self.assertEqual(Nomination.objects.count(), 5)

    def test_eight_columns_are_enough(self):
        line = "\t".join([*ACTOR, "A Road", "tt0000001", "Road Sound Department"])
        self.run_import(self.write(f"{chr(9).join(OSCARS.split())}\r\n{line}".encode()), "oscars")
        self.assertEqual(Nomination.objects.get().named, "Road Sound Department")

    def test_a_quotation_mark_is_a_letter_like_any_other(self):
        self.oscars((ACTOR, 'The "Long Road', "", "Bo", ""), (ACTOR, "Road", "", 'Cy "Slim', ""))
        self.assertEqual(Nomination.objects.count(), 2)

    def test_who_got_a_technical_award_beside_another_shares_nothing(self):
        line = (TECHNIQUE, "", "", "Road Optics", "co0000001", "True", "Lenses", "")
        self.oscars((*line, "For lenses."), (*line, "For more lenses."))
        self.assertEqual(Nomination.objects.count(), 2)
        self.assertEqual(Award.objects.get().name, "Scientific Award (Class II)")
        self.assertTrue(Award.objects.get().gives_several)

    def test_a_ceremony_without_winners_is_still_to_come_and_a_second_run_says_who_won(self):
        self.oscars((PICTURE, "A Road", "tt0000001", "Bo", ""), (PICTURE, "B Road", "tt0000002", "Cy", ""))
        self.assertEqual(set(Nomination.objects.values_list("won", flat=True)), {None})
        self.oscars((PICTURE, "B Road", "tt0000002", "Cy", "", "True"), (PICTURE, "A Road", "tt0000001", "Bo", ""))
        self.assertEqual(dict(Nomination.objects.values_list("film_title", "won")), {"A Road": False, "B Road": True})


class AgainTests(ImportTestCase):
    ROWS = ((PICTURE, "A Road", "tt0000001", "Bo Quill", "nm0000001", "True"), (ACTOR, "B Road", "tt0000002", "Cy", ""))

    def test_a_second_run_changes_nothing(self):
        self.oscars(*self.ROWS)
        before = self.counts(), list(Nomination.objects.order_by("pk").values())
        self.assertIn("0 new, 0 changed, 2 unchanged", self.oscars(*reversed(self.ROWS)))
        self.assertEqual((self.counts(), list(Nomination.objects.order_by("pk").values())), before)

    def test_a_dry_run_keeps_nothing_and_says_what_it_would_do(self):
        out = self.oscars(*self.ROWS, dry_run=True)
        self.assertIn("2 new", out)
        self.assertIn("nothing has been kept", out)
        self.assertEqual(self.counts(), [0] * 6)

    def test_what_is_in_the_catalogue_by_now_is_linked_and_corrections_stay(self):
        self.oscars(*self.ROWS)
        Nomination.objects.filter(film_title="B Road").update(film_title="C Road", detail="An editor’s word")
        film, person = make.film("A Road", 1988, imdb_id="tt0000001"), make.person("Bo Quill", imdb_id="nm0000001")
        make.film("B Road", 1931, imdb_id="tt0000002")
        self.assertIn("0 new, 1 changed, 1 unchanged", self.oscars(*self.ROWS))
        self.assertEqual((film.nominations.get().film_title, person.nominations.get().named), ("", ""))
        self.assertTrue(Nomination.objects.filter(film_title="C Road", detail="An editor’s word", films=None).exists())

    def test_what_an_editor_has_entered_is_taken_over(self):
        film = make.film("A Road", 1988, imdb_id="tt0000001")
        entered = make.nomination(make.award("Academy Awards", "Best Picture"), 1989, films=[film], won=True)
        self.assertIn("1 of them entered by an editor", self.oscars(self.ROWS[0]))
        entered.refresh_from_db()
        self.assertEqual((Nomination.objects.count(), entered.ceremony.number), (1, 61))

    def test_the_database_knows_every_key_once(self):
        made = make.nomination(make.award(), key="oscars:1:a")
        with self.assertRaises(IntegrityError), transaction.atomic():
            Nomination.objects.create(award=made.award, ceremony_year=1963, film_year=1962, key="oscars:1:a")


class GoldenGlobesTests(ImportTestCase):
    def test_titles_are_found_wherever_they_stand(self):
        roads = [make.film(title, 1970) for title in ("The Road", "A Path", "Il sentiero", "Way")]
        self.globes(
            [1970, 1971, 28, "Best Motion Picture - Drama", "Road, The", "", "True"],
            [1970, 1971, 28, "Best Director - Motion Picture", "Bo Quill", "Path, A (1970)", "False"],
            [
                1970,
                1971,
                28,
                "Best Motion Picture - Foreign Language",
                "Il sentiero (The Trail)",
                "Italy, Cy Quill",
                "FALSE",
            ],
            [1970, 1971, 28, "Foreign Film - English Language", "Wales, Di Quill", "Way", "TRUE"],
        )
        self.assertEqual([road.nominations.count() for road in roads], [1, 1, 1, 1])
        self.assertEqual(set(Nomination.objects.values_list("named", "detail")),
                         {("", ""), ("Bo Quill", ""), ("Cy Quill", "Italy"), ("Di Quill", "Wales")})  # fmt: skip

    def test_names_are_parted_and_a_song_is_a_detail(self):
        self.globes(
            [1970, 1971, 28, "Best Original Song - Motion Picture", "Long Way, Bo Quill, Cy Quill Jr.", "Way", "True"],
            [1970, 1971, 28, "Best Screenplay - Motion Picture", "Bo Quill, Jr., Cy Quill", "Way", "True"],
        )
        song, script = Nomination.objects.order_by("pk")
        self.assertEqual((song.detail, song.others), ("Long Way", ["Bo Quill", "Cy Quill Jr."]))
        self.assertEqual(script.others, ["Bo Quill, Jr.", "Cy Quill"])

    def test_television_repeats_and_contradictions_are_left_out(self):
        row = [1970, 1971, 28, "Best Director - Motion Picture", "Bo", "Way", "True"]
        out = self.globes(row, row, [*row[:6], "False"], [*row[:3], "Best Television Series", "Way", "", "True"], ["x"])
        for reason in ("1  Television (line 5)", "The same as another line (line 3)", "won otherwise", "Not 7 columns"):
            self.assertIn(reason, out)
        self.assertTrue(Nomination.objects.get().won)

    def test_years_and_characters_that_cannot_be_kept_are_left_out(self):
        out = self.globes([1, 1971, 28, "Picture", "Way", "", "True"], [1970, 1971, 28, "Picture", "Wa\0y", "", "True"])
        for reason in ("No year in which films were made", "A character that cannot be kept"):
            self.assertIn(reason, out)
        self.assertFalse(Nomination.objects.exists())

    def test_the_order_of_the_lines_makes_no_difference(self):
        rows = [[1970, 1971, 28, "Picture", title, "", title == "Way"] for title in ("Road", "Way")]
        self.globes(rows[0], [1971, 1972, 29, "Picture", "Path", "", "True"], rows[1])
        self.assertIs(Nomination.objects.get(film_title="Road").won, False)

    def test_another_name_of_the_last_column_and_of_the_body(self):
        self.globes(
            [1970, 1971, 28, "Picture", "Way", "", "TRUE"], header=GLOBES.replace("win", "winner"), body="Globes"
        )
        self.assertEqual(Nomination.objects.get().award.body.name, "Globes")


class BadFileTests(ImportTestCase):
    def assert_refused(self, content, sentence, list_format="oscars"):
        with self.assertRaisesMessage(CommandError, sentence):
            self.run_import(self.write(content), list_format)
        self.assertEqual(self.counts(), [0] * 6)

    def test_what_is_no_such_list_changes_nothing(self):
        header = "\t".join(OSCARS.split())
        good = f"{header}\n" + "\t".join([*PICTURE, "A Road", "tt0000001", "Bo"]) + "\n"
        packed = gzip.compress(good.encode() * 2000, mtime=0)
        self.assert_refused(b"", "does not name the columns")
        self.assert_refused(b"", "does not name the columns", "golden-globes")
        self.assert_refused(b"a,b\n1,2\n", "does not name the columns")
        self.assert_refused(good.encode() + "Café".encode("cp1252"), "not in UTF-8")
        self.assert_refused(packed[:-20], "damaged or not all there")

    def test_a_file_that_is_not_there(self):
        with self.assertRaisesMessage(CommandError, "No such file"):
            self.run_import(self.folder / "nothing", "oscars")

    def test_a_packed_list_is_read_like_any_other(self):
        text = "\t".join(OSCARS.split()) + "\n" + "\t".join([*PICTURE, "A Road", "tt0000001", "Bo"])
        self.run_import(self.write(gzip.compress(text.encode())), "oscars")
        self.assertEqual(Nomination.objects.count(), 1)
        self.assertFalse(Film.objects.exists() or Person.objects.exists())
