from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from reviews.models import Case, Decision
from tests import make


class MeTests(TestCase):
    url = reverse("accounts:me")

    @classmethod
    def setUpTestData(cls):
        cls.ana = make.account("ana", display_name="Ana Lobo")

    def test_it_leads_to_everything_of_ones_own(self):
        self.client.force_login(self.ana)
        page = self.client.get(self.url)
        for address in (
            "/me/reviews/",
            "/me/votes/",
            "/me/reports/",
            "/me/cases/",
            "/me/following/",
            "/me/notifications/",
            "/me/notifications/mail/",
            "/me/ties/",
            "/me/close/",
            "/me/settings/",
            "/members/ana/",
            reverse("account_email"),
            reverse("account_change_password"),
            reverse("mfa_index"),
            reverse("usersessions_list"),
        ):
            self.assertContains(page, f'href="{address}"')

    def test_it_says_how_things_stand(self):
        make.review(author=self.ana)
        make.review().record_vote(self.ana, True)
        make.report(make.review(), self.ana)
        make.tie(self.ana, "follow", make.member())
        make.told(self.ana)
        make.told(self.ana)
        self.client.force_login(self.ana)
        page = self.client.get(self.url)
        self.assertEqual([page.context[name] for name in ("review_count", "vote_count", "report_count")], [1, 1, 1])
        self.assertEqual(page.context["following_count"], 1)
        self.assertContains(page, ">2 unread<")
        self.assertContains(page, ">confirmed<")
        self.assertContains(page, ">off<")

    def test_it_tells_of_an_address_that_is_not_confirmed(self):
        self.ana.emailaddress_set.update(verified=False)
        self.client.force_login(self.ana)
        self.assertContains(self.client.get(self.url), "not confirmed yet")

    def test_a_member_without_an_address(self):
        ben = make.member("ben")
        ben.email = ""
        ben.save()
        self.client.force_login(ben)
        self.assertContains(self.client.get(self.url), ">none<")

    def test_visitors_sign_in_and_come_back(self):
        response = self.client.get(f"{self.url}?a=1")
        self.assertRedirects(response, f"{reverse('account_login')}?next=%2Fme%2F%3Fa%3D1")

    def test_the_number_of_queries_is_fixed(self):
        self.client.force_login(self.ana)
        with self.assertNumQueries(15):
            self.client.get(self.url)
        for _ in range(3):
            make.review(author=self.ana)
        with self.assertNumQueries(15):
            self.client.get(self.url)

    def test_what_keeps_the_member_from_something_stands_with_its_end_and_the_way_to_appeal(self):
        make.limit(self.ana)
        make.suspension(self.ana)
        self.client.force_login(self.ana)
        page = self.client.get(self.url)
        for kind in (self.ana.suspensions.get(), self.ana.restrictions.get()):
            until = timezone.localtime(kind.until)
            self.assertContains(page, f"until {until.day} {until:%B %Y, %H:%M}")
            self.assertContains(page, f'href="{reverse("reviews:case_detail", args=[kind.decision.case_id])}"')
        self.assertContains(page, "You are suspended")
        self.assertContains(page, "What you write waits for a moderator")

    def test_a_pause_of_reporting_is_told(self):
        case = Case.objects.create(kind="reporting", member=self.ana, author=self.ana, closed_at=timezone.now())
        decision = Decision.objects.make(
            case, "pause", moderator=None, days=30, guideline="honest-votes", facts="Six of six."
        )
        decision.carry_out()
        self.client.force_login(self.ana)
        self.assertContains(self.client.get(self.url), "Your reports are not taken until")

    def test_open_appeals_are_told_and_questions_about_them(self):
        appeal = make.appeal(make.decision(make.report(make.review(author=self.ana)).case, "hide"))
        self.client.force_login(self.ana)
        self.assertContains(self.client.get(self.url), "waits for a moderator.")
        mod = make.moderator()
        appeal.ask(mod, "Which shop?")
        self.assertContains(self.client.get(self.url), "The moderators ask you something about")
        appeal.decide("upheld", by=mod, reasons="It does.")
        self.assertNotContains(self.client.get(self.url), "What you should know")
