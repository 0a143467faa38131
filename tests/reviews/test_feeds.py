from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from unittest import mock
from xml.etree import ElementTree

from django.test import TestCase, override_settings
from django.utils import timezone

from accounts.models import User
from reviews.models import Rating, Review
from tests import make
from tests.filmsite.test_errors import OurErrorPage

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://films.example.org"


class FeedTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana = make.member("ana", display_name="Ana")
        cls.film = make.film("The Long Road", 1962)

    def addresses(self):
        return ["/reviews.atom", f"{self.film.get_absolute_url()}reviews.atom", "/members/ana/reviews.atom"]

    def feed(self, address="/reviews.atom"):
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200)
        return ElementTree.fromstring(response.content)

    def entries(self, address="/reviews.atom"):
        return self.feed(address).findall(f"{ATOM}entry")

    def entry(self):
        (only,) = self.entries()
        return only

    def said(self, element, *path):
        return element.findtext("/".join(f"{ATOM}{name}" for name in path))

    def links(self, element):
        return {link.get("rel"): link.get("href") for link in element.findall(f"{ATOM}link")}


@override_settings(BASE_URL=SITE)
class FeedTests(FeedTestCase):
    def test_an_entry_is_a_review_with_its_film_author_dates_and_text(self):
        Rating.objects.record(self.film, self.ana, 7)
        when = datetime(2024, 5, 1, 12, tzinfo=UTC)
        words = "Ein Weg, der sich lohnt. " * 6
        fields = {"headline": "Worth it", "body": f"{words}\n\nUnd Schluss.", "language": "de", "published_at": when}
        review = make.review(self.film, self.ana, **fields)
        entry = self.entry()
        self.assertEqual(self.said(entry, "title"), "The Long Road (1962): Worth it")
        self.assertEqual(self.links(entry), {"alternate": f"{SITE}/reviews/{review.pk}/"})
        self.assertEqual(self.said(entry, "author", "name"), "Ana")
        self.assertEqual(self.said(entry, "author", "uri"), f"{SITE}/members/ana/")
        self.assertEqual(self.said(entry, "published"), "2024-05-01T12:00:00+00:00")
        self.assertEqual(self.said(entry, "updated"), "2024-05-01T12:00:00+00:00")
        self.assertEqual(entry.get("{http://www.w3.org/XML/1998/namespace}lang"), "de")
        self.assertEqual(entry.find(f"{ATOM}content").get("type"), "html")
        expected = f"<p>Rated 7 out of 10.</p><p>{words.strip()}</p><p>Und Schluss.</p>"
        self.assertHTMLEqual(self.said(entry, "content"), expected)

    def test_each_feed_says_what_it_is_and_where_its_page_and_itself_are(self):
        film = self.film.get_absolute_url()
        told = {
            "/reviews.atom": ("Reviews on Filmsite", "/"),
            f"{film}reviews.atom": ("Reviews of The Long Road (1962)", film),
            "/members/ana/reviews.atom": ("Reviews by Ana", "/members/ana/"),
        }
        for address, (title, page) in told.items():
            with self.subTest(address):
                feed = self.feed(address)
                self.assertEqual(self.said(feed, "title"), title)
                self.assertEqual(self.links(feed), {"alternate": SITE + page, "self": SITE + address})

    def test_addresses_come_from_the_settings_and_not_from_the_request(self):
        make.review(self.film, self.ana)
        with self.settings(ALLOWED_HOSTS=["*"]):
            for address in self.addresses():
                response = self.client.get(address, headers={"host": "evil.example"})
                self.assertNotContains(response, "evil.example")

    def test_each_feed_holds_what_belongs_to_it(self):
        make.review(self.film, self.ana, headline="both")
        make.review(self.film, headline="film")
        make.review(author=self.ana, headline="member")
        held = [{self.said(entry, "title").split(": ")[1] for entry in self.entries(a)} for a in self.addresses()]
        self.assertEqual(held, [{"both", "film", "member"}, {"both", "film"}, {"both", "member"}])

    def test_the_newest_50_newest_first(self):
        now = timezone.now()
        for number in range(52):
            make.review(self.film, headline=str(number), published_at=now - timedelta(days=number))
        titles = [self.said(entry, "title") for entry in self.entries()]
        self.assertEqual(titles, [f"The Long Road (1962): {number}" for number in range(50)])

    def test_ids_survive_another_title_slug_and_text(self):
        review = make.review(self.film, self.ana)
        before = [(self.said(feed, "id"), self.said(feed, "entry", "id")) for feed in map(self.feed, self.addresses())]
        self.assertTrue(all(name.startswith("tag:films.example.org,2026:") for pair in before for name in pair))
        self.assertEqual(len({feed for feed, _ in before}), 3)
        self.assertEqual({entry for _, entry in before}, {f"tag:films.example.org,2026:reviews/{review.pk}"})
        self.film.title = "The Longer Road"
        self.film.save()
        review.revise(headline="Still worth it")
        after = [(self.said(feed, "id"), self.said(feed, "entry", "id")) for feed in map(self.feed, self.addresses())]
        self.assertEqual(after, before)

    def test_only_a_real_edit_moves_the_date(self):
        when = datetime(2024, 5, 1, tzinfo=UTC)
        review = make.review(self.film, self.ana, published_at=when)
        Rating.objects.record(self.film, self.ana, 7)
        review.record_vote(make.member(), True)
        review.revise(headline=review.headline)
        self.assertEqual(self.said(self.entry(), "updated"), when.isoformat())
        review.refresh_from_db()
        review.revise(headline="Still worth it")
        self.assertEqual(self.said(self.entry(), "published"), when.isoformat())
        self.assertEqual(self.said(self.entry(), "updated"), review.edited_at.isoformat())

    def test_a_feed_is_as_new_as_its_newest_entry_and_an_empty_one_stays_as_it_is(self):
        empty = [self.client.get(address).content for address in self.addresses()]
        with mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(days=400)):
            self.assertEqual([self.client.get(address).content for address in self.addresses()], empty)
        self.assertEqual(self.said(self.feed(), "updated"), "1970-01-01T00:00:00+00:00")
        newest = datetime(2024, 5, 3, tzinfo=UTC)
        make.review(self.film, self.ana, published_at=newest)
        make.review(self.film, published_at=newest - timedelta(days=1))
        for address in self.addresses():
            self.assertEqual(self.said(self.feed(address), "updated"), newest.isoformat())

    def test_somebody_who_was_shut_out_is_named_without_a_page(self):
        make.review(self.film, make.member("ben"))
        User.objects.filter(username="ben").update(is_active=False)
        self.assertEqual(self.said(self.entry(), "author", "name"), "ben")
        self.assertIsNone(self.said(self.entry(), "author", "uri"))


