from django.test import TestCase
from django.urls import reverse

from accounts.models import User
from reviews.models import AuditEntry, SlowMode, VotePair, VoteVoiding
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

    def second(self, action, reason=""):
        """What another moderator does, having opened the pair."""
        self.client.force_login(self.other_mod)
        self.act("open")
        page = self.act(action, reason)
        self.client.force_login(self.mod)
        return page

    def test_votes_are_set_aside_by_two_and_let_count_again(self):
        self.act("open")
        self.assertContains(self.act("void", "A ring."), "until a second moderator confirms it")
        self.assertEqual(self.ana.reviews.first().vote_count, 1)
        self.assertContains(self.second("confirm"), "no longer count")
        self.assertEqual(self.ana.reviews.first().vote_count, 0)
        self.assertContains(self.client.get(self.url), "Confirmed by mod2")
        self.assertContains(self.act("lift"), "count again")
        self.assertEqual(self.ana.reviews.first().vote_count, 1)

    def test_a_second_moderator_refuses_with_a_reason(self):
        self.act("open")
        self.act("void", "A ring.")
        self.assertContains(self.second("refuse"), "Say why, in a sentence", status_code=400)
        self.assertContains(self.second("refuse", "They are friends."), "go on counting")
        self.assertContains(self.client.get(self.url), "Propose to set their votes aside")
        self.assertEqual(self.ana.reviews.first().vote_count, 1)

    def test_who_proposed_it_takes_it_back_but_does_not_confirm(self):
        self.act("open")
        page = self.act("void", "A ring.")
        self.assertNotContains(page, 'value="confirm"')
        self.assertEqual(self.act("confirm").status_code, 403)
        self.assertEqual(self.ana.reviews.first().vote_count, 1)
        self.assertContains(self.act("refuse", "I was wrong."), "go on counting")

    def test_what_has_been_answered_is_not_answered_again(self):
        self.act("open")
        self.assertContains(self.act("confirm"), "answered this already")
        self.act("void", "A ring.")
        self.second("confirm")
        self.assertContains(self.second("refuse", "They are friends."), "answered this already")
        self.assertEqual(self.ana.reviews.first().vote_count, 0)

    def test_proposed_twice_says_so(self):
        self.act("open")
        self.act("void")
        self.assertContains(self.act("void"), "already")
        self.assertEqual(VoteVoiding.objects.count(), 1)

    def test_nothing_is_proposed_confirmed_or_lifted_before_opening(self):
        self.assertEqual(self.act("void").status_code, 403)
        self.act("open")
        self.act("void")
        self.client.force_login(self.other_mod)
        self.assertNotContains(self.client.get(self.url), "Proposed")
        self.assertEqual(self.act("confirm").status_code, 403)
        self.assertEqual(self.act("refuse", "No.").status_code, 403)
        self.second("confirm")
        self.client.force_login(make.moderator("mod3"))
        self.act("lift")
        self.assertIsNone(VoteVoiding.objects.get().lifted_at)

    def test_all_of_it_is_on_the_record(self):
        self.act("open")
        self.act("void", "A ring.")
        self.second("refuse", "They are friends.")
        self.act("void", "A ring after all.")
        self.second("confirm")
        self.act("lift")
        entries = list(AuditEntry.objects.order_by("seq").values_list("actor__username", "action"))
        self.assertEqual(
            entries,
            [
                *(("mod", "open vote pair"), ("mod", "propose voiding"), ("mod2", "open vote pair")),
                *(("mod2", "refuse voiding"), ("mod", "propose voiding"), ("mod2", "open vote pair")),
                *(("mod2", "void votes"), ("mod", "lift voiding")),
            ],
        )
        subjects = " ".join(AuditEntry.objects.values_list("subject", flat=True))
        self.assertNotIn("admires", subjects)

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
    """Members are suspended, limited and paused by decisions; here one sees until when, and ends it early."""

    @classmethod
    def setUpTestData(cls):
        cls.member = make.member("loud")
        cls.suspension = make.suspension(cls.member, by=make.moderator(), facts="Insults.")
        make.limit(cls.member)
        cls.lists = {name: reverse(f"admin:reviews_{name}_changelist") for name in ("suspension", "restriction")}

    def end(self, name):
        pk = getattr(self.member, f"{name}s").get().pk
        return self.client.post(self.lists[name], {"action": "end", "_selected_action": pk}, follow=True)

    def test_moderators_read_who_when_and_why(self):
        self.client.force_login(User.objects.get(username="mod"))
        page = self.client.get(reverse("admin:reviews_suspension_change", args=[self.suspension.pk]))
        self.assertContains(page, "Insults.")
        self.assertContains(self.client.get(self.lists["restriction"]), "Posts wait for a moderator")

    def test_nobody_begins_one_here(self):
        for somebody in (make.senior(), make.administrator(), make.member(is_staff=True, is_superuser=True)):
            self.client.force_login(somebody)
            for name in self.lists:
                self.assertEqual(self.client.get(reverse(f"admin:reviews_{name}_add")).status_code, 403)

    def test_a_senior_moderator_ends_it_before_its_time_and_that_is_on_record(self):
        self.client.force_login(make.senior())
        self.assertContains(self.end("suspension"), "Suspensions ended: 1.")
        self.assertContains(self.end("restriction"), "Ended: 1.")
        self.member.refresh_from_db()
        self.assertFalse(self.member.is_suspended or self.member.is_limited)
        last = AuditEntry.objects.order_by("-pk")[:2]
        self.assertEqual([entry.action for entry in last], ["end limit", "end suspension"])
        self.assertEqual(self.member.notifications.latest("pk").subject, "You can take part again")

    def test_an_administrator_does_too(self):
        self.client.force_login(make.administrator())
        self.assertContains(self.end("suspension"), "Suspensions ended: 1.")

    def test_moderators_editors_and_members_do_not(self):
        for somebody in (User.objects.get(username="mod"), make.editor(), make.member()):
            self.client.force_login(somebody)
            for name in self.lists:
                self.end(name)
        self.member.refresh_from_db()
        self.assertTrue(self.member.is_suspended and self.member.is_limited)

    def test_nobody_ends_their_own(self):
        senior = make.senior()
        self.member.groups.set(senior.groups.all())
        self.member.is_staff = True
        self.member.save()
        self.client.force_login(self.member)
        self.end("restriction")
        self.member.refresh_from_db()
        self.assertTrue(self.member.is_limited)
