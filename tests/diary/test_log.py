from datetime import date, timedelta

from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from diary.models import Viewing, WatchlistEntry
from filmsite.sign_in import sign_in_url
from tests import make
from tests.making import diary


class Diary(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.film = make.member("ana"), make.film()
        cls.url = reverse("diary:log", args=[cls.film.pk, cls.film.slug])

    def setUp(self):
        self.client.force_login(self.ana)

    def send(self, **said):
        return self.client.post(self.url, {"watched_on": "2026-05-03", **said})


class LogTests(Diary):
    def test_a_viewing_is_written_down(self):
        answer = self.send(is_rewatch="on", film_version=" Director’s  cut ", note="At the Lux.\r\nRow 3.")
        self.assertRedirects(answer, f"{self.film.get_absolute_url()}#traces")
        viewing = self.ana.viewings.get()
        said = (viewing.watched_on, viewing.is_rewatch, viewing.is_finished, viewing.film_version, viewing.note)
        self.assertEqual(said, (date(2026, 5, 3), True, True, "Director’s cut", "At the Lux.\nRow 3."))

    def test_today_is_offered_and_a_rewatch_where_it_was_seen_before(self):
        page = self.client.get(self.url)
        self.assertContains(page, f'value="{timezone.localdate():%Y-%m-%d}"')
        self.assertFalse(page.context["form"]["is_rewatch"].initial)
        diary.viewing(self.film, self.ana, "2026-01-02", is_finished=False)
        self.assertFalse(self.client.get(self.url).context["form"]["is_rewatch"].initial)
        diary.viewing(self.film, self.ana, "2026-01-03")
        page = self.client.get(self.url)
        self.assertTrue(page.context["form"]["is_rewatch"].initial)
        self.assertContains(page, "3 January 2026")

    def test_nobody_has_to_remember_the_day(self):
        self.send(watched_on="")
        self.assertIsNone(self.ana.viewings.get().watched_on)

    def test_what_was_not_finished_does_not_count_as_seen(self):
        self.send(is_unfinished="on")
        self.assertFalse(self.ana.viewings.get().is_finished)
        self.assertFalse(self.ana.viewings.finished().exists())

    def test_the_same_film_on_the_same_day_is_asked_about_once(self):
        self.send()
        page = self.send(note="Late show")
        self.assertContains(page, "Yes, I saw it twice that day", status_code=400)
        self.assertContains(page, "Late show", status_code=400)
        self.assertEqual(self.ana.viewings.count(), 1)
        self.send(note="Late show", again="on")
        self.assertEqual(self.ana.viewings.count(), 2)

    def test_what_one_does_not_remember_is_never_the_same_day(self):
        self.send(watched_on="")
        self.send(watched_on="")
        self.assertEqual(self.ana.viewings.count(), 2)

    def test_days_that_cannot_be_are_refused_with_a_sentence_and_nothing_typed_is_lost(self):
        days = {
            f"{timezone.localdate() + timedelta(days=2):%Y-%m-%d}": "That day is still to come.",
            "1895-12-27": "The first public film show was on 28 December 1895.",
            "0001-01-01": "The first public film show",
            "yesterday": "Give a day of the calendar",
            "2026-02-30": "Give a day of the calendar",
            "99999-01-01": "Give a day of the calendar",
        }
        for day, why in days.items():
            with self.subTest(day):
                page = self.send(watched_on=day, note="At the Lux", film_version="Dubbed")
                for words in (why, "At the Lux", "Dubbed"):
                    self.assertContains(page, words, status_code=400)
        self.assertFalse(Viewing.objects.exists())

    def test_texts_that_do_not_fit_come_back(self):
        page = self.send(note="n" * 501, film_version="v" * 61)
        self.assertContains(page, "At most 500 characters fit here; there are 501.", status_code=400)
        self.assertContains(page, "At most 60 characters fit here; there are 61.", status_code=400)
        self.assertContains(page, "n" * 501, status_code=400)
        self.assertEqual(self.send(note="a\x00b").status_code, 400)

    def test_visitors_sign_in_and_find_what_they_typed(self):
        self.client.logout()
        self.assertRedirects(self.client.get(self.url), sign_in_url(self.url))
        self.assertRedirects(self.send(note="At the Lux"), sign_in_url(self.url))
        self.assertFalse(Viewing.objects.exists())
        session = dict(self.client.session)
        self.client.force_login(self.ana)
        kept = self.client.session
        kept.update({"kept_text": session["kept_text"]})
        kept.save()
        self.assertContains(self.client.get(self.url), "At the Lux")
        self.send(note="At the Lux")
        self.assertNotContains(self.client.get(self.url), "At the Lux")

    def test_a_suspended_member_keeps_a_diary_too(self):
        """What is typed there nobody else reads, so it can hurt nobody."""
        make.suspension(self.ana)
        self.send()
        self.assertEqual(self.ana.viewings.count(), 1)

    @override_settings(THROTTLE=True)
    def test_very_many_in_a_short_time_are_too_many_and_nothing_typed_is_lost(self):
        days = [date(2020, 1, 1) + timedelta(days=number) for number in range(100)]
        diary.viewings([self.film], self.ana, days)
        page = self.send(note="At the Lux")
        self.assertContains(page, "At the Lux", status_code=429)
        self.assertIn("Retry-After", page.headers)
        self.assertEqual(self.ana.viewings.count(), 100)

    def test_a_wrong_slug_leads_to_the_form(self):
        self.assertRedirects(self.client.get(f"/films/{self.film.pk}/wrong/diary/"), self.url, status_code=301)
        self.assertEqual(self.client.get("/films/999999/x/diary/").status_code, 404)


class ChangeTests(Diary):
    def setUp(self):
        super().setUp()
        self.viewing = diary.viewing(self.film, self.ana, note="At the Lux")
        self.entry = self.viewing.get_absolute_url()

    def change(self, **said):
        return self.client.post(self.entry, {"watched_on": "2026-05-03", **said})

    def test_an_entry_is_changed(self):
        self.assertContains(self.client.get(self.entry), "At the Lux")
        self.assertRedirects(self.change(watched_on="2026-05-04", is_unfinished="on"), reverse("diary:my_diary"))
        self.viewing.refresh_from_db()
        found = (self.viewing.watched_on, self.viewing.is_finished, self.viewing.note)
        self.assertEqual(found, (date(2026, 5, 4), False, ""))

    def test_it_is_asked_about_where_it_moves_to_a_day_that_has_the_film(self):
        other = diary.viewing(self.film, self.ana, "2026-05-04")
        self.assertContains(self.change(watched_on="2026-05-04"), "Yes, I saw it twice that day", status_code=400)
        self.assertEqual(self.change(watched_on="2026-05-04", again="on").status_code, 302)
        # Where it stays on its day, nothing is asked.
        self.assertEqual(self.client.post(other.get_absolute_url(), {"watched_on": "2026-05-04"}).status_code, 302)

    def test_finishing_it_after_all_takes_it_off_the_watchlist(self):
        entry = diary.viewing(self.film, self.ana, "2026-05-05", is_finished=False)
        WatchlistEntry.objects.add(self.film, self.ana)
        self.client.post(entry.get_absolute_url(), {"watched_on": "2026-05-05"})
        self.assertFalse(self.ana.watchlist.wanted().exists())

    def test_words_sent_after_the_session_has_ended_are_offered_again(self):
        self.client.logout()
        self.assertRedirects(self.change(note="Row 3"), sign_in_url(self.entry))
        kept = self.client.session["kept_text"]
        self.client.force_login(self.ana)
        session = self.client.session
        session["kept_text"] = kept
        session.save()
        self.assertContains(self.client.get(self.entry), "Row 3")
        self.change(note="Row 4")
        self.assertContains(self.client.get(self.entry), "Row 4")

    def test_bad_input_comes_back(self):
        self.assertContains(self.change(watched_on="soon", note="Row 3"), "Row 3", status_code=400)

    def test_an_entry_is_deleted(self):
        url = reverse("diary:delete_viewing", args=[self.viewing.pk])
        self.assertEqual(self.client.get(url).status_code, 405)
        self.assertRedirects(self.client.post(url), reverse("diary:my_diary"))
        self.assertFalse(Viewing.objects.exists())

    def test_nobody_else_reads_changes_or_deletes_it(self):
        delete = reverse("diary:delete_viewing", args=[self.viewing.pk])
        for other in (make.member(), make.moderator(), make.editor()):
            self.client.force_login(other)
            self.assertEqual(self.client.get(self.entry).status_code, 404)
            self.assertEqual(self.change().status_code, 404)
            self.assertEqual(self.client.post(delete).status_code, 404)
        self.client.logout()
        self.assertRedirects(self.client.get(self.entry), sign_in_url(self.entry))
        self.client.post(delete)
        self.assertEqual(Viewing.objects.get().note, "At the Lux")