class FeedSecretsTests(FeedTestCase):
    """What a feed never tells."""

    def test_a_passage_that_gives_the_story_away_is_left_out(self):
        body = f"{make.BODY}\n\nThen [spoiler]SECRET one\n\nSECRET two[/spoiler] and on. [spoiler]SECRET three"
        make.review(self.film, self.ana, body=body)
        for address in self.addresses():
            response = self.client.get(address)
            self.assertNotContains(response, "SECRET")
            self.assertContains(response, "Then [spoiler left out]")

    def test_of_a_review_that_does_so_as_a_whole_there_is_only_the_way_to_it(self):
        review = make.review(self.film, self.ana, body="SECRET words of the end. " * 9, has_spoilers=True)
        with self.settings(BASE_URL=SITE):
            self.assertHTMLEqual(
                self.said(self.entry(), "content"),
                f'<p>This review gives away the story. <a href="{SITE}{review.get_absolute_url()}">'
                "Read it all the same</a></p>",
            )
        for address in self.addresses():
            self.assertNotContains(self.client.get(address), "SECRET")

    def test_what_is_not_published_is_in_no_feed_not_even_in_its_authors(self):
        review = make.review(self.film, self.ana)
        self.client.force_login(self.ana)
        for state in (Review.State.WITHDRAWN, Review.State.HIDDEN, Review.State.REMOVED):
            Review.objects.filter(pk=review.pk).update(state=state)
            for address in self.addresses():
                with self.subTest(f"{state} {address}"):
                    self.assertEqual(self.entries(address), [])

    def test_a_feed_is_the_same_for_everybody_and_holds_nothing_personal(self):
        make.review(self.film, self.ana)
        for address in self.addresses():
            self.client.logout()
            for_visitors = self.client.get(address)
            self.client.force_login(self.ana)
            for_ana = self.client.get(address)
            self.assertEqual(for_ana.content, for_visitors.content)
            for response in (for_visitors, for_ana):
                self.assertFalse(response.cookies)
                self.assertNotIn("Cookie", response.get("Vary", ""))


