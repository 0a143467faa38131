from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews import originality
from reviews.models import Case, Decision, Report, TextPrint
from tests import make

ORIGINAL = (
    "The first half hour is a walk through a town that nobody has bothered to light, and the director lets us find our "
    "own way among the carts. Then a door opens, and for the length of one shot everybody in the square looks up at "
    "the same time, as if the film had cleared its throat. I have watched that shot a dozen times and cannot say how "
    "it was done, nor why it moves me so much more than the fire at the end."
)
OTHER = (
    "Nothing prepared me for how funny this would be. The uncle who measures every doorway, the aunt who answers "
    "before she is asked, the cat with opinions: each could carry a film, and here they share a kitchen. What holds "
    "it together is the patience of the camera, which waits for a joke to arrive instead of going out to fetch it."
)
HALF = ORIGINAL[: len(ORIGINAL) // 2]


def publish(body, author=None, film=None):
    return make.review(film or make.film(), author or make.member(), body=body)


def noticed(review):
    """What the site itself reported of a review."""
    return Report.objects.filter(case__review=review, reporter=None)


class PrintTests(TestCase):
    def test_a_review_has_the_prints_of_its_present_text(self):
        review = publish(ORIGINAL)
        self.assertEqual(sorted(review.prints.values_list("value", flat=True)), originality.prints(ORIGINAL))
        review.revise(body=OTHER)
        self.assertEqual(sorted(review.prints.values_list("value", flat=True)), originality.prints(OTHER))

    def test_they_stay_where_only_the_headline_changes(self):
        review = publish(ORIGINAL)
        before = list(review.prints.order_by("pk").values_list("pk", flat=True))
        review.revise(headline="Another headline")
        self.assertEqual(list(review.prints.order_by("pk").values_list("pk", flat=True)), before)

    def test_a_short_text_has_none(self):
        publish(make.BODY)
        self.assertFalse(TextPrint.objects.exists())


class CopyTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.original = publish(ORIGINAL, cls.ana)

    def test_a_copied_text_is_published_and_shown_to_the_moderators(self):
        copy = publish(f"I must say this first. {ORIGINAL}", self.ben)
        self.assertTrue(copy.is_published)
        report = noticed(copy).get()
        self.assertEqual((report.reason, report.similar_to), ("copied", self.original))
        self.assertRegex(
            report.details, r"^9\d % of this text also stands in another member’s review, of The Long Road"
        )
        self.assertEqual(report.text_as_reported, copy.plain_text())
        self.assertTrue(report.case.is_open)

    def test_its_author_is_not_told(self):
        copy = publish(ORIGINAL, self.ben)
        self.assertFalse(self.ben.notifications.exists())
        self.client.force_login(self.ben)
        self.assertNotContains(self.client.get(copy.get_absolute_url()), "copied")
        self.assertEqual(self.client.get(copy.cases.get().get_absolute_url()).status_code, 404)

    def test_capitals_punctuation_and_a_mark_hide_nothing(self):
        self.assertTrue(noticed(publish(f"[spoiler]{ORIGINAL.upper().replace(',', ' -')}[/spoiler]")).exists())

    def test_a_text_of_ones_own_is_not_reported(self):
        self.assertFalse(noticed(publish(OTHER, self.ben)).exists())
        self.assertFalse(noticed(publish(f"{HALF} {OTHER} {OTHER[::-1]}", self.ben)).exists())
        self.assertFalse(Case.objects.exists())

    def test_ones_own_words_on_another_film_are_not_reported(self):
        self.assertFalse(noticed(publish(ORIGINAL, self.ana)).exists())

    def test_what_is_not_on_the_site_is_not_compared_with(self):
        self.original.withdraw()
        self.assertFalse(noticed(publish(ORIGINAL, self.ben)).exists())

    def test_short_texts_are_not_compared(self):
        publish(make.BODY)
        self.assertFalse(noticed(publish(make.BODY)).exists())

    def test_the_one_that_shares_most_is_named(self):
        publish(f"{HALF} {OTHER}")
        self.assertEqual(noticed(publish(f"{ORIGINAL} So.")).get().similar_to, self.original)

    def test_a_review_that_becomes_a_copy_is_noticed(self):
        review = publish(OTHER, self.ben)
        review.revise(body=ORIGINAL)
        self.assertEqual(noticed(review).get().similar_to, self.original)

    def test_whoever_was_copied_is_not_accused_for_mending_a_word(self):
        publish(ORIGINAL, self.ben)
        self.original.revise(body=ORIGINAL.replace("carts", "wagons"))
        self.assertFalse(noticed(self.original).exists())

    def test_what_a_moderator_has_let_stand_is_not_reported_again_for_a_word(self):
        copy = publish(ORIGINAL, self.ben)
        make.decision(copy.cases.get(), "dismiss")
        copy.revise(body=ORIGINAL.replace("carts", "wagons"))
        self.assertEqual(noticed(copy).count(), 1)

    def test_what_was_hidden_and_comes_back_as_a_copy_is_reported_again(self):
        copy = publish(ORIGINAL, self.ben)
        make.decision(copy.cases.get(), "hide", guideline="own-words")
        copy.revise(body=ORIGINAL.replace("carts", "wagons"))
        self.assertEqual(noticed(copy).count(), 2)
        self.assertEqual(copy.cases.open().count(), 1)

    def test_it_joins_the_open_case_once(self):
        review = publish(OTHER, self.ben)
        case = make.report(review).case
        review.revise(body=ORIGINAL)
        review.revise(body=OTHER)
        review.revise(body=f"{ORIGINAL} So.")
        self.assertEqual(noticed(review).get().case, case)
        self.assertEqual(case.reports.count(), 2)

    def test_words_that_a_moderator_takes_out_are_no_copy_of_the_authors(self):
        copy = publish(f"Call 555 0199. {ORIGINAL}", self.ben)
        case = copy.cases.get()
        make.decision(case, "redact", redacted={"headline": copy.headline, "body": ORIGINAL})
        self.assertEqual(noticed(copy).count(), 1)
        self.assertEqual(sorted(copy.prints.values_list("value", flat=True)), originality.prints(ORIGINAL))

    def test_reporters_of_a_case_that_the_site_opened_get_their_outcome(self):
        copy = publish(ORIGINAL, self.ben)
        reporter = make.report(copy, reason="copied").reporter
        make.decision(copy.cases.get(), "remove", guideline="own-words")
        self.assertEqual(reporter.notifications.count(), 1)
        self.assertEqual(Decision.objects.count(), 1)

    def test_once_something_is_decided_its_author_learns_how_it_came_up(self):
        copy = publish(ORIGINAL, self.ben)
        case = copy.cases.get()
        make.decision(case, "remove", guideline="own-words")
        self.assertIn("The site had noticed", self.ben.notifications.get().body)
        self.client.force_login(self.ben)
        page = self.client.get(case.get_absolute_url())
        self.assertContains(page, "The site had noticed")
        self.assertNotContains(page, "Nothing in this was automatic")

    def test_it_takes_a_fixed_number_of_queries(self):
        def count(body):
            author, film = make.member(), make.film()
            with CaptureQueriesContext(connection) as queries:
                publish(body, author, film)
            return len(queries)

        few = count(ORIGINAL), count(OTHER)
        for number in range(8):
            publish(f"{ORIGINAL} Number {number}.")
            publish(f"{OTHER} Number {number}.")
        self.assertEqual(count(f"{ORIGINAL} So."), few[0])
        self.assertLessEqual(few[0] - few[1], 24)


class NoticedByTheSiteTests(TestCase):
    """A case that nobody has reported: the site found most of the text in somebody else's review."""

    @classmethod
    def setUpTestData(cls):
        cls.mod, cls.ana, cls.ben = make.moderator(), make.member("ana"), make.member("ben")
        body = " ".join(f"{word} <b> {word}ly" for word in make.BODY.split())
        cls.original = make.review(make.film("Other Road"), cls.ana, body=body)
        cls.copy = make.review(make.film(), cls.ben, body=f"Mine first. {body}")
        cls.case = cls.copy.cases.get()
        cls.url = reverse("admin:reviews_case_change", args=[cls.case.pk])

    def setUp(self):
        self.client.force_login(self.mod)

    def test_the_case_shows_the_other_text_beside_this_one(self):
        page = self.client.get(self.url)
        for part in (
            "Noticed by the site",
            "% of this text also stands in another member’s review, of Other Road (1962)",
            f'href="{self.original.get_absolute_url()}"',
            'href="/members/ana/"',
            "<ins>Mine first. </ins>",
        ):
            self.assertContains(page, part)
        self.assertRegex(page.content.decode(), r'<option value="own-words"[^>]* selected>')
        self.assertNotContains(page, "filed,")
        self.assertNotContains(page, "<b> Aly")

    def test_it_stands_among_the_reports_of_members(self):
        make.report(self.copy, make.member("benedict"), reason="spam")
        page = self.client.get(self.url)
        self.assertContains(page, "Noticed by the site")
        self.assertContains(page, "1 filed, 0 upheld, 0 unfounded.")

    def test_it_can_be_decided(self):
        self.client.post(self.url, {"action": "remove", "guideline": "own-words", "facts": "All of it is Ana’s."})
        self.copy.refresh_from_db()
        self.assertEqual(self.copy.state, "removed")

    def test_the_case_is_shown_when_the_other_text_is_not_on_the_site_any_more(self):
        self.original.withdraw()
        self.assertContains(self.client.get(self.url), "(withdrawn by its author)")

    def test_the_queue_and_the_list_of_reports_name_the_site(self):
        self.assertContains(self.client.get(reverse("admin:reviews_case_changelist")), "Copied from elsewhere")
        for query in ({}, {"q": "Road"}, {"reason": "copied"}):
            reports = self.client.get(reverse("admin:reviews_report_changelist"), query)
            self.assertContains(reports, "Noticed by the site")
        report = reverse("admin:reviews_report_change", args=[self.case.reports.get().pk])
        self.assertContains(self.client.get(report), "Noticed by the site")

    def test_no_page_of_a_member_shows_it(self):
        for member in (self.ana, self.ben):
            self.client.force_login(member)
            self.assertEqual(self.client.get(self.case.get_absolute_url()).status_code, 404)
            self.assertContains(self.client.get(reverse("reviews:my_reports")), "You have not reported anything")


class ReportConstraintTests(TestCase):
    def test_the_database_keeps_one_report_of_the_site_per_case(self):
        case = publish(ORIGINAL).cases.create()
        row = {"source": "site", "reason": "copied", "text_as_reported": ORIGINAL}
        case.reports.create(**row)
        with self.assertRaises(IntegrityError), transaction.atomic():
            case.reports.create(**row)
