from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification, OutgoingMail, User
from catalog.models import TriviaItem
from tests import make


class NotificationsPageTests(TestCase):
    url = reverse("accounts:notifications")

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")

    def setUp(self):
        self.client.force_login(self.ana)

    def unread(self):
        self.ana.refresh_from_db()
        return self.ana.unread_count

    def test_the_newest_stands_first_and_leads_on(self):
        make.told(self.ana, subject="Older")
        Notification.objects.update(happened_at=timezone.now() - timedelta(days=2))
        make.told(self.ana, subject="Newer", url="/reviews/7/#review-7")
        text = self.client.get(self.url).text
        self.assertLess(text.index("Newer"), text.index("Older"))
        self.assertIn('<a href="/reviews/7/#review-7">Newer</a>', text)

    def test_what_is_unread_is_marked_and_looking_at_the_page_changes_nothing(self):
        make.told(self.ana)
        make.told(self.ana)
        Notification.objects.mark_read(self.ana, [Notification.objects.first().pk])
        for _ in range(2):
            page = self.client.get(self.url)
            self.assertContains(page, "notification--unread", count=1)
            self.assertContains(page, "New.</b>", count=1)
        self.assertEqual(self.unread(), 1)

    def test_the_whole_message_stands_there_escaped(self):
        make.told(self.ana, subject="<i>Subject", body="First line\n\n<b>Second")
        page = self.client.get(self.url)
        self.assertContains(page, "<p>First line</p>")
        self.assertNotContains(page, "<b>Second")
        self.assertNotContains(page, "<i>Subject")

    def test_one_is_marked_as_read_and_leads_on(self):
        one, other = make.told(self.ana, url="/me/votes/"), make.told(self.ana)
        response = self.client.post(reverse("accounts:read_notification", args=[one.pk]))
        self.assertRedirects(response, "/me/votes/")
        self.assertEqual(list(Notification.objects.unread()), [other])
        self.assertEqual(self.unread(), 1)

    def test_reading_it_twice_counts_once(self):
        one = make.told(self.ana)
        make.told(self.ana)
        for _ in range(2):
            self.client.post(reverse("accounts:read_notification", args=[one.pk]))
        self.assertEqual(self.unread(), 1)

    def test_all_are_marked_as_read_and_nobody_elses(self):
        make.told(self.ben)
        for _ in range(3):
            make.told(self.ana)
        self.assertContains(self.client.get(self.url), "Mark all as read")
        self.assertRedirects(self.client.post(reverse("accounts:read_all_notifications")), self.url)
        self.assertEqual(self.unread(), 0)
        self.assertNotContains(self.client.get(self.url), "Mark all")
        self.ben.refresh_from_db()
        self.assertEqual(self.ben.unread_count, 1)

    def test_nobody_elses_are_here(self):
        theirs = make.told(self.ben, subject="For Ben alone")
        self.assertNotContains(self.client.get(self.url), "For Ben alone")
        for pk in (theirs.pk, 999_999):
            url = reverse("accounts:read_notification", args=[pk])
            self.assertEqual(self.client.post(url).status_code, 404)
        self.assertEqual(self.client.post(f"/me/notifications/{'9' * 30}/read/").status_code, 404)
        self.assertTrue(Notification.objects.unread().filter(pk=theirs.pk).exists())

    def test_reading_takes_a_post_and_a_token(self):
        one = make.told(self.ana)
        strict = self.client_class(enforce_csrf_checks=True)
        strict.force_login(self.ana)
        for url in (
            reverse("accounts:read_notification", args=[one.pk]),
            reverse("accounts:read_all_notifications"),
        ):
            self.assertEqual(self.client.get(url).status_code, 405)
            self.assertEqual(strict.post(url).status_code, 403)
        self.assertEqual(self.client.post(self.url).status_code, 405)
        self.assertEqual(self.unread(), 1)

    def test_visitors_sign_in(self):
        one = make.told(self.ana)
        self.client.logout()
        answer = f"{reverse('account_login')}?next=%2Fme%2Fnotifications%2F"
        for response in (
            self.client.get(self.url),
            self.client.post(reverse("accounts:read_all_notifications")),
            self.client.post(reverse("accounts:read_notification", args=[one.pk])),
        ):
            self.assertRedirects(response, answer, fetch_redirect_response=False)
        self.assertEqual(self.unread(), 1)

    def test_an_empty_page_says_so(self):
        self.assertContains(self.client.get(self.url), "Nothing yet.")

    def test_pages_of_25_in_a_fixed_number_of_queries(self):
        make.told(self.ana)
        with self.assertNumQueries(4):
            self.client.get(self.url)
        for _ in range(29):
            make.told(self.ana)
        with self.assertNumQueries(4):
            page = self.client.get(self.url)
        self.assertContains(page, 'class="record notification', count=25)
        self.assertContains(self.client.get(self.url, {"page": 2}), 'class="record notification', count=5)
        for number in ("0", "3", "x", "9" * 30):
            self.assertEqual(self.client.get(self.url, {"page": number}).status_code, 404)


class HeaderTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana = make.member("ana")

    def test_it_says_how_many_are_unread_on_every_page(self):
        for _ in range(3):
            make.told(self.ana)
        self.client.force_login(self.ana)
        for url in ("/reading/", "/me/"):
            self.assertContains(self.client.get(url), '3<span class="visually-hidden"> unread</span>')

    def test_without_news_there_is_the_bell_alone(self):
        self.client.force_login(self.ana)
        page = self.client.get("/reading/")
        self.assertContains(page, 'class="bell" href="/me/notifications/"')
        self.assertNotContains(page, "bell__count")

    def test_the_number_takes_no_query(self):
        self.client.force_login(self.ana)
        with self.assertNumQueries(2) as before:
            self.client.get("/reading/")
        make.told(self.ana)
        with self.assertNumQueries(len(before)):
            self.client.get("/reading/")

    def test_visitors_pages_hold_no_trace_and_ask_nothing(self):
        make.told(self.ana)
        with self.assertNumQueries(0):
            page = self.client.get("/reading/")
        for word in ('class="bell', "otification", "unread"):
            self.assertNotContains(page, word)


class TellingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana = make.member("ana")

    def test_what_is_unread_is_counted_on_the_member(self):
        make.told(self.ana)
        Notification.objects.tell_many(
            User.objects.filter(pk=self.ana.pk), "changed_review", "Again", body="Look.", url="/me/votes/"
        )
        self.ana.refresh_from_db()
        self.assertEqual(self.ana.unread_count, 2)

    def test_mails_come_as_the_member_wants_them(self):
        for mail, posted, waiting in (("at_once", 1, False), ("digest", 0, True), ("never", 0, False)):
            self.ana.mail_choices.update_or_create(kind="changed_review", defaults={"mail": mail})
            told = make.told(self.ana)
            self.assertEqual(OutgoingMail.objects.count(), posted)
            self.assertEqual(told.waits_for_digest, waiting)
            OutgoingMail.objects.all().delete()

    def test_who_has_closed_their_account_is_told_nothing(self):
        closed = make.member(is_active=False)
        User.objects.filter(pk=closed.pk).update(username=f"deleted-{closed.pk}")
        closed.refresh_from_db()
        self.assertIsNone(make.told(closed))
        self.assertFalse(Notification.objects.exists())

    def test_who_is_only_shut_out_is_told_their_statement_of_reasons(self):
        self.assertIsNotNone(make.told(make.member(is_active=False), "case_outcome"))

    def test_marking_as_read_takes_a_fixed_number_of_queries(self):
        for _ in range(9):
            make.told(self.ana)
        with self.assertNumQueries(6):
            Notification.objects.mark_read(self.ana)


class ContributionTests(TestCase):
    """An editor publishes or declines what a member brought."""

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.edna = make.member("ana"), make.editor()
        cls.film = make.film("The Long Road", 1962)

    def fact(self, contributor=None, **fields):
        pending = {"state": TriviaItem.State.PENDING, "decided_at": None}
        return make.trivia(self.film, text="The road ends in the sea.", contributor=contributor, **pending | fields)

    def test_its_contributor_is_told_that_it_is_published(self):
        item = self.fact(self.ana)
        item.decide("published", by=self.edna)
        told = self.ana.notifications.get()
        self.assertEqual((told.kind, told.url), ("contribution", f"/trivia/{item.pk}/"))
        self.assertEqual(told.subject, "A fact you contributed to The Long Road (1962) is published")
        self.assertIn(f"/trivia/{item.pk}/", told.body)

    def test_its_contributor_is_told_the_reason_where_it_is_declined(self):
        self.fact(self.ana).decide("declined", by=self.edna, reason="The scene is in another film.")
        told = self.ana.notifications.get()
        self.assertEqual(told.subject, "A fact you contributed to The Long Road (1962) was declined")
        self.assertIn("The scene is in another film.", told.body)
        self.assertIn("does not stand on the site", told.body)

    def test_neither_the_fact_nor_the_editors_name_is_in_it(self):
        for state, reason in (("published", ""), ("declined", "It is known.")):
            self.fact(self.ana, has_spoilers=True).decide(state, by=self.edna, reason=reason)
            told = self.ana.notifications.newest_first().first()
            self.assertNotIn("ends in the sea", told.subject + told.body)
            self.assertNotIn("edna", told.subject + told.body)

    def test_it_comes_with_the_daily_mail_unless_chosen_otherwise(self):
        self.fact(self.ana).decide("published", by=self.edna)
        self.assertTrue(self.ana.notifications.get().waits_for_digest)
        self.assertFalse(OutgoingMail.objects.exists())

    def test_publishing_again_is_no_news(self):
        item = self.fact(self.ana)
        item.decide("published", by=self.edna)
        item.decide("published", by=self.edna)
        self.assertEqual(self.ana.notifications.count(), 1)

    def test_nobody_is_told_of_what_editors_brought_themselves(self):
        for contributor in (None, self.edna):
            self.fact(contributor).decide("published", by=self.edna)
        self.assertFalse(Notification.objects.exists())

    def test_the_number_in_the_header_follows(self):
        self.fact(self.ana).decide("published", by=self.edna)
        self.ana.refresh_from_db()
        self.assertEqual(self.ana.unread_count, 1)
