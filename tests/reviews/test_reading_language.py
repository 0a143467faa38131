from tests import make
from tests.reviews.review_list import ReviewListTestCase


class LanguagesTests(ReviewListTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        for language, number, helpful in (("en", 30, 9), ("de", 3, 5), ("fr", 2, 7)):
            make.many_reviews(cls.film, number, helpful=helpful, language=language, headline=language)

    def read_with(self, header, query=""):
        return self.headlines(query, headers={"Accept-Language": header})

    def test_the_readers_language_comes_first(self):
        self.assertEqual(self.read_with("de-CH, en;q=0.8")[:4], ["de", "de", "de", "en"])
        second = self.read_with("de-CH", "?page=2")
        self.assertEqual(second, ["en"] * 8 + ["fr"] * 2)

    def test_a_members_own_choice_goes_before_the_browsers(self):
        self.client.force_login(make.member("ben", language="fr"))
        self.assertEqual(self.read_with("de")[:3], ["fr", "fr", "en"])

    def test_without_a_language_that_anybody_writes_it_is_one_list(self):
        for header in ("", "*", "xx", "de;q=0", "tlh, *;q=0.5", "not a header, at all;;;", "de" * 500, "ja"):
            with self.subTest(header[:30]):
                self.assertEqual(self.read_with(header)[:25], ["en"] * 25)

    def test_norwegian_has_two_more_names(self):
        make.many_reviews(self.film, 1, language="no", headline="no")
        for header in ("nb-NO", "nn", "no"):
            self.assertEqual(self.read_with(header)[0], "no")

    def test_an_order_or_a_language_that_is_asked_for_is_what_one_gets(self):
        self.assertEqual(self.read_with("de", "?sort=helpful")[0], "en")
        self.assertEqual(self.read_with("de", "?language=fr"), ["fr", "fr"])

    def test_the_others_are_counted_and_one_click_away(self):
        page = self.client.get(f"{self.url}?spoilers=hide&page=2", headers={"Accept-Language": "de"})
        found = [(language["code"], language["count"]) for language in page.context["languages"]]
        self.assertEqual(found, [("de", 3), ("en", 30), ("fr", 2)])
        self.assertContains(page, '<a href="?spoilers=hide&amp;language=fr" lang="fr" hreflang="fr">Français</a>')
        self.assertContains(page, 'Those in <span lang="de">Deutsch</span> stand first, because your browser asks')

    def test_a_shared_cache_keeps_them_apart(self):
        self.assertIn("Accept-Language", self.client.get(self.url)["Vary"])
