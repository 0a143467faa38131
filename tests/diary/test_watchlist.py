from datetime import timedelta

from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from catalog.models import Film, Genre
from diary.models import WatchlistEntry
from filmsite.sign_in import sign_in_url
from reviews.models import Rating
from tests import make
from tests.making import diary


class Watchlist(TestCase):
    page = reverse("diary:watchlist")

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.film = make.member("ana"), make.film()
        cls.url = reverse("diary:wish", args=[cls.film.pk, cls.film.slug])

    def setUp(self):
        self.client.force_login(self.ana)

    def send(self, wish="add", film=None, **options):
        url = reverse("diary:wish", args=[film.pk, film.slug]) if film else self.url
        return self.client.post(url, {"wish": wish, **options})

    def wanted(self):
        return [entry.film for entry in self.ana.watchlist.wanted()]


class WishTests(Watchlist):
    def test_a_film_is_put_on_the_list_and_taken_off_again(self):
        self.assertRedirects(self.send(), f"{self.film.get_absolute_url()}#traces")
        self.assertEqual(self.wanted(), [self.film])
        self.assertContains(self.client.get(self.film.get_absolute_url()), "On your watchlist")
        self.send("remove")
        self.assertEqual(self.wanted(), [])
        self.assertContains(self.client.get(self.film.get_absolute_url()), "Add to watchlist")

    def test_twice_is_once(self):
        self.send()
        self.send()
        self.assertEqual(self.wanted(), [self.film])

    def test_a_script_gets_the_buttons_alone(self):
        page = self.client.post(self.url, {"wish": "add"}, headers={"X-Enhance": "1"})
        self.assertContains(page, "On your watchlist")
        self.assertContains(page, "data-swap")
        self.assertNotContains(page, "<html")

    def test_a_note_is_kept_with_it_also_over_a_change_of_mind(self):
        self.send()
        self.send("note", note="  Said  by Ben ")
        self.assertContains(self.client.get(self.page), "Said by Ben")
        self.send("remove")
        self.send("add")
        self.assertContains(self.client.get(self.page), "Said by Ben")

    def test_a_note_that_is_too_long_comes_back(self):
        self.send()
        page = self.send("note", note="x" * 201)
        self.assertContains(page, "x" * 201, status_code=400)
        self.assertContains(page, "At most 200 characters fit here; there are 201.", status_code=400)
        self.assertEqual(self.ana.watchlist.get().note, "")

    def test_a_note_beside_nothing_is_dropped(self):
        self.send("note", note="Why")
        self.assertFalse(WatchlistEntry.objects.exists())

    def test_nonsense_is_refused(self):
        for data in ({}, {"wish": "steal"}, {"wish": ""}):
            self.assertEqual(self.client.post(self.url, data).status_code, 400)
        self.assertEqual(self.client.get(self.url).status_code, 405)
        self.assertEqual(self.client.post("/films/999999/x/watchlist/", {"wish": "add"}).status_code, 404)

    def test_visitors_sign_in_first(self):
        self.client.logout()
        self.assertEqual(self.send().url, sign_in_url(f"{self.film.get_absolute_url()}#traces"))
        self.assertFalse(WatchlistEntry.objects.exists())

    def test_a_suspended_member_keeps_a_list_too_because_nobody_else_sees_it(self):
        make.suspension(self.ana)
        self.send()
        self.assertEqual(self.wanted(), [self.film])

    @override_settings(THROTTLE=True)
    def test_very_many_in_a_short_time_are_too_many(self):
        films = Film.objects.bulk_create(Film(title=f"Road {number}", year=1962) for number in range(100))
        WatchlistEntry.objects.bulk_create(WatchlistEntry(film=film, member=self.ana) for film in films)
        refused = self.send()
        self.assertEqual(refused.status_code, 429)
        self.assertIn("Retry-After", refused.headers)
        self.assertNotIn(self.film, self.wanted())


