from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from reviews.models import AuditEntry, SlowMode, Suspension, VotePair, VoteVoiding
from tests import make


class VotePairAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.mod, cls.other_mod = make.moderator(), make.moderator("mod2")
        cls.ana, cls.ben = make.member("ana-admires"), make.member("ben-admires")
        for _ in range(6):
            film = make.film()
            of_ana, of_ben = make.review(film, cls.ana), make.review(film, cls.ben)
            of_ana.record_vote(cls.ben, True)
            of_ben.record_vote(cls.ana, True)
        VotePair.objects.find()
        cls.pair = VotePair.objects.get()
        cls.url = reverse("admin:reviews_votepair_change", args=[cls.pair.pk])

    def setUp(self):
        self.client.force_login(self.mod)

    def act(self, action, reason="They came up together."):
        return self.client.post(self.url, {"action": action, "reason": reason}, follow=True)

    def test_the_list_and_the_page_name_nobody(self):
        for url in (reverse("admin:reviews_votepair_changelist"), self.url):
            page = self.client.get(url)
            self.assertContains(page, "12")
            self.assertNotContains(page, "-admires")

    def test_the_list_cannot_be_narrowed_down_to_a_member(self):
        for lookup in ("first", "first__id__exact", "second__exact", "first__in"):
            page = self.client.get(reverse("admin:reviews_votepair_changelist"), {lookup: self.ana.pk})
            self.assertIn(page.status_code, {302, 400})

    def test_whoever_says_why_sees_who_they_are_and_that_is_on_record(self):
        page = self.act("open")
        self.assertContains(page, "ana-admires and ben-admires")
        self.assertEqual(AuditEntry.objects.get().actor, self.mod)
        self.client.force_login(self.other_mod)
        self.assertNotContains(self.client.get(self.url), "-admires")

    def test_without_a_reason_nothing_is_opened(self):
        page = self.client.post(self.url, {"action": "open", "reason": " "})
        self.assertContains(page, "Say why, in a sentence", status_code=400)
        self.assertFalse(self.pair.openings.exists())

    def test_votes_are_set_aside_and_let_count_again(self):
        self.act("open")
        self.assertContains(self.act("void", "A ring."), "no longer count")
        review = self.ana.reviews.first()
        self.assertEqual(review.vote_count, 0)
        self.assertContains(self.act("lift"), "count again")
        self.assertEqual(self.ana.reviews.first().vote_count, 1)

    def test_set_aside_twice_says_so(self):
        self.act("open")
        self.act("void")
        self.assertContains(self.act("void"), "already")
        self.assertEqual(VoteVoiding.objects.count(), 1)

    def test_nothing_is_set_aside_or_lifted_before_opening(self):
        self.assertEqual(self.act("void").status_code, 403)
        self.act("open")
        self.act("void")
        self.client.force_login(self.other_mod)
        self.act("lift")
        self.assertIsNone(VoteVoiding.objects.get().lifted_at)

    def test_members_editors_and_one_of_the_two_are_refused(self):
        for somebody, status in ((self.ana, 302), (make.editor(), 403)):
            self.client.force_login(somebody)
            self.assertEqual(self.client.get(self.url).status_code, status)
        self.ana.is_staff = True
        self.ana.save()
        self.ana.groups.set(self.mod.groups.all())
        self.client.force_login(self.ana)
        self.assertContains(self.client.get(self.url), "for other moderators")
        self.assertEqual(self.act("open").status_code, 403)

    def test_what_is_no_action_or_pair_is_refused(self):
        self.assertEqual(self.client.post(self.url, {"action": "sing"}).status_code, 400)
        self.assertEqual(self.client.get(self.url.replace(str(self.pair.pk), "99999")).status_code, 404)


class SlowModeAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.review = make.review(make.film())
        for _ in range(7):
            cls.review.record_vote(make.member(), True)
        cls.slow = SlowMode.objects.get()
        cls.url = reverse("admin:reviews_slowmode_changelist")

    def end(self):
        return self.client.post(self.url, {"action": "end", "_selected_action": self.slow.pk}, follow=True)

    def test_a_moderator_reads_why_and_ends_it(self):
        self.client.force_login(make.moderator())
        self.assertContains(self.client.get(self.url), "7 members voted within 24 hours")
        self.assertContains(self.end(), "Slow modes ended: 1.")
        self.review.refresh_from_db()
        self.assertEqual(self.review.helpful_count, 7)

    def test_editors_do_not(self):
        self.client.force_login(make.editor())
        self.assertEqual(self.end().status_code, 403)
        self.review.refresh_from_db()
        self.assertEqual(self.review.helpful_count, 0)


class SuspensionAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.mod, cls.member = make.moderator(), make.member("loud")
        cls.add = reverse("admin:reviews_suspension_add")
        cls.list = reverse("admin:reviews_suspension_changelist")

    def setUp(self):
        self.client.force_login(self.mod)

    def suspend(self, **fields):
        return self.client.post(self.add, {"username": "loud", "days": "7", "reason": "Insults.", **fields})

    def test_a_moderator_suspends_and_ends_it(self):
        self.assertRedirects(self.suspend(), self.list)
        suspension = Suspension.objects.get()
        self.assertEqual((suspension.member, suspension.moderator), (self.member, self.mod))
        self.assertAlmostEqual(suspension.until, timezone.now() + timedelta(days=7), delta=timedelta(minutes=1))
        page = self.client.post(self.list, {"action": "end", "_selected_action": suspension.pk}, follow=True)
        self.assertContains(page, "Suspensions ended: 1.")
        self.member.refresh_from_db()
        self.assertFalse(self.member.is_suspended)

    def test_its_page_shows_who_when_and_why(self):
        self.suspend()
        page = self.client.get(reverse("admin:reviews_suspension_change", args=[Suspension.objects.get().pk]))
        self.assertContains(page, "Insults.")

    def test_what_cannot_be_is_refused_with_a_sentence(self):
        make.moderator("mod2")
        self.suspend()
        for fields, words in (
            ({"username": "nobody-here"}, "There is no such member."),
            ({"username": "mod2"}, "nor each other"),
            ({"username": "loud"}, "suspended already"),
            ({"reason": ""}, "Write something here."),
            ({"days": "365"}, "Select a valid choice."),
        ):
            self.assertContains(self.suspend(**fields), words)
        self.assertEqual(Suspension.objects.count(), 1)

    def test_editors_and_members_suspend_nobody(self):
        for somebody, status in ((make.editor(), 403), (make.member(), 302)):
            self.client.force_login(somebody)
            self.assertEqual(self.suspend().status_code, status)
        self.assertFalse(Suspension.objects.exists())
