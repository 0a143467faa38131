from django.test import TestCase, override_settings
from django.urls import reverse

from lists.models import FilmList
from tests import make
from tests.making.lists import film_list, positions

WORDS = {"title": "Long ways", "description": "All of them.", "visibility": "public"}


class MyListTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.film = make.film("The Long Road")
        cls.list = film_list(cls.ana, cls.film, title="Roads")
        cls.edit, cls.delete = (reverse(f"lists:{name}", args=[cls.list.pk]) for name in ("edit", "delete"))

    def setUp(self):
        self.client.force_login(self.ana)

    def test_one_begins_a_list_and_goes_on_to_its_films(self):
        response = self.client.post("/lists/new/", WORDS | {"is_ranked": "on"})
        made = FilmList.objects.get(title="Long ways")
        self.assertRedirects(response, reverse("lists:arrange", args=[made.pk]))
        self.assertEqual((made.owner, made.is_ranked, made.takes_suggestions), (self.ana, True, False))

    def test_a_bad_form_loses_nothing(self):
        for bad in ({"title": ""}, {"title": "x" * 121}, {"title": "a\x07b"}, {"visibility": "no"}):
            response = self.client.post("/lists/new/", WORDS | bad)
            self.assertContains(response, "All of them.", status_code=400)
        for bad in ({"description": "x" * 4001}, {"description": "At last [spoiler]he"}, {"title": "[Spoiler]x"}):
            response = self.client.post(self.edit, WORDS | bad)
            self.assertEqual(response.status_code, 400)
        self.list.refresh_from_db()
        self.assertEqual(self.list.title, "Roads")

    def test_visitors_sign_in_and_find_their_words_again(self):
        self.client.logout()
        self.assertIn("/accounts/login/", self.client.post("/lists/new/", WORDS)["Location"])
        self.client.force_login(self.ben)
        self.assertContains(self.client.get("/lists/new/"), "All of them.")

    def test_a_list_says_something_else(self):
        self.client.post(self.edit, WORDS | {"version": self.list.version, "takes_suggestions": "on"})
        self.list.refresh_from_db()
        self.assertEqual((self.list.title, self.list.takes_suggestions), ("Long ways", True))

    def test_a_window_that_is_behind_is_told(self):
        behind = self.list.version
        self.list.revise(self.ana, title="From the other window")
        response = self.client.post(self.edit, WORDS | {"version": behind})
        self.assertContains(response, "changed in another window", status_code=409)
        self.assertContains(response, "All of them.", status_code=409)
        version = response.context["list"].version
        self.client.post(self.edit, WORDS | {"version": version})
        self.list.refresh_from_db()
        self.assertEqual(self.list.title, "Long ways")

    def test_others_change_nothing(self):
        self.client.force_login(self.ben)
        for page in (self.edit, self.delete, reverse("lists:arrange", args=[self.list.pk])):
            self.assertEqual(self.client.get(page).status_code, 403)
            self.assertEqual(self.client.post(page, WORDS).status_code, 403)
        self.assertEqual(FilmList.objects.get().title, "Roads")

    def test_who_is_suspended_is_told_and_changes_nothing(self):
        make.suspension(self.ana)
        for page in ("/lists/new/", self.edit, self.delete):
            response = self.client.post(page, WORDS, follow=True)
            self.assertContains(response, "You are suspended")
        self.assertEqual(FilmList.objects.get().title, "Roads")

    def test_a_limited_member_is_told_who_may_see_it(self):
        make.limit(self.ana)
        response = self.client.post("/lists/new/", WORDS)
        self.assertContains(response, "can only be for yourself", status_code=400)
        self.assertEqual(self.client.post("/lists/new/", WORDS | {"visibility": "private"}).status_code, 302)

    def test_a_version_that_is_none_is_no_number(self):
        for version in ("9" * 5000, "x", ""):
            self.assertEqual(self.client.post(self.edit, WORDS | {"version": version}).status_code, 302)

    def test_a_title_of_letters_that_are_whole_words_is_kept_as_far_as_search_reads_it(self):
        self.client.post("/lists/new/", WORDS | {"title": "\ufdfa" * 120})
        self.assertEqual(len(FilmList.objects.latest("pk").search_title), 400)

    def test_deleting_asks_first(self):
        self.assertContains(self.client.get(self.delete), "cannot be undone")
        self.assertTrue(FilmList.objects.exists())
        self.assertRedirects(self.client.post(self.delete), "/me/lists/")
        self.assertFalse(FilmList.objects.exists())

    def test_a_list_in_a_case_is_kept_where_nobody_sees_it(self):
        make.report(self.list, self.ben)
        self.client.post(self.delete)
        self.list.refresh_from_db()
        self.assertEqual(self.list.state, "withdrawn")
        self.assertEqual(self.client.get(self.list.get_absolute_url()).status_code, 404)
        self.assertNotContains(self.client.get("/me/lists/"), ">Roads<")

    def test_ones_own_lists_say_who_sees_them(self):
        film_list(self.ana, title="Mine", visibility="private")
        page = self.client.get("/me/lists/")
        for words in ("For you alone", "For everybody"):
            self.assertContains(page, words)

    @override_settings(THROTTLE=True)
    def test_there_is_a_limit(self):
        for number in range(10):
            film_list(self.ana, title=f"List {number}")
        self.assertContains(self.client.post("/lists/new/", WORDS), "All of them.", status_code=429)


class AddToListTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana = make.member("ana")
        cls.film = make.film("The Long Road")
        cls.list = film_list(cls.ana, make.film("First"))
        cls.page = reverse("lists:add_to_list", args=[cls.film.pk, cls.film.slug])

    def setUp(self):
        self.client.force_login(self.ana)

    def test_a_film_goes_on_a_list(self):
        response = self.client.post(self.page, {"list": self.list.pk, "note": "Long."}, follow=True)
        self.assertContains(response, "is on your list “Roads”")
        self.assertEqual(self.list.entries.get(position=2).note, "Long.")

    def test_twice_is_once(self):
        self.client.post(self.page, {"list": self.list.pk})
        response = self.client.post(self.page, {"list": self.list.pk}, follow=True)
        self.assertContains(response, "was on your list")
        self.assertContains(self.client.get(self.page), "It is already on")

    def test_it_can_begin_a_list(self):
        self.client.post(self.page, {"list": "new", "title": "New roads"})
        made = FilmList.objects.get(title="New roads")
        self.assertEqual((positions(made), made.visibility), (["The Long Road"], "private"))

    def test_a_bad_form_loses_nothing(self):
        others = film_list(make.member(), title="Not mine")
        for bad in ({}, {"list": "new"}, {"list": others.pk}, {"list": "x"}, {"list": str(10**30)}):
            response = self.client.post(self.page, bad | {"note": "It never ends."})
            self.assertContains(response, "It never ends.", status_code=400)

    def test_a_visitor_comes_back_to_it(self):
        self.client.logout()
        self.assertIn("/accounts/login/", self.client.get(self.page)["Location"])
