"""Closing an account: who may, what goes, what stays, and that every stored figure is then what a recount finds."""

from smtplib import SMTPException
from unittest import mock

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import TestCase
from django.urls import reverse

from accounts.models import MailChoice, Notification, OutgoingMail, Tie, User
from accounts.names import username_validators
from catalog.models import SeverityVote
from diary.models import Favourite, Viewing, WatchlistEntry
from filmsite import closing
from filmsite.closing import close_account
from filmsite.recounting import differences
from reviews.models import Draft, HelpfulVote, Rating, Review
from tests import make
from tests.making import diary, disputes


class CloseAccountTests(TestCase):
    """Ana has written, rated and voted; others have answered."""

    @classmethod
    def setUpTestData(cls):
        cls.ana = make.account("ana", display_name="Ana Lobo", bio="Silent films.", language="pt", spoilers="show")
        cls.ben, cls.mod = make.member("ben"), make.moderator()
        cls.films = [make.film(f"Road {number}") for number in range(3)]
        for number, film in enumerate(cls.films, start=7):
            for member in (cls.ana, cls.ben):
                Rating.objects.record(film, member, number)
        cls.mine = make.review(cls.films[0], cls.ana, headline="Mine, and good")
        cls.theirs = [make.review(film, cls.ben, headline="Of Ben") for film in cls.films]
        cls.mine.record_vote(cls.ben, True)
        for review, answer in zip(cls.theirs, (True, False, True), strict=True):
            review.record_vote(cls.ana, answer)
            review.record_vote(cls.mod, True)

    def close(self, *, keep_reviews=False):
        close_account(self.ana, keep_reviews=keep_reviews)
        self.ana.refresh_from_db()

    def assert_recounted(self):
        self.assertEqual(list(differences(mend=False)), [])

    def votes(self, review):
        review.refresh_from_db()
        return review.helpful_count, review.unhelpful_count

    def test_answers_about_facts_and_open_disputes_are_taken_back(self):
        fact = make.trivia(self.films[0])
        fact.record_interest(self.ana, is_interesting=True)
        SeverityVote.objects.record(self.films[1], self.ana, "fear", 3)
        of_ana = disputes.dispute(fact, self.ana)
        decided = disputes.decided(disputes.dispute(make.trivia(self.films[2]), self.ana))
        self.close()
        fact.refresh_from_db()
        self.assertEqual((fact.interesting_count, fact.interest), (0, 0.5))
        self.assertIsNone(self.films[1].severity_tallies.get().severity)
        of_ana.refresh_from_db()
        self.assertEqual(of_ana.outcome, "withdrawn")
        self.assertContains(self.client.get(decided.fact.get_absolute_url()), "Corrected by Deleted member")
        self.assert_recounted()

    def test_the_name_and_everything_personal_are_gone(self):
        self.close()
        self.assertEqual((str(self.ana), self.ana.username), ("Deleted member", f"deleted-{self.ana.pk}"))
        self.assertEqual((self.ana.email, self.ana.bio, self.ana.language), ("", "", ""))
        self.assertEqual((self.ana.spoilers, self.ana.last_login), ("hide", None))
        self.assertFalse(self.ana.is_active or self.ana.has_usable_password())
        self.assertTrue(self.ana.is_closed)

    def test_diary_watchlist_and_favourites_are_gone(self):
        diary.viewing(self.films[0], self.ana)
        diary.wish(self.films[1], self.ana)
        Favourite.objects.add(self.films[2], self.ana)
        User.objects.filter(pk=self.ana.pk).update(shows_diary=False, clears_watchlist=False)
        self.close(keep_reviews=True)
        for model in (Viewing, WatchlistEntry, Favourite):
            self.assertFalse(model.objects.exists())
        self.assertTrue(self.ana.shows_diary and self.ana.clears_watchlist)

    def test_votes_are_taken_back_and_the_reviews_counted_again(self):
        self.assertEqual([self.votes(review) for review in self.theirs], [(2, 0), (1, 1), (2, 0)])
        self.close(keep_reviews=True)
        self.assertFalse(HelpfulVote.objects.filter(voter=self.ana).exists())
        self.assertEqual([self.votes(review) for review in self.theirs], [(1, 0)] * 3)
        self.assert_recounted()

    def test_reviews_and_ratings_leave_the_site(self):
        self.close()
        self.mine.refresh_from_db()
        self.assertEqual((self.mine.state, self.mine.rating, self.mine.author_reviews), ("withdrawn", None, 0))
        self.assertFalse(Rating.objects.filter(member=self.ana).exists())
        for film in self.films:
            film.refresh_from_db()
            self.assertEqual((film.rating_count, film.review_count), (1, 1))
        self.assert_recounted()
        self.assertNotContains(self.client.get(f"{self.films[0].get_absolute_url()}reviews/"), "Mine, and good")
        self.assertEqual(self.client.get(self.mine.get_absolute_url()).status_code, 404)

    def test_reviews_and_ratings_stay_without_the_name(self):
        before = self.votes(self.mine)
        self.close(keep_reviews=True)
        self.mine.refresh_from_db()
        self.assertEqual((self.mine.state, self.mine.rating), ("published", 7))
        self.assertEqual(self.votes(self.mine), before)
        self.films[0].refresh_from_db()
        self.assertEqual((self.films[0].rating_count, self.films[0].review_count), (2, 2))
        self.assert_recounted()
        page = self.client.get(f"{self.films[0].get_absolute_url()}reviews/")
        self.assertContains(page, "Mine, and good")
        self.assertContains(page, "Deleted member")
        for trace in ("Ana Lobo", "/members/ana/", "/members/deleted-"):
            self.assertNotContains(page, trace)

    def test_what_a_moderator_has_taken_down_does_not_come_back(self):
        for action in ("hide", "remove"):
            with self.subTest(action=action):
                ana = make.member()
                review = make.review(make.film(), ana)
                case = make.report(review).case
                make.decision(case, action)
                close_account(ana, keep_reviews=False)
                case.refresh_from_db()
                self.assertEqual(case.target.state, Review.State.WITHDRAWN)
                make.decision(case, "restore")
                review.refresh_from_db()
                self.assertEqual(review.state, Review.State.WITHDRAWN)
        self.assert_recounted()

    def test_with_reviews_kept_it_can_still_be_restored(self):
        case = make.report(self.mine).case
        make.decision(case, "remove")
        self.close(keep_reviews=True)
        case.refresh_from_db()
        make.decision(case, "restore")
        self.mine.refresh_from_db()
        self.assertTrue(self.mine.is_published)
        self.assertFalse(self.ana.notifications.exists())
        self.assert_recounted()

    def test_what_belonged_to_the_member_alone_is_deleted(self):
        for kind, other in (("follow", self.ben), ("mute", self.mod)):
            make.tie(self.ana, kind, other)
        make.tie(self.ben, "follow", self.ana)
        Draft.objects.keep(self.films[1], self.ana, headline="", body="Not yet", has_spoilers=False, language="en")
        make.told(self.ana, "case_outcome")
        self.ana.mail_choices.create(kind="contribution", mail="never")
        Authenticator.objects.create(user=self.ana, type="totp", data={"secret": "x"})
        self.close()
        for rows in (
            Tie.objects.all(),
            Draft.objects.all(),
            Notification.objects.all(),
            MailChoice.objects.all(),
            Authenticator.objects.all(),
            OutgoingMail.objects.filter(recipient=self.ana),
            EmailAddress.objects.filter(user=self.ana),
        ):
            self.assertFalse(rows.exists(), rows.model)
        self.assertEqual(self.ana.unread_count, 0)
        self.assert_recounted()

    def test_every_session_ends(self):
        browsers = [self.client_class() for _ in range(2)]
        for browser in browsers:
            browser.post(reverse("account_login"), {"login": "ana", "password": make.PASSWORD})
            self.assertEqual(browser.get("/me/").status_code, 200)
        self.close()
        for browser in browsers:
            self.assertEqual(browser.get("/me/").status_code, 302)
        self.assertFalse(UserSession.objects.exists())
        self.assertFalse(Session.objects.exists())

    def test_nobody_can_sign_in_or_set_a_new_password(self):
        self.close()
        for name in ("ana", "ana@example.org", f"deleted-{self.ana.pk}"):
            self.client.post(reverse("account_login"), {"login": name, "password": make.PASSWORD})
            self.assertNotIn("_auth_user_id", self.client.session)
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(reverse("account_reset_password"), {"email": "ana@example.org"})
        self.assertNotIn("/accounts/password/reset/key/", "".join(message.body for message in mail.outbox))

    def test_the_name_and_the_address_are_free_again_and_belong_to_somebody_new(self):
        self.close(keep_reviews=True)
        new = make.member("ana")
        self.assertFalse(new.reviews.exists())
        self.assertNotContains(self.client.get("/members/ana/"), "Mine, and good")

    def test_nobody_registers_or_is_shown_under_the_name_of_a_closed_account(self):
        for name in ("deleted-1", "deleted-999999", "Deleted-7", "deleted member", "Deleted Member"):
            with self.assertRaises(ValidationError):
                for validate in username_validators:
                    validate(name)
        self.client.force_login(self.ben)
        for name in ("Deleted member", "deleted-3"):
            response = self.client.post(
                "/me/settings/", {"display_name": name, "bio": "", "language": "", "spoilers": "hide"}
            )
            self.assertContains(response, "kept for the site itself", status_code=400)

    def test_the_closed_account_has_no_page(self):
        self.close(keep_reviews=True)
        for name in ("ana", f"deleted-{self.ana.pk}"):
            self.assertEqual(self.client.get(f"/members/{name}/").status_code, 404)
            self.assertEqual(self.client.get(f"/members/{name}/reviews.atom").status_code, 404)
        self.assertNotContains(self.client.get("/search/?q=deleted"), "/members/deleted")

    def test_facts_and_storylines_stay_without_the_name(self):
        item = make.trivia(self.films[0], contributor=self.ana)
        make.storyline(self.films[0], self.ana)
        self.close()
        for url in (item.get_absolute_url(), f"{self.films[0].get_absolute_url()}storylines/"):
            page = self.client.get(url)
            self.assertContains(page, "Deleted member")
            self.assertNotContains(page, "Ana Lobo")

    def test_an_editor_may_still_decide_on_a_fact_and_nobody_is_told(self):
        item = make.trivia(self.films[0], contributor=self.ana, state="pending", decided_at=None)
        self.close()
        item.refresh_from_db()
        item.decide("published", by=make.editor())
        self.assertFalse(Notification.objects.filter(member=self.ana).exists())
        self.assert_recounted()

    def test_reports_stay_and_are_decided_without_a_mail(self):
        case = make.report(self.theirs[0], self.ana).case
        self.close()
        make.decision(case, "remove")
        self.assertEqual(case.reports.get().reporter, self.ana)
        self.assertEqual(str(case.reports.get()), "Advertising or spam (reported by Deleted member)")
        self.assertFalse(OutgoingMail.objects.filter(recipient=self.ana).exists())

    def test_the_pages_of_all_films_concerned_are_new(self):
        make.trivia(self.films[2], contributor=self.ana)
        before = {film.pk: type(film).objects.get(pk=film.pk).version for film in self.films}
        self.close(keep_reviews=True)
        for film in self.films:
            film.refresh_from_db()
            self.assertGreater(film.version, before[film.pk])

    def test_a_mail_to_the_old_address_says_that_it_is_done(self):
        for keep, words in ((True, "ratings and public lists stay"), (False, "Your reviews are off the site")):
            member = make.member()
            address = member.email
            with self.captureOnCommitCallbacks(execute=True):
                close_account(member, keep_reviews=keep)
            self.assertEqual(mail.outbox[-1].to, [address])
            self.assertIn(words, mail.outbox[-1].body)

    def test_a_mail_server_that_is_away_stops_nothing(self):
        with (
            mock.patch.object(closing.EmailMessage, "send", side_effect=SMTPException("away")),
            self.assertLogs("filmsite.closing", "ERROR"),
            self.captureOnCommitCallbacks(execute=True),
        ):
            self.close()
        self.assertTrue(self.ana.is_closed)

    def test_without_an_address_there_is_no_mail(self):
        User.objects.filter(pk=self.ana.pk).update(email="")
        self.ana.refresh_from_db()
        with self.captureOnCommitCallbacks(execute=True):
            self.close()
        self.assertEqual(mail.outbox, [])

    def test_it_is_all_or_nothing(self):
        def broken(member):
            raise RuntimeError

        with mock.patch.object(closing, "forget_name", broken), self.assertRaises(RuntimeError):
            close_account(self.ana, keep_reviews=False)
        self.ana.refresh_from_db()
        self.assertEqual((self.ana.username, self.ana.is_active), ("ana", True))
        self.assertEqual(HelpfulVote.objects.filter(voter=self.ana).count(), 3)
        self.assertTrue(EmailAddress.objects.filter(user=self.ana).exists())
        self.assert_recounted()

    def test_a_suspended_member_may_go_and_the_suspension_ends_quietly(self):
        for keep in (True, False):
            member = make.member()
            film = make.film()
            Rating.objects.record(film, member, 9)
            self.theirs[0].record_vote(member, True)
            suspension = make.suspension(member, by=self.mod)
            member.refresh_from_db()
            close_account(member, keep_reviews=keep)
            self.assert_recounted()
            suspension.end()
            self.assert_recounted()
            film.refresh_from_db()
            self.assertEqual(film.rating_count, int(keep))

    def test_what_restricts_a_member_goes_with_the_account(self):
        make.limit(self.ana)
        waiting = make.review(make.film(), self.ana)
        make.decision(make.report(make.profile(self.ana)).case, "remove")
        self.ana.refresh_from_db()
        self.close(keep_reviews=True)
        self.assertEqual((self.ana.limited_until, self.ana.profile_state), (None, "published"))
        self.assertEqual(str(self.ana), "Deleted member")
        self.assertFalse(self.ana.restrictions.standing().exists())
        make.decision(waiting.cases.open().get(), "dismiss")
        waiting.refresh_from_db()
        self.assertTrue(waiting.is_published)
        self.assert_recounted()

    def test_what_waits_or_is_shielded_leaves_the_site_too(self):
        case = make.report(self.mine).case
        make.automatic(case, "shield")
        self.close()
        make.automatic(case, "unshield")
        self.mine.refresh_from_db()
        self.assertEqual(self.mine.state, "withdrawn")
        self.assert_recounted()

    def test_staff_ask_an_administrator(self):
        admin = make.member(is_superuser=True)
        for member in (self.mod, make.editor(), admin):
            with self.assertRaises(PermissionDenied):
                close_account(member, keep_reviews=True)
            member.refresh_from_db()
            self.assertTrue(member.is_active)

    def test_others_lose_nothing(self):
        self.close()
        self.assertEqual(self.ben.reviews.published().count(), 3)
        self.assertEqual(self.ben.ratings.count(), 3)
        self.assertEqual(self.mine.helpful_votes.get().voter, self.ben)
