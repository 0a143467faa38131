from django.test import TestCase

from filmsite.closing import close_account
from filmsite.recounting import differences
from lists.models import FilmList, Suggestion
from tests import make
from tests.making.lists import film_list


class ClosingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.film, cls.other = make.film("The Long Road"), make.film("Another Road")
        cls.public = film_list(cls.ana, cls.film, title="Public", takes_suggestions=True)
        film_list(cls.ana, cls.film, title="Unlisted", visibility="unlisted")
        film_list(cls.ana, cls.film, title="Private", visibility="private")
        cls.bens = film_list(cls.ben, cls.film, title="Of Ben", takes_suggestions=True)
        cls.public.suggest(cls.other, cls.ben)

    def titles(self):
        return sorted(FilmList.objects.values_list("title", flat=True))

    def test_all_lists_go_with_the_reviews(self):
        close_account(self.ana, keep_reviews=False)
        self.assertEqual(self.titles(), ["Of Ben"])

    def test_public_ones_stay_without_the_name(self):
        close_account(self.ana, keep_reviews=True)
        self.assertEqual(self.titles(), ["Of Ben", "Public"])
        page = self.client.get(self.public.get_absolute_url())
        self.assertContains(page, "Deleted member")
        self.assertNotContains(page, "Suggest a film")
        self.assertFalse(Suggestion.objects.exists())

    def test_what_was_suggested_to_others_goes_or_stays_without_the_name(self):
        self.bens.suggest(self.other, self.ana).take(self.ben)
        self.bens.suggest(make.film("A third road"), self.ana)
        close_account(self.ana, keep_reviews=True)
        self.assertFalse(self.bens.suggestions.exists())
        page = self.client.get(self.bens.get_absolute_url())
        self.assertContains(page, "Suggested by Deleted member")

    def test_a_list_in_a_case_leaves_every_page(self):
        case = make.report(self.public, self.ben).case
        make.decision(case, "remove")
        close_account(self.ana, keep_reviews=False)
        make.decision(case, "restore")
        self.assertEqual(self.client.get(self.public.get_absolute_url()).status_code, 404)

    def test_figures_are_right_and_mended_where_they_are_not(self):
        self.assertEqual(list(differences(mend=False)), [])
        FilmList.objects.filter(pk=self.bens.pk).update(entry_count=9)
        self.assertEqual(len(list(differences(mend=True))), 1)
        self.bens.refresh_from_db()
        self.assertEqual(self.bens.entry_count, 1)
