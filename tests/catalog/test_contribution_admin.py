from django.test import TestCase, override_settings
from django.urls import reverse

from catalog.models import Contribution, TriviaItem
from tests import make
from tests.admin_form import fields_of
from tests.making.contributions import ROAD, VALUES, decided, sent

QUEUE = reverse("admin:catalog_contribution_changelist")
KNOWN = "The page of this film says so already."
State = Contribution.State


def page_of(contribution):
    return reverse("admin:catalog_contribution_change", args=[contribution.pk])


class ContributionAdminTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.nora, cls.edna = make.member("nora"), make.editor()
        cls.film = make.film()
        cls.contribution = sent(cls.film, cls.nora, source="The director's memoirs, page 9")

    def setUp(self):
        self.client.force_login(self.edna)

    def form(self, contribution=None):
        return fields_of(self.client.get(page_of(contribution or self.contribution)))

    def post(self, act, contribution=None, form=None, follow=False, **changes):
        contribution = contribution or self.contribution
        form = (form or self.form(contribution)) | changes | {"decision-act": act}
        return self.client.post(page_of(contribution), form, follow=follow)

    def now(self, contribution=None):
        return Contribution.objects.get(pk=(contribution or self.contribution).pk)


class QueueTests(ContributionAdminTestCase):
    def listed(self, **query):
        return list(self.client.get(QUEUE, query).context["cl"].result_list)

    def test_what_a_moderator_has_removed_is_read_on_its_case_alone(self):
        self.contribution.accept(by=self.edna)
        other = sent(self.film, self.nora, "outline")
        other.accept(by=self.edna)
        make.decision(make.report(TriviaItem.objects.get()).case)
        self.assertEqual(self.listed(state="all"), [other])
        self.assertEqual(self.client.get(page_of(self.contribution)).status_code, 404)

    def test_what_has_waited_longest_comes_first_with_its_words_and_its_source(self):
        later = sent(self.film, self.nora, "goof")
        self.assertEqual(self.listed(), [self.contribution, later])
        response = self.client.get(QUEUE)
        self.assertContains(response, ROAD)
        self.assertContains(response, "memoirs, page 9")
        self.assertContains(response, "nothing decided yet")

    def test_each_row_says_how_its_contributor_fared(self):
        decided(self.nora, self.edna, accepted=3, declined=1)
        self.assertContains(self.client.get(QUEUE), "3 accepted, 1 declined")

    def test_what_is_decided_is_found_by_its_state(self):
        declined = sent(self.film, self.nora, "goof")
        declined.decline(by=self.edna, reason=KNOWN)
        withdrawn = sent(self.film, self.nora, "storyline")
        withdrawn.withdraw()
        self.assertEqual(self.listed(), [self.contribution])
        self.assertEqual(self.listed(state="declined"), [declined])
        self.assertEqual(self.listed(state="withdrawn"), [withdrawn])
        self.assertEqual(len(self.listed(state="all")), 3)

    def test_drafts_are_nobody_elses(self):
        Contribution.objects.create(film=self.film, contributor=self.nora, kind="goof")
        self.assertEqual(self.listed(state="all"), [self.contribution])

    @override_settings(TRUSTED_AFTER=2, SAMPLE_ONE_IN=1)
    def test_samples_and_those_who_are_trusted_are_found(self):
        decided(ola := make.member("ola"), self.edna, accepted=2)
        sample = sent(self.film, ola, "goof")
        self.assertEqual(self.listed(state="look"), [sample])
        self.assertEqual(self.listed(), [self.contribution, sample])
        self.assertEqual(self.listed(standing="trusted"), [sample])
        self.assertEqual(self.listed(standing="new"), [self.contribution])
        self.assertEqual(self.listed(state="direct", standing="declined"), [])

    def test_filters_by_kind_and_film(self):
        other = sent(make.film("Another"), self.nora, "goof")
        self.assertEqual(self.listed(kind="goof"), [other])
        self.assertEqual(self.listed(film=other.film_id), [other])
        self.assertEqual(self.listed(film="x" * 40), [])

    def test_search_finds_words_sources_titles_and_names(self):
        accents = sent(make.film("Another"), make.member("ola"), "alternative_title")
        for words, found in (
            ("drive on it", [self.contribution]),
            ("memoirs", [self.contribution]),
            ("long road", [self.contribution]),
            ("lange Straße", [accents]),
            ("OLA", [accents]),
            ("100%", []),
        ):
            with self.subTest(words):
                self.assertEqual(self.listed(q=words), found)

    def test_a_longer_queue_takes_as_many_queries(self):
        self.client.get(QUEUE)
        with self.assertNumQueries(10):
            self.client.get(QUEUE)
        for kind in VALUES:
            sent(make.film(), make.member(), kind)
        with self.assertNumQueries(10):
            self.client.get(QUEUE)

    def test_others_do_not_come_in(self):
        for member in (make.member(), make.moderator()):
            self.client.force_login(member)
            for address in (QUEUE, page_of(self.contribution)):
                self.assertIn(self.client.get(address).status_code, {302, 403})
            self.client.post(page_of(self.contribution), {"decision-act": "accept", "decision-version": 2})
        self.assertEqual(self.now().state, State.PENDING)

    def test_the_first_page_of_the_admin_says_how_much_waits(self):
        sent(self.film, self.edna, "goof")
        response = self.client.get(reverse("admin:index"))
        self.assertContains(response, "<b>1</b> Contributions")
        self.client.force_login(make.moderator())
        self.assertNotContains(self.client.get(reverse("admin:index")), "<b>1</b> Contributions")


