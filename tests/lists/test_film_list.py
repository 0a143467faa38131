import csv
import io

from django.test import TestCase
from django.urls import reverse

from accounts.models import User
from lists.models import FilmList
from tests import make
from tests.making.lists import film_list, noted, positions


class FilmListTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.film, cls.other = make.film("The Long Road"), make.film("Another Road")
        cls.list = noted(film_list(cls.ana, cls.film, cls.other, title="Long ways"), cls.film, "It never ends.")
        cls.page = cls.list.get_absolute_url()

    def put(self, **fields):
        FilmList.objects.filter(pk=self.list.pk).update(**fields)

    def test_it_shows_films_notes_and_who_made_it(self):
        self.list.revise(self.ana, description="All of them are roads.", is_ranked=True)
        page = self.client.get(self.page)
        for words in ("Long ways", "The Long Road", "It never ends.", "All of them are roads.", "/members/ana/"):
            self.assertContains(page, words)
        self.assertContains(page, '<span class="visually-hidden">Number </span>2')

    def test_without_numbers_and_notes_it_is_a_sheet_of_posters(self):
        plain = film_list(self.ana, self.film)
        self.assertContains(self.client.get(plain.get_absolute_url()), "film-card__title")

    def test_a_private_list_is_there_for_its_owner_alone(self):
        self.put(visibility="private")
        for member in (None, self.ben):
            if member:
                self.client.force_login(member)
            for name in ("film_list", "csv", "feed", "suggest", "edit", "arrange"):
                self.assertEqual(self.client.get(reverse(f"lists:{name}", args=[self.list.pk])).status_code, 404, name)
        self.client.force_login(self.ana)
        self.assertEqual(self.client.get(self.page).status_code, 200)

    def test_an_unlisted_list_is_named_nowhere(self):
        self.put(visibility="unlisted")
        self.assertContains(self.client.get(self.page), '<meta name="robots" content="noindex">')
        self.assertEqual(self.client.get(reverse("lists:feed", args=[self.list.pk])).status_code, 404)
        film = reverse("lists:film_lists", args=[self.film.pk, self.film.slug])
        for place in ("/", "/lists/", "/members/ana/", "/members/ana/lists/", film, self.film.get_absolute_url()):
            self.assertNotContains(self.client.get(place), "Long ways")

    def test_a_public_list_is_named_where_it_belongs(self):
        film = reverse("lists:film_lists", args=[self.film.pk, self.film.slug])
        for place in ("/", "/lists/", "/members/ana/", "/members/ana/lists/", film):
            self.assertContains(self.client.get(place), "Long ways")
        self.assertContains(self.client.get(self.film.get_absolute_url()), "In 1 list »")

    def test_a_block_keeps_it_away_and_muting_keeps_it_off_lists(self):
        make.tie(self.ben, "mute", self.ana)
        self.client.force_login(self.ben)
        self.assertNotContains(self.client.get("/lists/"), "Long ways")
        self.assertEqual(self.client.get(self.page).status_code, 200)
        make.tie(self.ana, "block", self.ben)
        self.assertEqual(self.client.get(self.page).status_code, 404)

    def test_members_copy_it_for_themselves(self):
        self.client.force_login(self.ben)
        self.client.post(reverse("lists:copy", args=[self.list.pk]))
        copy = FilmList.objects.get(owner=self.ben)
        self.assertEqual((positions(copy), copy.visibility), (["The Long Road", "Another Road"], "private"))

    def test_visitors_are_sent_to_sign_in_and_get_nothing_personal(self):
        response = self.client.post(reverse("lists:copy", args=[self.list.pk]))
        self.assertIn("/accounts/login/", response["Location"])
        page = self.client.get(self.page)
        self.assertFalse(page.cookies)
        self.assertNotContains(page, "csrfmiddlewaretoken")

    def test_the_table_has_everything_and_no_formulas(self):
        noted(self.list, self.other, "=1+1")
        make.credit(self.film, make.person("Ada Quill"), "director")
        response = self.client.get(reverse("lists:csv", args=[self.list.pk]))
        rows = list(csv.DictReader(io.StringIO(response.content.decode())))
        self.assertEqual([row["title"] for row in rows], ["The Long Road", "Another Road"])
        self.assertEqual((rows[0]["directors"], rows[0]["note"]), ("Ada Quill", "It never ends."))
        self.assertEqual(rows[1]["note"], "'=1+1")

    def test_the_feed_has_films_and_notes(self):
        response = self.client.get(reverse("lists:feed", args=[self.list.pk]))
        self.assertEqual(response["Content-Type"], "application/atom+xml; charset=utf-8")
        self.assertContains(response, "The Long Road (1962)")
        self.assertContains(response, "It never ends.")
        known = self.client.get(reverse("lists:feed", args=[self.list.pk]), headers={"If-None-Match": response["ETag"]})
        self.assertEqual(known.status_code, 304)

    def test_what_is_empty_is_named_nowhere(self):
        film_list(self.ben, title="Nothing yet")
        for place in ("/", "/lists/", "/members/ben/"):
            self.assertNotContains(self.client.get(place), "Nothing yet")

    def test_the_name_is_written_in_small_letters_and_the_page_of_the_list_stays(self):
        response = self.client.get("/members/ANA/lists/?page=1")
        self.assertRedirects(response, "/members/ana/lists/?page=1", status_code=301)

    def test_whoever_has_blocked_a_member_is_told_so_in_place_of_their_lists(self):
        make.tie(self.ben, "block", self.ana)
        self.client.force_login(self.ben)
        self.assertRedirects(self.client.get("/members/ana/lists/"), "/members/ana/")

    def test_a_list_of_somebody_without_an_account_has_no_link(self):
        User.objects.filter(pk=self.ana.pk).update(is_active=False)
        self.assertNotContains(self.client.get(self.page), "/members/ana/")

    def test_wrong_addresses(self):
        for place in ("/lists/999/", f"/lists/{10**30}/", "/lists/?sort=x", "/lists/?page=9", f"{self.page}?page=2"):
            self.assertEqual(self.client.get(place).status_code, 404, place)

    def test_the_number_of_queries_is_fixed(self):
        film = reverse("lists:film_lists", args=[self.film.pk, self.film.slug])
        expected = {self.page: 2, "/lists/": 3, film: 5, "/members/ana/lists/": 4, f"{self.page}films.csv": 4}
        expected[f"{self.page}films.atom"] = 2
        make.credit(self.film, make.person(), "director")
        for round_of in range(2):
            for place, number in expected.items():
                with self.subTest(place, round=round_of), self.assertNumQueries(number):
                    self.assertEqual(self.client.get(place).status_code, 200)
            for number in range(3):
                more = make.film(f"Road {number}")
                make.credit(more, make.person(), "director")
                self.list.put(more, self.ana)
                film_list(make.member(), self.film, more)
                film_list(self.ana, self.film, more)


class IndexTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.films = [make.film(f"Road {number}") for number in range(3)]
        cls.long = film_list(None, *cls.films, title="Càfe scenes")
        cls.short = film_list(None, cls.films[0], title="Night drives")

    def order(self, query=""):
        page = self.client.get(f"/lists/{query}")
        return [found.title for found in page.context["page"]]

    def test_the_last_changed_comes_first(self):
        self.assertEqual(self.order(), ["Night drives", "Càfe scenes"])
        self.long.revise(self.long.owner, description="More.")
        self.assertEqual(self.order(), ["Càfe scenes", "Night drives"])

    def test_the_longest_can_come_first(self):
        self.assertEqual(self.order("?sort=films"), ["Càfe scenes", "Night drives"])

    def test_titles_are_found_without_accents_and_letter_case(self):
        self.assertEqual(self.order("?q=CAFE"), ["Càfe scenes"])
        self.assertEqual(self.order("?q=drives+night"), ["Night drives"])
        self.assertContains(self.client.get("/lists/?q=nothing"), "No list has “nothing” in its title")

    def test_a_title_that_was_changed_is_found_by_the_new_one(self):
        self.short.revise(self.short.owner, title="Morning walks")
        self.assertEqual((self.order("?q=walks"), self.order("?q=drives")), (["Morning walks"], []))
