from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from reviews.models import Case
from tests import make


class CasePageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("benedict", display_name="Ben Tell")
        cls.mod = make.moderator("judge-jo")
        cls.film = make.film()
        cls.review = make.review(cls.film, author=cls.ana)
        cls.case = make.report(cls.review, cls.ben, reason="other", details="Plum pudding.").case
        cls.url = reverse("reviews:case_detail", args=[cls.case.pk])

    def page_for(self, member, url=None):
        self.client.force_login(member)
        return self.client.get(url or self.url)

    # The author

    def test_the_author_is_told_nothing_before_a_decision(self):
        self.assertEqual(self.page_for(self.ana).status_code, 404)

    def test_the_author_is_told_nothing_of_a_dismissal(self):
        make.decision(self.case, "dismiss")
        self.assertEqual(self.page_for(self.ana).status_code, 404)

    def test_the_author_reads_what_was_decided_why_and_what_can_be_done(self):
        make.decision(self.case, "hide", facts="It names a shop.")
        page = self.page_for(self.ana)
        self.assertContains(page, "Your text is hidden until it has been edited.")
        self.assertContains(page, 'href="/guidelines/#no-advertising"')
        self.assertContains(page, "It names a shop.")
        self.assertContains(page, "A person read it and decided.")
        self.assertContains(page, reverse("reviews:my_review", args=[self.film.pk, self.film.slug]))
        self.assertContains(page, "looks people in the face")

    def test_the_author_of_a_removed_text_is_offered_no_editing(self):
        make.decision(self.case, "remove")
        page = self.page_for(self.ana)
        self.assertContains(page, "it cannot be edited")
        self.assertNotContains(page, reverse("reviews:my_review", args=[self.film.pk, self.film.slug]))

    def test_the_author_sees_the_text_as_it_was_decided_on_and_as_it_is_now(self):
        make.decision(self.case, "hide")
        self.assertContains(self.page_for(self.ana), "which has not changed since the decision")
        self.review.refresh_from_db()
        self.review.revise(headline="A quieter road", body=make.BODY, has_spoilers=False, language="en")
        page = self.page_for(self.ana)
        self.assertContains(page, "Your text as it was decided on")
        self.assertContains(page, "A road worth walking")
        self.assertContains(page, "A quieter road")

    def test_the_author_never_sees_who_reported_or_decided_nor_their_words(self):
        make.decision(self.case, "hide", by=self.mod)
        page = self.page_for(self.ana).content.decode()
        for secret in ("benedict", "Ben Tell", "Plum pudding", "judge-jo", "Something else"):
            self.assertNotIn(secret, page)

    def test_a_restored_text_stands_on_the_page_with_both_decisions(self):
        make.decision(self.case, "remove", facts="Copied.")
        make.decision(self.case, "restore", facts="It was the author’s own blog.")
        page = self.page_for(self.ana)
        self.assertContains(page, "Your text was restored.")
        self.assertContains(page, "Your text was removed.")
        self.assertContains(page, "Taken back or replaced on")
        self.assertNotContains(page, "Appeal this decision")

    def test_the_contributor_of_a_fact_reads_of_it_too(self):
        fact = make.trivia(self.film, contributor=self.ana)
        case = make.report(fact, reason="wrong_fact", details="Kent.").case
        make.decision(case, "hide")
        page = self.page_for(self.ana, reverse("reviews:case_detail", args=[case.pk]))
        self.assertContains(page, "until an editor has corrected it")

    # The reporter

    def test_the_reporter_sees_the_report_while_it_waits(self):
        page = self.page_for(self.ben)
        for part in ("Waiting for a moderator.", "Something else", "Plum pudding.", "looks people in the face"):
            self.assertContains(page, part)

    def test_the_reporter_sees_outcome_and_guideline_but_not_the_facts(self):
        make.decision(self.case, "remove", by=self.mod, facts="It gives a telephone number.")
        page = self.page_for(self.ben)
        self.assertContains(page, "The text was removed.")
        self.assertContains(page, 'href="/guidelines/#no-advertising"')
        self.assertNotContains(page, "telephone")
        self.assertNotContains(page, "judge-jo")

    def test_the_reporter_does_not_read_other_reports(self):
        make.report(self.review, make.member("carla"), reason="other", details="Rice pudding.")
        page = self.page_for(self.ben)
        self.assertNotContains(page, "carla")
        self.assertNotContains(page, "Rice pudding")

    def test_what_gives_the_story_away_stays_closed(self):
        review = make.review(
            self.film, headline="Careful", body="The end: [spoiler]he wakes up[/spoiler]. " + make.BODY
        )
        case = make.report(review, self.ben).case
        page = self.page_for(self.ben, reverse("reviews:case_detail", args=[case.pk]))
        self.assertContains(page, '<details class="spoiler">')
        self.assertNotContains(page, "[spoiler]")

    def test_a_report_that_was_taken_back_says_so(self):
        make.report(self.review)
        self.case.reports.get(reporter=self.ben).withdraw()
        make.decision(self.case, "hide")
        page = self.page_for(self.ben)
        self.assertContains(page, "You took this back on")
        self.assertNotContains(page, "The text is hidden")
        self.assertNotContains(page, "Ask for a second look")

    def test_the_reporter_of_a_dismissal_may_ask_for_a_second_look_and_the_others_not(self):
        make.decision(self.case, "dismiss")
        self.assertContains(self.page_for(self.ben), "Ask for a second look")
        upheld = make.report(make.review(), self.ben).case
        make.decision(upheld, "remove")
        page = self.page_for(self.ben, reverse("reviews:case_detail", args=[upheld.pk]))
        self.assertNotContains(page, "second look")

    def test_what_was_taken_from_view_does_not_stand_with_the_report_either(self):
        self.assertContains(self.page_for(self.ben), make.BODY[:40])
        decision = make.decision(self.case, "remove")
        page = self.page_for(self.ben)
        self.assertNotContains(page, make.BODY[:40])
        self.assertContains(page, "does not stand here either")
        make.decision(decision.case, "restore")
        self.assertContains(self.page_for(self.ben), make.BODY[:40])

    def test_not_even_where_another_case_has_taken_it(self):
        make.decision(self.case, "dismiss")
        make.decision(make.report(self.review).case, "remove")
        self.assertNotContains(self.page_for(self.ben), make.BODY[:40])

    def test_the_reporter_of_what_was_shielded_goes_on_waiting(self):
        make.automatic(self.case, "shield")
        page = self.page_for(self.ben)
        self.assertContains(page, "Waiting for a moderator.")
        self.assertContains(page, "by the site itself, automatically")

    # Other kinds of things

    def test_every_kind_of_thing_has_its_page(self):
        mod = make.moderator("judge-flo")
        targets = [
            make.trivia(self.film, contributor=self.ana),
            make.storyline(self.film, self.ana),
            make.profile(self.ana),
            make.poster(make.pictured(self.film)),
        ]
        for target in targets:
            case = make.report(target, self.ben, reason="abuse").case
            url = reverse("reviews:case_detail", args=[case.pk])
            self.assertContains(self.page_for(self.ben, url), "Waiting for a moderator.")
            make.decision(case, "remove", by=mod)
            self.assertContains(self.page_for(self.ben, url), "was removed.")
            self.assertEqual(self.page_for(mod, url).status_code, 200)
            if case.author:
                self.assertContains(self.page_for(self.ana, url), "If you think this is wrong")

    # A text that waits

    def test_the_author_of_a_text_that_waits_sees_that_it_does(self):
        make.limit(self.ana)
        case = make.review(author=self.ana).cases.get()
        url = reverse("reviews:case_detail", args=[case.pk])
        page = self.page_for(self.ana, url)
        self.assertContains(page, "Your text waits for a moderator")
        self.assertContains(page, "looks people in the face")
        self.assertEqual(self.page_for(self.ben, url).status_code, 404)
        make.decision(case, "dismiss")
        page = self.page_for(self.ana, url)
        self.assertContains(page, "Your text was published")
        self.assertNotContains(page, "Your text waits")

    # Whoever decides, and everybody else

    def test_moderators_find_the_way_to_the_admin(self):
        self.assertContains(self.page_for(self.mod), reverse("admin:reviews_case_change", args=[self.case.pk]))
        self.assertNotContains(self.page_for(self.ben), "/admin/")

    def test_editors_see_cases_about_facts_only(self):
        fact_case = make.report(make.trivia(self.film)).case
        editor = make.editor()
        self.assertEqual(self.page_for(editor).status_code, 404)
        page = self.page_for(editor, reverse("reviews:case_detail", args=[fact_case.pk]))
        self.assertContains(page, reverse("admin:reviews_case_change", args=[fact_case.pk]))

    def test_moderators_are_authors_like_others_before_their_own_text(self):
        case = make.report(make.review(self.film, author=self.mod), self.ben).case
        url = reverse("reviews:case_detail", args=[case.pk])
        self.assertEqual(self.page_for(self.mod, url).status_code, 404)
        make.decision(case, "hide")
        page = self.page_for(self.mod, url)
        self.assertContains(page, "Your text is hidden")
        self.assertNotContains(page, "benedict")
        self.assertNotContains(page, reverse("admin:reviews_case_change", args=[case.pk]))

    def test_a_case_is_not_there_for_others(self):
        make.decision(self.case, "remove")
        self.assertEqual(self.page_for(make.member()).status_code, 404)
        self.assertEqual(self.page_for(self.ana, "/cases/999999999999999999999999/").status_code, 404)

    def test_visitors_sign_in_and_come_back_whether_there_is_a_case_or_not(self):
        for url in (self.url, "/cases/999999/"):
            answer = f"{reverse('account_login')}?next={url}"
            self.assertRedirects(self.client.get(url), answer, fetch_redirect_response=False)

    def test_the_page_takes_a_fixed_number_of_queries(self):
        make.decision(self.case, "hide")
        self.client.force_login(self.ana)
        with self.assertNumQueries(10):
            self.client.get(self.url)
        make.decision(self.case, "restore")
        for _ in range(3):
            case = make.report(self.review).case
            make.decision(case, "dismiss")
        with self.assertNumQueries(10):
            self.client.get(self.url)


class CaseConstraintTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.review = make.review()
        cls.fact = make.trivia(cls.review.film)

    def refused(self, **fields):
        with self.assertRaises(IntegrityError), transaction.atomic():
            Case.objects.create(**fields)

    def test_a_case_has_one_target(self):
        self.refused()
        self.refused(review=self.review, trivia_item=self.fact)

    def test_one_open_case_per_review(self):
        make.report(self.review)
        self.refused(review=self.review)
        Case.objects.create(review=self.review, closed_at=timezone.now())

    def test_one_open_case_per_fact(self):
        make.report(self.fact)
        self.refused(trivia_item=self.fact)
        Case.objects.create(trivia_item=self.fact, closed_at=timezone.now())


class WaitingCasesTests(TestCase):
    def test_the_most_reported_come_first_and_then_the_oldest(self):
        film = make.film()
        old, new, loud = (make.report(make.review(film), make.known()).case for _ in range(3))
        make.report(loud.review, make.known())
        mod = make.moderator()
        self.assertEqual(list(Case.objects.waiting_for(mod).most_pressing_first()), [loud, old, new])

    def test_own_texts_own_reports_and_closed_cases_wait_for_nobody_here(self):
        film, mod, editor = make.film(), make.moderator(), make.editor()
        make.report(make.review(film, author=mod))
        make.report(make.review(film), mod)
        make.decision(make.report(make.review(film)).case, "dismiss")
        fact = make.report(make.trivia(film)).case
        self.assertEqual(list(Case.objects.waiting_for(mod)), [fact])
        review = make.report(make.review(film)).case
        self.assertEqual(set(Case.objects.waiting_for(mod)), {fact, review})
        self.assertEqual(list(Case.objects.waiting_for(editor)), [fact])
        self.assertFalse(Case.objects.waiting_for(make.member()).exists())