class DropOffTests(Watchlist):
    def setUp(self):
        super().setUp()
        diary.wish(self.film, self.ana)

    def test_it_drops_off_when_the_film_is_rated_reviewed_or_written_into_the_diary(self):
        acts = {
            "you rated it": lambda film: Rating.objects.record(film, self.ana, 8),
            "you reviewed it": lambda film: make.review(film, self.ana),
            "it is in your diary": lambda film: diary.viewing(film, self.ana),
        }
        for why, act in acts.items():
            with self.subTest(why):
                film = make.film(why.title())
                diary.wish(film, self.ana)
                act(film)
                self.assertNotIn(film, self.wanted())
                self.assertContains(self.client.get(film.get_absolute_url()), f"because {why}")
                self.assertContains(self.client.get(self.page), f"because {why}")

    def test_it_is_put_back_as_it_was(self):
        WatchlistEntry.objects.update(note="Said by Ben", added_at=timezone.now() - timedelta(days=90))
        before = self.ana.watchlist.get()
        Rating.objects.record(self.film, self.ana, 8)
        self.assertContains(self.client.get(self.film.get_absolute_url()), "Put it back on your watchlist")
        self.send()
        entry = self.ana.watchlist.wanted().get()
        self.assertEqual((entry.note, entry.added_at), (before.note, before.added_at))

    def test_another_rating_leaves_alone_what_was_put_back(self):
        Rating.objects.record(self.film, self.ana, 8)
        self.send()
        Rating.objects.record(self.film, self.ana, 9)
        self.assertEqual(self.wanted(), [self.film])

    def test_what_was_not_finished_stays(self):
        diary.viewing(self.film, self.ana, is_finished=False)
        self.assertEqual(self.wanted(), [self.film])

    def test_nothing_drops_off_where_the_member_has_chosen_so(self):
        User.objects.filter(pk=self.ana.pk).update(clears_watchlist=False)
        Rating.objects.record(self.film, self.ana, 8)
        make.review(self.film, self.ana)
        diary.viewing(self.film, self.ana)
        self.assertEqual(self.wanted(), [self.film])

    def test_other_members_lists_stay(self):
        Rating.objects.record(self.film, make.member(), 8)
        self.assertEqual(self.wanted(), [self.film])

    def test_a_script_that_rates_is_told_in_the_same_answer(self):
        url = f"{self.film.get_absolute_url()}rating/"
        page = self.client.post(url, {"value": "8"}, headers={"X-Enhance": "1"})
        self.assertContains(page, "because you rated it")

    def test_it_is_forgotten_after_a_month(self):
        Rating.objects.record(self.film, self.ana, 8)
        WatchlistEntry.objects.update(off_at=timezone.now() - timedelta(days=31))
        self.assertNotContains(self.client.get(self.page), "Off the list lately")
        self.assertContains(self.client.get(self.film.get_absolute_url()), "Add to watchlist")
        self.assertEqual(WatchlistEntry.objects.forget_dropped_off(), 1)
        self.assertEqual(WatchlistEntry.objects.forget_dropped_off(), 0)


class PageTests(Watchlist):
    def test_orders(self):
        short = make.film("The Bell", 1990, runtime_minutes=60)
        long = make.rated(make.film("A Crow", 1950, runtime_minutes=200), *[9] * 5)
        for film in (self.film, short, long):
            diary.wish(film, self.ana)
        orders = {
            "newest": [long, short, self.film],
            "title": [short, long, self.film],
            "year": [long, self.film, short],
            "shortest": [short, long, self.film],
            "score": [long, short, self.film],
        }
        for name, films in orders.items():
            page = self.client.get(self.page, {"sort": name})
            with self.subTest(name):
                found = [entry.film for entry in page.context["page"]]
                self.assertEqual(found[:1] if name == "score" else found, films[:1] if name == "score" else films)

    def test_only_a_genre(self):
        diary.wish(self.film, self.ana)
        noir = make.film("Rain at Night")
        noir.genres.add(Genre.objects.create(name="Film noir", slug="film-noir"))
        diary.wish(noir, self.ana)
        page = self.client.get(self.page, {"genre": "film-noir"})
        self.assertContains(page, "Rain at Night")
        self.assertNotContains(page, "The Long Road")

    def test_unknown_choices_and_pages_are_not_there(self):
        for query in ("sort=luck", "genre=none", "page=2", "page=x"):
            self.assertEqual(self.client.get(f"{self.page}?{query}").status_code, 404)

    def test_an_empty_list_says_how_to_begin(self):
        self.assertContains(self.client.get(self.page), "Nothing waits here yet.")

    def test_visitors_sign_in_first(self):
        self.client.logout()
        self.assertRedirects(self.client.get(self.page), sign_in_url(self.page))

    def test_it_takes_the_same_queries_however_much_waits(self):
        diary.wish(self.film, self.ana)
        self.client.get(self.page)
        with self.assertNumQueries(6):
            self.client.get(self.page)
        films = Film.objects.bulk_create(Film(title=f"Road {number}", year=1962) for number in range(60))
        WatchlistEntry.objects.bulk_create(WatchlistEntry(film=film, member=self.ana) for film in films)
        WatchlistEntry.objects.filter(film__in=films[:5]).take_off("rated")
        with self.assertNumQueries(6):
            page = self.client.get(self.page)
        self.assertEqual(len(page.context["page"]), 50)
        self.assertEqual(len(page.context["dropped_off"]), 5)
