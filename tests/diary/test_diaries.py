import csv
from datetime import date, timedelta
from io import StringIO

from django.test import TestCase
from django.urls import reverse

from accounts.models import User
from catalog.models import Film
from filmsite.sign_in import sign_in_url
from reviews.models import Rating
from tests import make
from tests.making import diary


class Diaries(TestCase):
    mine = reverse("diary:my_diary")

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.film = make.film()
        cls.public = reverse("diary:member_diary", args=["ana"])
        diary.viewing(cls.film, cls.ana, "2026-05-03", note="Secretly at the Lux", film_version="My own cut")

    def setUp(self):
        self.client.force_login(self.ana)


class OwnDiaryTests(Diaries):
    def test_it_shows_everything_with_notes_by_months(self):
        diary.viewing(make.film("A Bell"), self.ana, "2026-04-30", is_rewatch=True, is_finished=False)
        page = self.client.get(self.mine)
        for words in ("Secretly at the Lux", "My own cut", "May 2026", "April 2026", "did not finish", "again"):
            self.assertContains(page, words)

    def test_a_year_and_what_has_no_date_can_be_chosen(self):
        diary.viewing(make.film("A Bell"), self.ana, "2025-04-30")
        diary.viewing(make.film("Some Time"), self.ana, None)
        for year, title in (("2026", "The Long Road"), ("2025", "A Bell"), ("undated", "Some Time")):
            page = self.client.get(self.mine, {"year": year})
            self.assertEqual([viewing.film.title for viewing in page.context["page"]], [title])
        titles = [viewing.film.title for viewing in self.client.get(self.mine).context["page"]]
        self.assertEqual(titles, ["The Long Road", "A Bell", "Some Time"])

    def test_other_years_and_pages_are_not_there(self):
        for query in ("year=1999", "year=x", "year=02026", "year=٢٠٢٦", "page=2", "page=-1"):
            self.assertEqual(self.client.get(f"{self.mine}?{query}").status_code, 404)

    def test_an_empty_one_says_how_to_begin(self):
        self.client.force_login(self.ben)
        self.assertContains(self.client.get(self.mine), "Nothing stands here yet.")

    def test_visitors_sign_in_first(self):
        self.client.logout()
        for url in (self.mine, reverse("diary:my_diary_csv")):
            self.assertRedirects(self.client.get(url), sign_in_url(url))

    def test_it_takes_the_same_queries_however_long_it_is(self):
        self.client.get(self.mine)
        with self.assertNumQueries(6):
            self.client.get(self.mine)
        films = Film.objects.bulk_create(Film(title=f"Road {number}", year=1962) for number in range(20))
        diary.viewings(films, self.ana, [date(2024, 1, 1) + timedelta(days=number) for number in range(10)])
        with self.assertNumQueries(6):
            page = self.client.get(self.mine)
        self.assertEqual(len(page.context["page"]), 50)

    def test_it_can_be_taken_away_as_a_table(self):
        Rating.objects.record(self.film, self.ana, 8)
        diary.viewing(make.film("=Sum"), self.ana, None, is_finished=False, is_rewatch=True)
        diary.viewing(make.film("Of Ben"), self.ben)
        answer = self.client.get(reverse("diary:my_diary_csv"))
        self.assertEqual(answer["Content-Type"], "text/csv; charset=utf-8")
        rows = list(csv.DictReader(StringIO(answer.content.decode())))
        self.assertEqual([row["Name"] for row in rows], ["The Long Road", "'=Sum"])
        first, second = rows
        self.assertEqual((first["Watched Date"], first["Rating"], first["Finished"]), ("2026-05-03", "8", "Yes"))
        self.assertEqual((first["Note"], first["Version"]), ("Secretly at the Lux", "My own cut"))
        self.assertEqual((second["Watched Date"], second["Rewatch"], second["Finished"]), ("", "Yes", "No"))


class PublicDiaryTests(Diaries):
    def test_others_read_what_and_when_and_never_a_note(self):
        Rating.objects.record(self.film, self.ana, 8)
        for reader in (None, self.ben, make.moderator()):
            self.client.logout()
            if reader:
                self.client.force_login(reader)
            page = self.client.get(self.public)
            for words in ("The Long Road", "May 2026", "8/10"):
                self.assertContains(page, words)
            for words in ("Secretly", "My own cut", "/me/diary/1"):
                self.assertNotContains(page, words)

    def test_who_does_not_show_it_is_the_only_one_to_read_it(self):
        User.objects.filter(pk=self.ana.pk).update(shows_diary=False)
        urls = [self.public, reverse("diary:statistics", args=["ana"]), reverse("diary:year", args=["ana", 2026])]
        for url in urls:
            self.assertEqual(self.client.get(url).status_code, 200)
            self.client.force_login(self.ben)
            self.assertEqual(self.client.get(url).status_code, 404)
            self.client.logout()
            self.assertEqual(self.client.get(url).status_code, 404)
            self.client.force_login(self.ana)

    def test_a_block_ends_it_for_both(self):
        make.tie(self.ana, "block", self.ben)
        self.client.force_login(self.ben)
        self.assertEqual(self.client.get(self.public).status_code, 404)
        self.client.force_login(self.ana)
        self.assertRedirects(self.client.get(reverse("diary:member_diary", args=["ben"])), self.ben.get_absolute_url())

    def test_small_letters_only(self):
        url = "/members/ANA/diary/?year=2026"
        self.assertRedirects(self.client.get(url), f"{self.public}?year=2026", status_code=301)

    def test_nobody_has_none(self):
        self.assertEqual(self.client.get("/members/nobody/diary/").status_code, 404)

    def test_visitors_pages_hold_nothing_personal_and_take_as_many_queries(self):
        self.client.logout()
        with self.assertNumQueries(5):
            page = self.client.get(self.public)
        self.assertNotContains(page, "csrfmiddlewaretoken")
        self.assertFalse(page.cookies)


class MemberPageTests(Diaries):
    def test_it_shows_what_was_seen_lately(self):
        self.client.logout()
        page = self.client.get(self.ana.get_absolute_url())
        for words in ("Lately seen", "The Long Road", "3 May 2026", "2026 in review", self.public):
            self.assertContains(page, words)

    def test_not_where_the_member_keeps_it_to_themselves(self):
        User.objects.filter(pk=self.ana.pk).update(shows_diary=False)
        self.assertContains(self.client.get(self.ana.get_absolute_url()), "Lately seen")
        self.client.force_login(self.ben)
        self.assertNotContains(self.client.get(self.ana.get_absolute_url()), "Lately seen")

    def test_what_was_not_finished_is_not_seen(self):
        diary.viewing(make.film("A Bell"), self.ana, "2026-05-09", is_finished=False)
        self.assertNotContains(self.client.get(self.ana.get_absolute_url()), "A Bell")