class DecisionTests(ContributionAdminTestCase):
    def test_the_page_shows_what_was_sent_where_it_is_from_and_by_whom(self):
        decided(self.nora, self.edna, accepted=2, declined=1)
        response = self.client.get(page_of(self.contribution))
        for words in (ROAD, "The director&#x27;s memoirs, page 9", "2 accepted", "1 declined", "nora"):
            self.assertContains(response, words)

    def test_a_spoiler_stands_open_for_the_editor(self):
        spoiler = sent(self.film, self.nora, "goof", has_spoilers=True)
        response = self.client.get(page_of(spoiler))
        self.assertContains(response, "gives away the story")
        self.assertNotContains(response, '<details class="spoiler spoiler--whole"><')

    def test_accepting_publishes_it_as_it_was_sent_and_goes_on_to_the_next(self):
        following = sent(self.film, self.nora, "goof")
        response = self.post("accept")
        self.assertRedirects(response, page_of(following))
        self.assertEqual((self.now().state, self.now().decided_by), (State.ACCEPTED, self.edna))
        self.assertFalse(self.now().is_amended)
        self.assertRedirects(self.post("accept", following), QUEUE)

    def test_every_kind_is_accepted_as_it_was_sent(self):
        for kind in VALUES:
            with self.subTest(kind):
                contribution = sent(make.film(), self.nora, kind, source="A book on the film, page 9")
                self.assertEqual(self.post("accept", contribution).status_code, 302)
                self.assertEqual((self.now(contribution).state, self.now(contribution).is_amended), ("accepted", False))

    def test_what_the_editor_changes_is_published(self):
        self.post("accept", text="The road in the last scene was built for the film, and is still there.")
        self.assertTrue(self.now().is_amended)
        self.assertIn("is still there", TriviaItem.objects.get().text)
        self.assertEqual(TriviaItem.objects.get().contributor, self.nora)

    def test_changes_that_break_a_rule_come_back(self):
        response = self.post("accept", text="Short.")
        self.assertContains(response, "Short.", status_code=400)
        self.assertContains(response, "has to be put right first", status_code=400)
        self.assertEqual(self.now().state, State.PENDING)

    def test_declining_sends_the_reason_and_the_editors_own_words(self):
        self.post("decline", **{"decision-reason": KNOWN, "decision-words": "It is the third one."})
        self.assertEqual(self.now().decision_reason, f"{KNOWN} It is the third one.")
        self.assertEqual(TriviaItem.objects.get().state, "declined")

    def test_declining_without_a_reason_is_refused(self):
        response = self.post("decline", text="Typed by the editor, at some length as it were.")
        self.assertContains(response, "Tell the contributor why.", status_code=400)
        self.assertContains(response, "Typed by the editor", status_code=400)
        self.assertEqual(self.now().state, State.PENDING)

    def test_reasons_together_have_to_fit(self):
        response = self.post("decline", **{"decision-reason": KNOWN, "decision-words": "x" * 290})
        self.assertContains(response, "characters in all", status_code=400)
        self.assertContains(response, "x" * 290, status_code=400)

    def test_it_is_merged_with_what_says_nearly_the_same(self):
        there = make.trivia(self.film, text=ROAD + " It is in Wales.")
        response = self.client.get(page_of(self.contribution))
        self.assertContains(response, "It is in Wales.")
        self.post(f"merge-triviaitem-{there.pk}")
        self.assertEqual((self.now().state, self.now().made), (State.MERGED, there))
        self.assertEqual(TriviaItem.objects.get(), there)

    def test_what_others_have_sent_and_says_nearly_the_same_is_pointed_out(self):
        other = sent(self.film, make.member("olga"), "trivia", text=ROAD + " It is in Wales.")
        sent(make.film("Another"), make.member("ole"), "trivia", text=ROAD + " It is in Norway.")
        response = self.client.get(page_of(self.contribution))
        self.assertContains(response, "It is in Wales.")
        self.assertContains(response, page_of(other))
        self.assertNotContains(response, "It is in Norway.")
        other.withdraw()
        self.assertNotContains(self.client.get(page_of(self.contribution)), "It is in Wales.")

    def test_it_is_merged_with_nothing_else(self):
        other = make.trivia(make.film("Another"), text=ROAD)
        for act in (f"merge-triviaitem-{other.pk}", "merge-", "merge-triviaitem-99999999999999999999", "publish", ""):
            with self.subTest(act):
                self.assertEqual(self.post(act).status_code, 400)
        self.assertEqual(self.now().state, State.PENDING)

    def test_room_for_more_lines_decides_nothing(self):
        quote = sent(self.film, self.nora, "quote")
        form = self.form(quote)
        response = self.post("more_rows", quote, form, **{"lines-0-text": "Changed"})
        self.assertContains(response, "Changed")
        self.assertGreater(int(fields_of(response)["lines-TOTAL_FORMS"][0]), int(form["lines-TOTAL_FORMS"][0]))
        self.assertEqual(self.now(quote).state, State.PENDING)

    def test_a_form_without_its_version_decides_nothing(self):
        for version in ("", "0", "x", "9" * 30):
            response = self.post("accept", **{"decision-version": version})
            self.assertEqual(response.status_code, 400)
        self.assertEqual(self.now().state, State.PENDING)

    def test_nobody_decides_on_their_own(self):
        own = sent(self.film, self.edna, "goof")
        self.assertContains(self.client.get(page_of(own)), "Another editor decides.")
        self.assertEqual(self.post("accept", own).status_code, 403)
        self.assertEqual(self.now(own).state, State.PENDING)


