from datetime import timedelta

from django.test import SimpleTestCase, TestCase
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from catalog import histogram
from catalog.models import ChartMean, Film
from catalog.voters import voters_of
from reviews.models import Rating
from tests import make


def rate(film, *values, **member):
    """Let a member of their own give the film each of these; returns them."""
    members = [make.member(**member) for _ in values]
    for somebody, value in zip(members, values, strict=True):
        Rating.objects.record(film, somebody, value)
    film.refresh_from_db()
    return members


class SheetTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film("The Long Road", 1962)
        cls.url = reverse("catalog:score_sheet", args=[cls.film.pk, cls.film.slug])

    def sheet(self):
        return self.client.get(self.url)


class FigureTests(SheetTestCase):
    def test_mean_median_spread_and_number_stand_there(self):
        rate(self.film, 10, 9, 8, 8, 3)
        response = self.sheet()
        self.assertContains(response, "<title>Score sheet – The Long Road (1962)")
        for words in ("<b>7.60</b>", "<b>8</b>", "<b>2.42</b>", "38 points, divided by 5 ratings", "printed as 7.6"):
            self.assertContains(response, words)

    def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle(self):
        rate(self.film, 10, 8, 8, 7, 7, 1)
        self.assertContains(self.sheet(), "<b>7.5</b>")

    def test_every_rating_has_its_number_of_members_and_a_share(self):
        rate(self.film, 10, 10, 9, 8, 8, 8, 1)
        response = self.sheet()
        shares = [bar["percent"] for bar in response.context["bars"]]
        self.assertEqual(sum(shares), 100)
        self.assertContains(response, '<th scope="row">8</th>', count=1)
        self.assertContains(response, "<td>3</td><td>43%</td>", html=False)
        self.assertContains(response, "<td>7</td><td>100%</td>")

    def test_below_five_ratings_there_is_no_score_of_any_kind(self):
        rate(self.film, 10, 9, 9, 8)
        response = self.sheet()
        self.assertContains(response, "No score yet: it takes five ratings, and there are four.")
        self.assertContains(response, "<b>0</b> ratings of this film are left out.")
        for word in ("Mean", "Median", "Weighted", "Who gave what", "v/(v+m)", "9.0", "6.5"):
            self.assertNotContains(response, word)

    def test_one_rating_is_spoken_of_as_one(self):
        rate(self.film, 10)
        self.assertContains(self.sheet(), "and there is one.")

    def test_a_film_nobody_has_rated_has_a_sheet_too(self):
        response = self.sheet()
        self.assertContains(response, "No score yet: it takes five ratings, and nobody has given one.")
        self.assertNotContains(response, "What members gave")


class FormulaTests(SheetTestCase):
    def test_it_stands_there_step_by_step_with_the_films_numbers(self):
        rate(self.film, 10, 9, 8, 8, 5)
        response = self.sheet()
        for step in (
            "v/(v+m)·R + m/(v+m)·C",
            "5/(5+10)·8.0 + 10/(5+10)·6.5",
            "0.3333·8.0 + 0.6667·6.5",
            "2.6667 + 4.3333",
        ):
            self.assertContains(response, f"<b>{step}</b>")
        self.assertContains(response, '<b class="weighing__score">7.000</b>')
        self.assertContains(
            response, "33% of the weighted score comes from this film’s own ratings, 67% from what every film"
        )

    def test_two_hundred_eights_weigh_as_agreed(self):
        make.rated(self.film, *[8] * 200)
        with self.settings(CHART_M=50):
            self.assertContains(self.sheet(), '<b class="weighing__score">7.700</b>')

    def test_a_mean_that_nobody_has_computed_is_called_a_setting(self):
        rate(self.film, *[8] * 5)
        self.assertContains(
            self.sheet(), "6.5: what each of these stands for; set by FILMSITE_CHART_C, not computed yet"
        )

    def test_a_computed_mean_has_its_date_and_of_how_many_ratings_it_is(self):
        rate(self.film, *[8] * 5)
        rate(make.film("Another"), 1)
        ChartMean.objects.recompute()
        today = date_format(timezone.localdate(), "j F Y")
        response = self.sheet()
        self.assertContains(response, "6.8333: what each of these stands for; the mean of all 6 ratings on this site")
        self.assertContains(response, f"computed on {today}")

    def test_the_sheet_and_the_chart_agree(self):
        rate(self.film, 10, 9, 8, 8, 6)
        ChartMean.objects.recompute()
        response = self.sheet()
        self.film.refresh_from_db()
        self.assertEqual(response.context["weighing"]["score"], self.film.weighted_score)
        self.assertNotContains(response, "The chart still shows")

    def test_where_m_was_changed_the_sheet_says_what_the_chart_still_shows(self):
        rate(self.film, *[8] * 5)
        with self.settings(CHART_M=40):
            self.assertContains(self.sheet(), "The chart still shows 7.00, because m has been changed since.")
            ChartMean.objects.recompute()
            self.assertNotContains(self.sheet(), "The chart still shows")


