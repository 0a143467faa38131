from django.test import TestCase
from django.urls import reverse

from accounts.models import User
from catalog.models import Film
from reviews import targets
from reviews.models import Report
from tests import make

LAW = {"law": "The penal code, section 1", "place": "Wales", "good_faith": "on"}


def with_poster(film):
    Film.objects.filter(pk=film.pk).update(poster="posters/road.jpg", poster_width=360, poster_height=540)
    return Film.objects.get(pk=film.pk)


class ReportTargetsTests(TestCase):
    """Whatever can be reported, each at its own address."""

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana", display_name="Ana Lobo", bio="I walk a lot."), make.member("ben")
        cls.film = with_poster(make.film())
        cls.review = make.review(cls.film, cls.ana)
        cls.fact = make.trivia(cls.film, contributor=cls.ana)
        cls.storyline = make.storyline(cls.film, cls.ana, text="Ann walks to the sea.")
        cls.targets = {
            f"/reviews/{cls.review.pk}/": cls.review,
            f"/trivia/{cls.fact.pk}/": cls.fact,
            f"/storylines/{cls.storyline.pk}/": cls.storyline,
            "/members/ana/": targets.Profile(cls.ana),
            f"/films/{cls.film.pk}/the-long-road/poster/": targets.Poster(cls.film),
        }

    def test_everything_has_its_address(self):
        for place, target in self.targets.items():
            self.assertEqual(targets.report_address(target), f"{place}report/")
            self.assertEqual(targets.notice_address(target), f"{place}report/illegal/")

    def test_members_report_it_and_find_a_case_of_it(self):
        self.client.force_login(self.ben)
        for place, target in self.targets.items():
            with self.subTest(place):
                self.assertContains(self.client.get(f"{place}report/"), "What happens next")
                response = self.client.post(f"{place}report/", {"reason": "abuse", "details": "It calls me names."})
                self.assertRedirects(response, target.get_absolute_url(), fetch_redirect_response=False)
                report = Report.objects.latest("pk")
                self.assertEqual((report.reporter, report.text_as_reported), (self.ben, target.plain_text()))
                self.assertEqual(report.case.target.plain_text(), target.plain_text())
                self.assertEqual(report.case.author, target.author)

    def test_visitors_find_two_ways_and_no_token(self):
        for place in self.targets:
            with self.subTest(place):
                response = self.client.get(f"{place}report/")
                self.assertContains(response, "Sign in to report")
                self.assertContains(response, f'href="{place}report/illegal/"')
                self.assertNotContains(response, "csrfmiddlewaretoken")
                self.assertFalse(response.cookies)

    def test_visitors_give_notice_of_it(self):
        words = LAW | {"details": "All of it.", "name": "Vera", "email": "vera@example.org"}
        for place, target in self.targets.items():
            with self.subTest(place):
                self.assertContains(self.client.get(f"{place}report/illegal/"), "It is against the law")
                self.assertEqual(self.client.post(f"{place}report/illegal/", words).status_code, 302)
                self.assertEqual(Report.objects.latest("pk").text_as_reported, target.plain_text())

    def test_the_form_shows_what_is_reported(self):
        self.client.force_login(self.ben)
        shown = [make.BODY[:30], "The road is in Wales.", "Ann walks to the sea.", "I walk a lot.", "posters/road.jpg"]
        for place, words in zip(self.targets, shown, strict=True):
            self.assertContains(self.client.get(f"{place}report/"), words)

    def test_a_bad_form_loses_nothing_wherever_it_is(self):
        self.client.force_login(self.ben)
        for place in self.targets:
            for reason in ("", "nonsense", "x" * 5000, "a\x00b"):
                words = {"reason": reason, "details": "The third line.", "law": "x" * 201, "place": "y" * 101}
                response = self.client.post(f"{place}report/", words)
                self.assertContains(response, "The third line.", status_code=400)
                self.assertContains(response, "x" * 201, status_code=400)
        self.assertFalse(Report.objects.exists())

    def test_nobody_reports_what_is_their_own(self):
        self.client.force_login(self.ana)
        for place in list(self.targets)[:4]:
            self.assertEqual(self.client.get(f"{place}report/").status_code, 403)
            self.assertEqual(self.client.post(f"{place}report/", {"reason": "spam"}).status_code, 403)

    def test_what_nobody_sees_is_not_there(self):
        self.review.withdraw()
        type(self.fact).objects.update(state="hidden")
        type(self.storyline).objects.update(state="removed")
        User.objects.filter(pk=self.ana.pk).update(profile_state="hidden")
        Film.objects.update(poster_state="removed")
        for member in (None, self.ben):
            if member:
                self.client.force_login(member)
            for place in self.targets:
                for page in ("report/", "report/illegal/"):
                    self.assertEqual(self.client.get(f"{place}{page}").status_code, 404, place)
                    self.assertEqual(self.client.post(f"{place}{page}", {"reason": "spam"}).status_code, 404, place)

    def test_a_film_without_a_poster_has_none_to_report(self):
        film = make.film("Bare")
        self.assertEqual(self.client.get(f"/films/{film.pk}/bare/poster/report/").status_code, 404)

    def test_what_does_not_exist_is_not_there(self):
        for place in (
            "storylines/9999",
            f"storylines/{10**30}",
            "members/nobody",
            "members/%C3%A4",
            "films/9999/x/poster",
        ):
            self.assertEqual(self.client.get(f"/{place}/report/").status_code, 404)

    def test_a_closed_account_has_no_page_to_report(self):
        User.objects.filter(pk=self.ana.pk).update(is_active=False)
        self.assertEqual(self.client.get("/members/ana/report/").status_code, 404)

    def test_a_name_in_capitals_and_another_slug_lead_to_the_right_address(self):
        self.assertRedirects(self.client.get("/members/Ana/report/"), "/members/ana/report/", status_code=301)
        self.assertRedirects(self.client.get("/members/Ana/report/illegal/"), "/members/ana/report/illegal/", 301)
        film = f"/films/{self.film.pk}"
        response = self.client.get(f"{film}/another/poster/report/")
        self.assertRedirects(response, f"{film}/the-long-road/poster/report/", status_code=301)

    def test_other_methods_are_refused(self):
        for place in self.targets:
            self.assertEqual(self.client.put(f"{place}report/").status_code, 405)

    def test_reasons_are_those_that_can_be_meant(self):
        self.client.force_login(self.ben)
        offered = {
            "The fact is wrong": ["/trivia/", "/storylines/"],
            "It gives away the story": ["/reviews/", "/trivia/", "/storylines/", "/films/"],
            "Abuse of a person": ["/reviews/", "/trivia/", "/storylines/", "/members/", "/films/"],
        }
        for words, places in offered.items():
            for place in self.targets:
                is_offered = any(place.startswith(start) for start in places)
                self.assertEqual(words in self.client.get(f"{place}report/").content.decode(), is_offered, place)

    def test_a_storyline_that_is_a_spoiler_stays_closed(self):
        self.storyline.mark_as_spoiler()
        for page in ("report/", "report/illegal/"):
            response = self.client.get(f"/storylines/{self.storyline.pk}/{page}")
            self.assertContains(response, '<details class="spoiler spoiler--whole">')

    def test_pages_lead_to_it(self):
        film, storylines = (
            self.film.get_absolute_url(),
            reverse("catalog:storylines", args=[self.film.pk, "the-long-road"]),
        )
        profile, poster = "/members/ana/report/", f"{film}poster/report/"
        links = {film: [poster, f"/storylines/{self.storyline.pk}/report/"], "/members/ana/": [profile]}
        links[storylines] = [f"/storylines/{self.storyline.pk}/report/"]
        for member in (None, self.ben):
            if member:
                self.client.force_login(member)
            for page, addresses in links.items():
                for address in addresses:
                    self.assertContains(self.client.get(page), f'href="{address}" rel="nofollow"')

    def test_pages_do_not_lead_their_author_to_it(self):
        self.client.force_login(self.ana)
        self.assertNotContains(self.client.get("/members/ana/"), "/members/ana/report/")
        film = self.client.get(self.film.get_absolute_url())
        self.assertNotContains(film, f"/storylines/{self.storyline.pk}/report/")

    def test_every_form_takes_a_fixed_number_of_queries(self):
        by_visitors = dict.fromkeys(self.targets, 1) | {f"/trivia/{self.fact.pk}/": 3}
        for _ in range(2):
            self.client.logout()
            for place, number in by_visitors.items():
                for page in ("report/", "report/illegal/"):
                    with self.subTest(place), self.assertNumQueries(number):
                        self.client.get(f"{place}{page}")
            self.client.force_login(self.ben)
            for place, number in by_visitors.items():
                with self.subTest(place), self.assertNumQueries(number + 3):
                    self.client.get(f"{place}report/")
            for target in self.targets.values():
                make.report(target)