class MeanwhileTests(ContributionAdminTestCase):
    """The page was open while something happened."""

    def test_of_two_editors_the_second_reads_what_the_first_decided(self):
        form = self.form()
        self.contribution.decline(by=make.editor("eddy"), reason=KNOWN)
        response = self.post("accept", form=form, text="The words of the second editor, never sent before.")
        self.assertContains(response, "eddy decided this", status_code=409)
        self.assertContains(response, KNOWN, status_code=409)
        self.assertContains(response, "The words of the second editor", status_code=409)
        self.assertEqual(self.now().state, State.DECLINED)

    def test_what_was_withdrawn_is_not_accepted(self):
        form = self.form()
        self.contribution.withdraw()
        response = self.post("accept", form=form)
        self.assertContains(response, "nora has withdrawn this.", status_code=409)
        self.assertEqual(self.now().state, State.WITHDRAWN)

    def test_what_was_amended_is_read_again_first(self):
        form = self.form()
        words = "The road in the last scene was there long before the film was made."
        self.contribution.amend(VALUES["trivia"] | {"text": words}, "")
        response = self.post("accept", form=form)
        self.assertContains(response, "nora has amended this", status_code=409)
        self.assertEqual(fields_of(response)["text"], [words])
        self.post("accept", form=fields_of(response))
        self.assertEqual((TriviaItem.objects.get().text, self.now().is_amended), (words, False))

    def test_what_the_film_has_by_now_is_said_and_nothing_changes(self):
        place = sent(self.film, self.nora, "filming_location")
        form = self.form(place)
        self.film.filming_locations.create(place="Harlech, Wales")
        response = self.post("accept", place, form)
        self.assertContains(response, "on the page already", status_code=400)
        self.assertEqual(self.now(place).state, State.PENDING)


@override_settings(TRUSTED_AFTER=1, SAMPLE_ONE_IN=1)
class SampleTests(ContributionAdminTestCase):
    def setUp(self):
        super().setUp()
        decided(self.nora, self.edna, accepted=1)
        self.sample = sent(self.film, self.nora, "goof")

    def test_it_stands_after_a_look(self):
        self.assertContains(self.client.get(page_of(self.sample)), "Let it stand")
        self.post("look_at", self.sample)
        self.assertEqual((self.now(self.sample).looked_by, self.now(self.sample).state), (self.edna, State.ACCEPTED))
        self.assertFalse(Contribution.objects.to_look_at().exists())

    def test_it_is_taken_back_with_a_reason(self):
        self.assertEqual(self.post("take_back", self.sample).status_code, 400)
        self.post("take_back", self.sample, **{"decision-reason": KNOWN})
        self.assertEqual((self.now(self.sample).state, self.now(self.sample).made.state), (State.DECLINED, "declined"))

    def test_it_is_accepted_after_all(self):
        self.sample.take_back(by=self.edna, reason=KNOWN)
        self.post("accept_after_all", self.sample)
        self.assertEqual((self.now(self.sample).state, self.now(self.sample).made.state), ("accepted", "published"))

    def test_what_is_decided_stays_readable(self):
        self.sample.take_back(by=self.edna, reason=KNOWN)
        response = self.client.get(page_of(self.sample))
        self.assertContains(response, KNOWN)
        self.assertContains(response, VALUES["goof"]["text"])