class VoterTests(SheetTestCase):
    def split(self, number):
        return voters_of(self.film).splits[number]

    def groups(self, number):
        split = self.split(number)
        return (split.first.count, split.second.count)

    def test_those_who_reviewed_it_stand_across_from_those_who_did_not(self):
        for member in rate(self.film, 9, 9, 9, 9, 8):
            make.review(self.film, member)
        rate(self.film, 4, 4, 4, 4, 4, 2)
        split = self.split(0)
        self.assertEqual((split.first.count, split.second.count), (5, 6))
        self.assertAlmostEqual(split.first.mean, 8.8)
        response = self.sheet()
        self.assertContains(response, "Reviewed it<span><b>8.80</b> from 5</span>")
        self.assertContains(response, "Only rated it<span><b>3.67</b> from 6</span>")

    def test_a_review_counts_only_while_it_is_published(self):
        review = make.review(self.film, rate(self.film, 9)[0])
        make.review(make.film("Another"), rate(self.film, 9)[0])
        self.assertEqual(self.groups(0), (1, 1))
        review.withdraw()
        self.assertEqual(self.groups(0), (0, 2))

    def test_ten_rated_films_make_a_member_one_of_those_who_rate_many(self):
        nine, ten = rate(self.film, 8, 8)
        for number in range(9):
            film = make.film(f"Film {number}")
            Rating.objects.record(film, ten, 5)
            if number:
                Rating.objects.record(film, nine, 5)
        self.assertEqual(self.groups(1), (1, 1))

    def test_who_rated_it_in_the_first_thirty_days_stays_one_of_them(self):
        now = timezone.now()
        rate(self.film, 8, date_joined=now - timedelta(days=29))
        rate(self.film, 8, 8, date_joined=now - timedelta(days=31))
        self.assertEqual(self.groups(2), (1, 2))
        long_ago = now - timedelta(days=900)
        Rating.objects.update(rated_at=long_ago)
        User.objects.update(date_joined=long_ago - timedelta(days=3))
        self.assertEqual(self.groups(2), (3, 0))

    def test_a_group_of_fewer_than_five_is_only_a_number_and_so_is_the_other_one(self):
        for member in rate(self.film, 1, 1, 1, 1):
            make.review(self.film, member)
        rate(self.film, *[9] * 20)
        response = self.sheet()
        self.assertContains(response, "<dt>Reviewed it</dt><dd>4</dd>")
        self.assertContains(response, "<dt>Only rated it</dt><dd>20</dd>")
        self.assertNotContains(response, "from 20</span>")
        self.assertNotContains(response, "<b>9.00</b>")

    def test_the_shares_of_both_groups_add_to_100_and_have_one_scale(self):
        for member in rate(self.film, 9, 9, 9, 8, 7, 6, 5):
            make.review(self.film, member)
        rate(self.film, *[4] * 10, 3)
        bars = self.split(0).bars()
        for side in (0, 1):
            self.assertEqual(sum(bar["sides"][side]["share"] for bar in bars), 100)
        nine, four = bars[1]["sides"][0], bars[6]["sides"][1]
        self.assertEqual((nine["share"], four["share"]), (43, 91))
        self.assertEqual((nine["length"], four["length"]), (47, 100))

    def test_nobody_is_named(self):
        for member in rate(self.film, 9, 9, 9, 8, 7):
            make.review(self.film, member)
        response = self.sheet()
        for rating in self.film.ratings.select_related("member"):
            self.assertNotContains(response, rating.member.username)


