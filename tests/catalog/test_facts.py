from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.models import TriviaItem
from tests import make

KINDS = {
    "trivia": "trivia",
    "goof": "goofs",
    "quote": "quotes",
    "crazy_credit": "crazy_credits",
    "alternate_version": "alternate_versions",
    "parents_guide": "parents_guide",
}


def page_of_kind(film, kind="trivia"):
    return reverse(f"catalog:{KINDS[kind]}", args=[film.pk, film.slug])


class FactsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film("The Long Road", 1962)
        cls.nora = make.member("nora_k")

    def page(self, kind="trivia", **query):
        return self.client.get(page_of_kind(self.film, kind), query)

    def test_every_kind_has_a_page_with_its_name_and_the_films(self):
        for kind in TriviaItem.Kind:
            with self.subTest(kind):
                response = self.page(kind)
                self.assertContains(response, f"<title>{kind.label} – The Long Road (1962)")
                self.assertContains(response, f'<h1 class="film-heading__section">{kind.label}</h1>')

    def test_a_page_shows_its_own_kind_of_its_own_film(self):
        make.trivia(self.film, text="The road is in Wales.")
        make.trivia(self.film, kind="crazy_credit", text="The dog is thanked.")
        make.trivia(make.film("Another"), text="Not this road.")
        response = self.page()
        self.assertContains(response, "The road is in Wales.")
        self.assertNotContains(response, "The dog is thanked.")
        self.assertNotContains(response, "Not this road.")

    def test_a_page_without_facts_says_so(self):
        for kind in set(TriviaItem.Kind) - {TriviaItem.Kind.PARENTS_GUIDE}:
            with self.subTest(kind):
                response = self.page(kind)
                self.assertEqual(response.status_code, 200)
                self.assertContains(response, "Back to The Long Road")

    def test_a_fact_says_who_brought_it_when_in_the_film_and_in_which_version(self):
        make.trivia(self.film, contributor=self.nora, minute=96, film_version="director’s cut")
        response, contributor = self.page(), reverse("catalog:contributor", args=["nora_k"])
        self.assertContains(response, f'Contributed by <a href="{contributor}">nora_k</a>')
        self.assertContains(response, "Minute 96, director’s cut")

    def test_minute_zero_is_a_minute(self):
        make.trivia(self.film, minute=0)
        self.assertContains(self.page(), "Minute 0")

    def test_a_contributor_who_is_shut_out_is_named_without_a_link(self):
        make.trivia(self.film, contributor=make.member("gone", is_active=False))
        response = self.page()
        self.assertContains(response, "Contributed by gone")
        self.assertNotContains(response, "/members/gone/")

    def test_what_members_wrote_is_escaped(self):
        make.trivia(self.film, text="<script>alert(1)</script>")
        self.assertNotContains(self.page(), "<script>alert")

    def test_goofs_stand_by_type_in_the_order_of_the_types(self):
        for goof_type in ("not_a_goof", "boom", "continuity"):
            make.trivia(self.film, kind="goof", goof_type=goof_type)
        content = self.page("goof").content.decode()
        labels = ("Continuity", "Boom mic visible", "Incorrectly regarded as goof")
        places = [content.index(f"<h2>{label}</h2>") for label in labels]
        self.assertEqual(places, sorted(places))

    def test_spoilers_stand_last_each_in_a_closed_details(self):
        spoiler = make.trivia(self.film, text="The road ends at the sea.", has_spoilers=True)
        plain = make.trivia(self.film, text="The road is in Wales.")
        content = self.page().content.decode()
        self.assertLess(content.index(f'id="fact-{plain.pk}"'), content.index(f'id="fact-{spoiler.pk}"'))
        before, hidden = content.split('<details class="spoiler spoiler--whole">')
        self.assertNotIn("ends at the sea", before)
        summary, inside = hidden.split("</summary>", 1)
        self.assertNotIn("sea", summary)
        self.assertIn("ends at the sea", inside.split("</details>")[0])

    def test_a_quotes_spoiler_is_hidden_too(self):
        make.quote(self.film, ("Ann", "It ends at the sea."), has_spoilers=True)
        before = self.page("quote").content.decode().split('<details class="spoiler spoiler--whole">')[0]
        self.assertNotIn("ends at the sea", before)

    def test_a_quote_has_its_lines_in_order_with_speakers_and_directions(self):
        quote = make.quote(self.film, ("Ann", "Is it far?"), ("", "Bo points"), ("Bo", "It is long."))
        person = make.person("Ada Quill")
        quote.quote_lines.filter(speaker="Ann").update(credit=make.credit(self.film, person, character="Ann"))
        response = self.page("quote")
        content = response.content.decode()
        self.assertContains(response, f'<a href="{person.get_absolute_url()}">Ann</a>')
        self.assertContains(response, '<p class="quote__direction">[Bo points]</p>', html=True)
        places = [content.index(words) for words in ("Is it far?", "[Bo points]", "It is long.")]
        self.assertEqual(places, sorted(places))

    def test_the_pages_of_the_film_are_offered_with_how_much_stands_on_them(self):
        make.quote(self.film)
        make.credit(self.film, make.person())
        make.storyline(self.film)
        sections = self.page().context["sections"]
        counts = {name: section["count"] for name, section in sections.items() if section["count"]}
        self.assertEqual(counts, {"quote": 1, "credits": 1, "storylines": 1})
        self.assertContains(self.page(), page_of_kind(self.film, "quote"))
        self.assertNotContains(self.page(), page_of_kind(self.film, "goof"))


class WhoSeesWhatTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film, cls.nora = make.film(), make.member("nora_k")
        cls.published = make.trivia(cls.film, text="The road is in Wales.", contributor=cls.nora)
        cls.pending = make.trivia(
            cls.film, text="The road is in England.", contributor=cls.nora, state="pending", decided_at=None
        )
        cls.page = page_of_kind(cls.film)

    def test_visitors_see_what_is_published(self):
        response = self.client.get(self.page)
        self.assertContains(response, "The road is in Wales.")
        self.assertNotContains(response, "The road is in England.")
        self.assertEqual(response.context["sections"]["trivia"]["count"], 1)

    def test_members_also_see_their_own_and_how_it_stands(self):
        self.client.force_login(self.nora)
        response = self.client.get(self.page)
        self.assertContains(response, "The road is in England.")
        self.assertContains(response, "Waiting for an editor.")
        self.assertEqual(response.context["sections"]["trivia"]["count"], 2)

    def test_members_do_not_see_what_others_wait_for(self):
        self.client.force_login(make.member())
        self.assertNotContains(self.client.get(self.page), "The road is in England.")

    def test_visitors_and_members_may_report(self):
        report = reverse("reviews:report_trivia_item", args=[self.published.pk])
        self.assertContains(self.client.get(self.page), f'href="{report}"')
        self.client.force_login(make.member())
        self.assertContains(self.client.get(self.page), f'href="{report}"')

    def test_nobody_is_asked_to_report_their_own(self):
        self.client.force_login(self.nora)
        self.assertNotContains(self.client.get(self.page), "Report this")

    def test_a_page_for_visitors_holds_nothing_personal(self):
        response = self.client.get(self.page)
        self.assertFalse(response.cookies)
        self.assertNotContains(response, "csrfmiddlewaretoken")


class AddressTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film("The Long Road")

    def test_a_wrong_slug_is_mended_and_keeps_the_page(self):
        response = self.client.get(f"/films/{self.film.pk}/wrong/goofs/?page=1")
        self.assertRedirects(response, f"/films/{self.film.pk}/the-long-road/goofs/?page=1", 301)

    def test_an_unknown_film_or_page_is_404(self):
        for address in (
            "/films/999/x/trivia/",
            f"{page_of_kind(self.film)}?page=2",
            f"{page_of_kind(self.film)}?page=x",
        ):
            with self.subTest(address):
                self.assertEqual(self.client.get(address).status_code, 404)

    def test_other_methods_are_refused(self):
        self.assertEqual(self.client.post(page_of_kind(self.film)).status_code, 405)


class ManyFactsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film()

    def add(self, count):
        for number in range(count):
            credit = make.credit(
                self.film, make.person(f"Walker {number}"), character=f"W {TriviaItem.objects.count()}"
            )
            make.trivia(self.film, contributor=make.member())
            make.trivia(self.film, kind="goof", contributor=make.member())
            make.quote(self.film, contributor=make.member()).quote_lines.update(credit=credit)

    def queries(self, kind):
        with CaptureQueriesContext(connection) as queries:
            self.client.get(page_of_kind(self.film, kind))
        return len(queries)

    def test_fifty_stand_on_a_page(self):
        TriviaItem.objects.bulk_create(
            TriviaItem(
                film=self.film, kind="trivia", text=f"Fact {n}", state="published", decided_at="2026-01-01T00:00Z"
            )
            for n in range(51)
        )
        self.assertContains(self.client.get(page_of_kind(self.film)), 'class="fact"', 50)
        self.assertContains(self.client.get(page_of_kind(self.film), {"page": 2}), 'class="fact"', 1)

    def test_a_page_takes_six_queries_however_many_facts_there_are(self):
        # The film, the sections with their counts, what there is to choose from, the facts, the lines of the quotes
        # among them, and the disputes.
        for kind in ("trivia", "goof", "quote"):
            self.add(2)
            few = self.queries(kind)
            self.add(8)
            self.assertEqual((few, self.queries(kind)), (6, 6))