class Tags(HTMLParser):
    """Every tag in a text that is read as HTML."""

    def __init__(self, text):
        super().__init__()
        self.found = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.add(tag)


class FeedBadTextTests(FeedTestCase):
    """Texts that would break a feed, or whoever reads it carelessly."""

    def test_nothing_that_a_member_wrote_is_a_tag_when_it_is_read_as_html(self):
        attack = '<script>alert(1)</script><img src=x onerror="alert(1)">]]>&lt;b&gt; <!-- '
        eve = make.member("eve", display_name='<img src=x onerror="alert(1)">')
        film = make.film("<svg onload=alert(1)>")
        make.review(film, eve, headline=attack, body=attack + make.BODY)
        for address in (f"{film.get_absolute_url()}reviews.atom", "/members/eve/reviews.atom", "/reviews.atom"):
            for element in self.feed(address).iter():
                with self.subTest(f"{address} {element.tag}"):
                    self.assertLessEqual(Tags(element.text or "").found, {"p"})
        self.assertIn("‹script›alert(1)‹/script›", self.said(self.entry(), "title"))
        self.assertIn("&lt;script&gt;alert(1)&lt;/script&gt;", self.said(self.entry(), "content"))

    def test_the_end_of_a_cdata_section_ends_nothing(self):
        make.review(self.film, self.ana, headline="]]> at last", body=f"]]> {make.BODY}")
        self.assertIn("]]› at last", self.said(self.entry(), "title"))
        self.assertIn("]]&gt; A calm", self.said(self.entry(), "content"))

    def test_characters_that_xml_cannot_carry_are_left_out(self):
        bad = "a\x01b\x0bc\x1fd\ufffee\uffff"
        make.review(make.film(bad), make.member("eve", display_name=bad), headline=bad, body=f"{bad} {make.BODY}")
        entry = self.entry()
        self.assertEqual(self.said(entry, "title"), "abcde (1962): abcde")
        self.assertEqual(self.said(entry, "author", "name"), "abcde")
        self.assertIn("<p>abcde A calm", self.said(entry, "content"))
        self.assertEqual(self.said(self.feed("/members/eve/reviews.atom"), "title"), "Reviews by abcde")

    def test_every_script_and_sign_arrives(self):
        make.review(self.film, self.ana, headline="Дорога & 道 👣", body=f"“ш” & 🎬\t{make.BODY}")
        self.assertEqual(self.said(self.entry(), "title"), "The Long Road (1962): Дорога & 道 👣")
        self.assertIn("“ш” &amp; 🎬", self.said(self.entry(), "content"))