class LeftOutTests(SheetTestCase):
    def suspend(self, member):
        return make.suspension(member)

    def test_that_none_is_left_out_is_said_too(self):
        rate(self.film, *[8] * 5)
        self.assertContains(self.sheet(), "<b>0</b> ratings of this film are left out.")

    def test_the_rating_of_a_suspended_member_is_left_out_everywhere_and_counted_here(self):
        members = rate(self.film, *[8] * 5, 1)
        suspension = self.suspend(members[-1])
        response = self.sheet()
        self.assertContains(response, "<b>1</b> rating of this film is left out.")
        self.assertContains(
            response, "It is that of a member who is suspended, and counts again when the suspension ends."
        )
        self.assertContains(response, "40 points, divided by 5 ratings")
        self.assertEqual([split.first.count + split.second.count for split in voters_of(self.film).splits], [5, 5, 5])
        suspension.end()
        self.assertContains(self.sheet(), "<b>0</b> ratings of this film are left out.")
        self.assertContains(self.sheet(), "41 points, divided by 6 ratings")

    def test_several_are_spoken_of_as_several(self):
        for member in rate(self.film, *[8] * 5, 1, 1)[5:]:
            self.suspend(member)
        self.assertContains(self.sheet(), "<b>2</b> ratings of this film are left out.")
        self.assertContains(self.sheet(), "They are those of members who are suspended, and count again")


class PageTests(SheetTestCase):
    def test_it_is_reached_from_the_film_and_from_the_chart(self):
        rate(self.film, *[8] * 5)
        link = f'<a href="{self.url}">How this score is made</a>'
        self.assertContains(self.client.get(self.film.get_absolute_url()), link, count=2, html=True)
        self.assertContains(self.client.get(reverse("catalog:chart_top")), f'href="{self.url}"', count=2)
        self.assertContains(self.client.get(reverse("catalog:credits", args=[self.film.pk, self.film.slug])), self.url)

    def test_a_film_with_too_few_ratings_leads_there_from_its_ratings(self):
        rate(self.film, 8)
        self.assertContains(self.client.get(self.film.get_absolute_url()), f'<a href="{self.url}">The score sheet</a>')

    def test_another_slug_or_none_leads_to_the_right_address(self):
        for path in (f"/films/{self.film.pk}/wrong/ratings/", f"/films/{self.film.pk}/ratings/"):
            response = self.client.get(path)
            self.assertRedirects(response, self.url, status_code=301)

    def test_it_names_its_own_address(self):
        self.assertContains(self.sheet(), f'<link rel="canonical" href="http://127.0.0.1:8000{self.url}">')
        self.assertNotContains(self.sheet(), "noindex")

    def test_unknown_films_and_other_methods_are_refused(self):
        self.assertEqual(self.client.get("/films/999/x/ratings/").status_code, 404)
        self.assertEqual(self.client.post(self.url).status_code, 405)

    def test_visitors_get_nothing_personal(self):
        rate(self.film, *[8] * 5)
        response = self.sheet()
        self.assertFalse(response.cookies)
        self.assertNotContains(response, "csrfmiddlewaretoken")

    def test_members_get_the_same_sheet(self):
        [ana, *_] = rate(self.film, *[8] * 5)
        sheet = self.main_part(self.sheet())
        self.client.force_login(ana)
        self.assertEqual(self.main_part(self.sheet()), sheet)

    def main_part(self, response):
        return response.content.decode().partition("<main")[2].partition("</main>")[0]

    def test_the_page_takes_a_fixed_number_of_queries(self):
        # The film, the sections, who gave what, the chart's mean.
        for count in (5, 30):
            for member in rate(self.film, *[7] * count):
                make.review(self.film, member)
            with self.assertNumQueries(4):
                self.sheet()

    def test_a_film_without_a_score_takes_one_less(self):
        for count in (0, 4):
            rate(self.film, *[7] * count)
            with self.assertNumQueries(3):
                self.sheet()


class HistogramTests(SimpleTestCase):
    def counts(self, *values):
        return [values.count(value) for value in Film.RATING_VALUES]

    def test_the_median_is_the_middle_or_the_mean_of_the_two_in_the_middle(self):
        for values, expected in (
            ([7], 7),
            ([1, 10], 5.5),
            ([1, 1, 10], 1),
            ([10, 10, 10], 10),
            ([1, 2, 3, 4], 2.5),
            ([1, 1, 10, 10], 5.5),
            ([3, 3, 3, 9, 9], 3),
        ):
            self.assertEqual(histogram.median(self.counts(*values)), expected, values)

    def test_the_spread_is_nothing_where_all_agree_and_most_where_halves_do_not(self):
        self.assertEqual(histogram.spread(self.counts(8, 8, 8)), 0)
        self.assertEqual(histogram.spread(self.counts(1, 10, 1, 10)), 4.5)
        self.assertAlmostEqual(histogram.spread(self.counts(2, 4, 4, 4, 5, 5, 7, 9)), 2.0)
