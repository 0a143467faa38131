from django.test import TestCase
from django.urls import reverse

from tests import make

PAGES = ["my_reviews", "my_votes", "my_reports", "my_cases"]


class MyPagesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("benedict")

    def page(self, name, member=None, **query):
        self.client.force_login(member or self.ana)
        return self.client.get(reverse(f"reviews:{name}"), query)

    def test_visitors_sign_in_and_come_back(self):
        for name in PAGES:
            url = reverse(f"reviews:{name}")
            answer = f"{reverse('account_login')}?next={url}"
            self.assertRedirects(self.client.get(url), answer, fetch_redirect_response=False)

    def test_no_cache_but_the_members_own_keeps_them(self):
        for name in PAGES:
            self.assertIn("private", self.page(name)["Cache-Control"])

    def test_empty_pages_say_so(self):
        for name, words in zip(
            PAGES, ["not reviewed", "not voted", "not reported", "Nobody has changed anything"], strict=True
        ):
            self.assertContains(self.page(name), words)

    def test_pages_that_do_not_exist_are_404(self):
        for name in PAGES:
            for number in ("0", "2", "x", "9" * 30):
                self.assertEqual(self.page(name, page=number).status_code, 404)

    def test_each_page_leads_to_the_others(self):
        page = self.page("my_votes")
        for name in PAGES:
            self.assertContains(page, f'href="{reverse(f"reviews:{name}")}"')

    # Reviews

    def test_reviews_in_every_state_say_what_can_be_done(self):
        states = {
            "published": "Edit<",
            "withdrawn": "publish it again",
            "hidden": "Edit and publish",
            "removed": "It cannot",
        }
        for state, words in states.items():
            review = make.review(author=self.ana, headline=f"This one is {state}")
            if state == "withdrawn":
                review.withdraw()
            elif state != "published":
                make.decision(make.report(review).case, "hide" if state == "hidden" else "remove")
            page = self.page("my_reviews")
            self.assertContains(page, f"This one is {state}")
            self.assertContains(page, words)

    def test_a_hidden_review_leads_to_its_case_and_to_the_form(self):
        review = make.review(author=self.ana)
        case = make.report(review).case
        make.decision(case, "hide")
        page = self.page("my_reviews")
        self.assertContains(page, reverse("reviews:case_detail", args=[case.pk]))
        self.assertContains(page, reverse("reviews:my_review", args=[review.film.pk, review.film.slug]))

    def test_a_dismissed_case_leaves_no_trace(self):
        case = make.report(make.review(author=self.ana)).case
        make.decision(case, "dismiss")
        self.assertNotContains(self.page("my_reviews"), reverse("reviews:case_detail", args=[case.pk]))
        self.assertContains(self.page("my_cases"), "Nobody has changed anything")

    def test_nobody_elses_reviews_are_here(self):
        make.review(author=self.ben, headline="Somebody else wrote this")
        self.assertNotContains(self.page("my_reviews"), "Somebody else wrote this")

    # Votes

    def test_votes_lead_to_the_review(self):
        review = make.review(author=self.ben)
        review.record_vote(self.ana, True)
        page = self.page("my_votes")
        self.assertContains(page, review.get_absolute_url())
        self.assertContains(page, "Helpful")

    def test_a_vote_on_what_is_hidden_shows_nothing_of_it(self):
        review = make.review(author=self.ben, headline="A headline that was hidden")
        review.record_vote(self.ana, False)
        make.decision(make.report(review).case, "hide")
        page = self.page("my_votes")
        self.assertNotContains(page, "A headline that was hidden")
        self.assertNotContains(page, "benedict")
        self.assertContains(page, "It cannot be seen at present.")

    def test_votes_on_what_has_changed_since_come_first_and_can_be_kept_or_changed(self):
        changed = make.review(author=self.ben, headline="This one has changed")
        changed.record_vote(self.ana, False)
        make.review(author=self.ben, headline="This one has not").record_vote(self.ana, True)
        changed.revise(body="Nothing of what stood here before is left of it. " * 4)
        page = self.page("my_votes")
        self.assertContains(page, "<h2>Changed since your vote</h2>")
        self.assertContains(page, f'href="{reverse("reviews:revisions", args=[changed.pk])}?from=1"')
        self.assertContains(page, ">Keep No</button>")
        self.assertContains(page, f'action="{reverse("reviews:helpful_vote", args=[changed.pk])}"', count=1)
        text = page.content.decode()
        self.assertLess(text.index("This one has changed"), text.index("This one has not"))
        answer = {"is_helpful": "no", "next": "/me/votes/"}
        response = self.client.post(reverse("reviews:helpful_vote", args=[changed.pk]), answer)
        self.assertEqual(response["Location"], f"/me/votes/#{changed.anchor}")
        self.assertContains(self.page("my_votes"), f'id="{changed.anchor}"')
        self.assertNotContains(self.page("my_votes"), "Changed since your vote")

    def test_a_vote_on_what_has_changed_and_is_hidden_shows_nothing_of_it(self):
        review = make.review(author=self.ben, headline="A headline that was hidden")
        review.record_vote(self.ana, True)
        review.revise(body="Nothing of what stood here before is left of it. " * 4)
        make.decision(make.report(review).case, "hide")
        page = self.page("my_votes")
        self.assertContains(page, "It cannot be seen at present.")
        self.assertNotContains(page, "A headline that was hidden")
        self.assertNotContains(page, "See the difference")

    def test_a_vote_that_does_not_count_yet_says_why(self):
        newcomer = make.newcomer()
        make.review(author=self.ben).record_vote(newcomer, True)
        page = self.page("my_votes", newcomer)
        self.assertContains(page, "Waiting.")
        self.assertContains(page, "once your account is a day old")
        make.review(author=self.ben).record_vote(self.ana, True)
        self.assertNotContains(self.page("my_votes"), "Waiting.")

    # Reports

    def test_reports_say_where_they_stand_and_how_they_ended(self):
        waiting = make.report(make.review(), self.ana, reason="abuse")
        decided = make.report(make.trivia(make.film("Other Road")), self.ana)
        make.decision(decided.case, "remove")
        page = self.page("my_reports")
        for part in (
            "Waiting for a moderator.",
            "Abuse of a person",
            "Piece of trivia about Other Road",
            "was removed",
        ):
            self.assertContains(page, part)
        for report in (waiting, decided):
            self.assertContains(page, reverse("reviews:case_detail", args=[report.case_id]))

    def test_nobody_elses_reports_are_here(self):
        make.report(make.review(), self.ben)
        self.assertContains(self.page("my_reports"), "You have not reported anything")

    # Decisions

    def test_decisions_on_ones_texts_lead_to_the_case_and_the_guideline(self):
        case = make.report(make.review(author=self.ana), self.ben).case
        make.decision(case, "remove", by=make.moderator("judge-jo"))
        page = self.page("my_cases")
        self.assertContains(page, reverse("reviews:case_detail", args=[case.pk]))
        self.assertContains(page, 'href="/guidelines/#no-advertising"')
        self.assertContains(page, "Your text was removed.")
        self.assertNotContains(page, "benedict")
        self.assertNotContains(page, "judge-jo")

    # Length

    def fill(self, count):
        mod, film = make.moderator(f"mod{count}"), make.film()
        for _ in range(count):
            theirs = make.review(film)
            theirs.record_vote(self.ana, True)
            theirs.revise(body="Nothing of what stood here before is left of it. " * 4)
            make.report(theirs, self.ana)
            mine = make.review(author=self.ana)
            make.decision(make.report(mine, self.ben).case, "hide", by=mod)

    def test_pages_hold_25_and_take_a_fixed_number_of_queries(self):
        expected = {"my_reviews": 5, "my_votes": 4, "my_reports": 5, "my_cases": 5}
        self.fill(2)
        for name in PAGES:
            self.client.force_login(self.ana)
            with self.assertNumQueries(expected[name]):
                self.client.get(reverse(f"reviews:{name}"))
        self.fill(26)
        for name in PAGES:
            self.client.force_login(self.ana)
            with self.assertNumQueries(expected[name]):
                page = self.client.get(reverse(f"reviews:{name}"))
            self.assertEqual(page.content.decode().count('<li class="record"'), 25)
            self.assertEqual(self.page(name, page=2).content.decode().count('<li class="record"'), 3)