class FeedAnswerTests(OurErrorPage, FeedTestCase):
    """What a feed answers, and to whom."""

    def test_it_says_that_it_is_atom(self):
        for address in self.addresses():
            response = self.client.get(address)
            self.assertEqual(response["Content-Type"], "application/atom+xml; charset=utf-8")
            self.assert_safe(response)

    def test_a_reader_that_has_it_is_told_so(self):
        make.review(self.film, self.ana)
        for address in self.addresses():
            for ask in (self.client.get, self.client.head):
                with self.subTest(f"{ask.__name__} {address}"):
                    tag = ask(address)["ETag"]
                    answer = ask(address, headers={"If-None-Match": tag})
                    self.assertEqual((answer.status_code, answer.content, answer["ETag"]), (304, b"", tag))

    def test_a_reader_that_has_an_older_one_gets_the_new_one(self):
        review = make.review(self.film, self.ana)
        changes = [lambda: review.revise(headline="Other words"), review.mark_as_spoiler, review.withdraw]
        for change in changes:
            tags = {address: self.client.get(address)["ETag"] for address in self.addresses()}
            change()
            for address, tag in tags.items():
                ages_later = "Fri, 01 Jan 2100 00:00:00 GMT"
                for headers in ({"If-None-Match": tag}, {"If-Modified-Since": ages_later}):
                    self.assertEqual(self.client.get(address, headers=headers).status_code, 200)

    def test_a_vote_leaves_a_feed_as_it_is(self):
        review = make.review(self.film, self.ana)
        tags = [self.client.get(address)["ETag"] for address in self.addresses()]
        review.record_vote(make.member(), True)
        self.assertEqual([self.client.get(address)["ETag"] for address in self.addresses()], tags)

    def test_a_wrong_or_missing_slug_leads_to_the_right_address(self):
        right = f"{self.film.get_absolute_url()}reviews.atom"
        for slug in ("wrong", "%E2%82%AC", "reviews"):
            answer = self.client.get(f"/films/{self.film.pk}/{slug}/reviews.atom?x=1")
            self.assertRedirects(answer, f"{right}?x=1", status_code=301)
        answer = self.client.get(f"/films/{self.film.pk}/reviews.atom", follow=True)
        self.assertEqual([status for _, status in answer.redirect_chain], [301, 301])
        self.assertEqual(answer.redirect_chain[-1][0], right)

    def test_any_letter_case_of_a_name_leads_to_the_small_one(self):
        self.assertRedirects(self.client.get("/members/ANA/reviews.atom"), "/members/ana/reviews.atom", 301)

    def test_unknown_films_and_members_and_those_shut_out_are_not_found(self):
        make.member("ben", is_active=False)
        addresses = ["/films/0/x/reviews.atom", "/films/999/x/reviews.atom", f"/films/{'9' * 30}/x/reviews.atom"]
        addresses += [f"/members/{name}/reviews.atom" for name in ("nobody", "ben", "BEN", "ana%0a", "x" * 3000)]
        for address in addresses:
            with self.subTest(address[:60]):
                self.assert_our_page(self.client.get(address), 404)

    def test_a_feed_is_for_reading(self):
        for address in self.addresses():
            for method in ("POST", "PUT", "DELETE", "OPTIONS"):
                with self.subTest(f"{method} {address}"):
                    self.assert_our_page(self.client.generic(method, address), 405)

    def test_the_number_of_queries_is_the_same_for_3_and_for_60_reviews(self):
        for number in (3, 57):
            for _ in range(number):
                make.review(self.film)
                make.review(author=self.ana)
            for address, queries in zip(self.addresses(), [1, 2, 2], strict=True):
                with self.assertNumQueries(queries):
                    self.client.get(address)
                self.client.force_login(self.ana)
                with self.assertNumQueries(queries):
                    self.client.get(address)
                self.client.logout()


class FeedDiscoveryTests(FeedTestCase):
    def test_pages_with_a_feed_say_where_it_is(self):
        site, film, member = self.addresses()
        pages = {
            "/": (site, "Reviews on Filmsite"),
            self.film.get_absolute_url(): (film, "Reviews of The Long Road (1962)"),
            f"{self.film.get_absolute_url()}reviews/": (film, "Reviews of The Long Road (1962)"),
            "/members/ana/": (member, "Reviews by Ana"),
        }
        for page, (feed, title) in pages.items():
            with self.subTest(page):
                link = f'<link rel="alternate" type="application/atom+xml" title="{title}" href="{feed}">'
                self.assertContains(self.client.get(page), link, count=1)
