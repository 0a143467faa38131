from types import SimpleNamespace

from django.test import TestCase
from django.urls import reverse

from catalog.models import Film, TriviaItem
from tests import make
from tests.admin_form import fields_of

LIST = reverse("admin:catalog_triviaitem_changelist")
ADD = reverse("admin:catalog_triviaitem_add")
State = TriviaItem.State


class TriviaItemAdminTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor, cls.nora = make.editor(), make.member("nora_k")
        cls.film = make.film()
        cls.item = make.trivia(cls.film, contributor=cls.nora, state=State.PENDING, decided_at=None)
        cls.page = reverse("admin:catalog_triviaitem_change", args=[cls.item.pk])

    def setUp(self):
        self.client.force_login(self.editor)

    def save(self, page=None, **changes):
        page = page or self.page
        return self.client.post(page, fields_of(self.client.get(page)) | changes)

    def version(self):
        return Film.objects.get(pk=self.film.pk).version


class DecisionTests(TriviaItemAdminTestCase):
    def test_publishing_says_who_and_when_and_changes_the_films_page(self):
        before = self.version()
        self.assertEqual(self.save(decision="published").status_code, 302)
        self.item.refresh_from_db()
        self.assertEqual((self.item.state, self.item.decided_by), (State.PUBLISHED, self.editor))
        self.assertIsNotNone(self.item.decided_at)
        self.assertGreater(self.version(), before)

    def test_declining_keeps_the_reason(self):
        self.save(decision="declined", reason="It is in England.")
        self.item.refresh_from_db()
        self.assertEqual((self.item.state, self.item.decision_reason), (State.DECLINED, "It is in England."))

    def test_declining_without_a_reason_is_refused(self):
        response = self.save(decision="declined", text="Typed before")
        self.assertContains(response, "Tell the contributor why the fact is declined.")
        self.assertContains(response, "Typed before")
        self.item.refresh_from_db()
        self.assertEqual(self.item.state, State.PENDING)

    def test_a_save_without_a_decision_leaves_the_earlier_one(self):
        self.item.decide(State.PUBLISHED, by=self.nora)
        self.save(text="The road is in north Wales.")
        self.item.refresh_from_db()
        self.assertEqual((self.item.text, self.item.decided_by), ("The road is in north Wales.", self.nora))

    def test_what_a_moderator_took_down_is_not_the_editors_to_publish(self):
        self.item.moderate(State.HIDDEN, decision=SimpleNamespace(moderator=make.moderator(), facts="Wrong."))
        self.assertContains(self.save(decision="published"), "A moderator has decided on this fact.")
        self.item.refresh_from_db()
        self.assertEqual(self.item.state, State.HIDDEN)

    def test_the_state_itself_cannot_be_sent(self):
        self.save(state="published", decided_by=self.nora.pk)
        self.item.refresh_from_db()
        self.assertEqual((self.item.state, self.item.decided_by), (State.PENDING, None))

    def test_a_fact_that_an_editor_adds_is_published_by_the_editor(self):
        response = self.save(ADD, film=self.film.pk, kind="crazy_credit", text="The dog is thanked.")
        self.assertEqual(response.status_code, 302)
        item = TriviaItem.objects.get(kind="crazy_credit")
        self.assertEqual((item.state, item.decided_by), (State.PUBLISHED, self.editor))

    def test_the_contributor_is_named_by_username(self):
        self.assertContains(self.client.get(self.page), 'value="nora_k"')
        self.assertContains(self.save(contributor="nobody"), "There is no member of this name.")
        self.save(contributor="")
        self.item.refresh_from_db()
        self.assertIsNone(self.item.contributor)


class QuoteLineTests(TriviaItemAdminTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.quote = make.quote(cls.film, ("Ann", "One."), ("Bo", "Two."), ("Ann", "Three."))
        cls.page = reverse("admin:catalog_triviaitem_change", args=[cls.quote.pk])

    def words(self):
        return list(self.quote.quote_lines.values_list("position", "text"))

    def test_lines_change_places(self):
        response = self.save(**{"quote_lines-0-position": "2", "quote_lines-1-position": "1"})
        self.assertEqual(response.status_code, 302)
        self.assertEqual(self.words(), [(1, "Two."), (2, "One."), (3, "Three.")])

    def test_a_line_without_a_position_comes_last(self):
        self.save(**{"quote_lines-3-text": "They leave"})
        self.assertEqual(self.words()[-1], (4, "They leave"))
        self.assertTrue(self.quote.quote_lines.last().is_direction)

    def test_lines_are_numbered_anew_when_one_is_taken_out(self):
        self.save(**{"quote_lines-0-DELETE": "on"})
        self.assertEqual(self.words(), [(1, "Two."), (2, "Three.")])

    def test_lines_at_the_same_position_stay_in_the_order_of_the_form(self):
        self.save(**{"quote_lines-2-position": "1"})
        self.assertEqual(self.words(), [(1, "One."), (2, "Three."), (3, "Two.")])

    def test_a_line_links_to_a_part_of_the_films_cast_which_names_the_speaker(self):
        credit = make.credit(self.film, make.person(), character="Cy")
        self.save(**{"quote_lines-0-credit": credit.pk, "quote_lines-0-speaker": ""})
        line = self.quote.quote_lines.first()
        self.assertEqual((line.credit, line.speaker), (credit, "Cy"))

    def test_a_part_without_a_name_needs_a_speaker(self):
        credit = make.credit(self.film, make.person())
        response = self.save(**{"quote_lines-0-credit": credit.pk, "quote_lines-0-speaker": ""})
        self.assertContains(response, "Name the speaker.")

    def test_the_cast_of_another_film_does_not_speak_here(self):
        credit = make.credit(make.film("Another"), make.person(), character="Cy")
        self.assertContains(self.save(**{"quote_lines-0-credit": credit.pk}), "Select a valid choice")

    def test_a_quote_has_at_least_one_line(self):
        response = self.save(**{f"quote_lines-{index}-DELETE": "on" for index in range(3)})
        self.assertContains(response, "A quote has at least one line that somebody says.")
        self.assertEqual(len(self.words()), 3)

    def test_nothing_but_a_quote_has_lines(self):
        response = self.save(kind="trivia", text="A text.")
        self.assertContains(response, "Only a quote has lines.")

    def test_a_quote_with_a_text_is_refused(self):
        self.assertContains(self.save(text="A text."), "A quote is entered as lines; everything else needs a text.")

    def test_a_new_quote_comes_with_its_lines(self):
        lines = {"quote_lines-0-speaker": "Ann", "quote_lines-0-text": "Is it far?", "quote_lines-1-text": "They wave"}
        self.assertEqual(self.save(ADD, film=self.film.pk, kind="quote", **lines).status_code, 302)
        quote = TriviaItem.objects.latest("pk")
        self.assertEqual([str(line) for line in quote.quote_lines.all()], ["Ann: Is it far?", "[They wave]"])
        self.assertEqual(quote.state, State.PUBLISHED)

    def test_numbers_that_no_position_can_be_are_refused(self):
        for value in ("0", "-1", "1000", "99999999999", "x"):
            with self.subTest(value):
                self.assertEqual(self.save(**{"quote_lines-0-position": value}).status_code, 200)


class ListTests(TriviaItemAdminTestCase):
    def act(self, action, *items, **fields):
        return self.client.post(
            LIST, {"action": action, "_selected_action": [item.pk for item in items], **fields}, follow=True
        )

    def test_what_waits_for_an_editor_comes_first(self):
        make.trivia(self.film)
        self.assertEqual(self.client.get(LIST).context["cl"].result_list[0], self.item)

    def test_filters_by_state_and_kind(self):
        make.quote(self.film)
        for query, count in (({"state__exact": "pending"}, 1), ({"kind__exact": "quote"}, 1), ({}, 2)):
            self.assertEqual(len(self.client.get(LIST, query).context["cl"].result_list), count)

    def test_search_finds_the_words_of_a_fact_a_line_or_a_title(self):
        quote = make.quote(self.film, ("Ann", "A very particular word."))
        self.assertEqual(list(self.client.get(LIST, {"q": "particular"}).context["cl"].result_list), [quote])
        self.assertEqual(len(self.client.get(LIST, {"q": "long road"}).context["cl"].result_list), 2)

    def test_several_are_published_at_once(self):
        other = make.trivia(self.film, state=State.PENDING, decided_at=None)
        self.assertContains(self.act("publish", self.item, other), "Published: 2.")
        self.assertEqual(TriviaItem.objects.filter(state=State.PUBLISHED, decided_by=self.editor).count(), 2)

    def test_declining_asks_for_a_reason(self):
        self.assertContains(self.act("decline", self.item), "Tell the contributor why the fact is declined.")
        self.item.refresh_from_db()
        self.assertEqual(self.item.state, State.PENDING)

    def test_several_are_declined_with_one_reason(self):
        self.assertContains(self.act("decline", self.item, reason="It is in England."), "Declined: 1.")
        self.item.refresh_from_db()
        self.assertEqual((self.item.state, self.item.decision_reason), (State.DECLINED, "It is in England."))

    def test_what_a_moderator_took_down_stays_down(self):
        self.item.moderate(State.HIDDEN, decision=SimpleNamespace(moderator=make.moderator(), facts="Wrong."))
        self.assertContains(self.act("publish", self.item), "A moderator has decided on this fact.")
        self.item.refresh_from_db()
        self.assertEqual(self.item.state, State.HIDDEN)

    def test_what_was_removed_is_read_on_its_case_alone(self):
        self.item.moderate(State.REMOVED, decision=SimpleNamespace(moderator=make.moderator(), facts="Wrong."))
        self.assertNotContains(self.act("publish", self.item), self.item.text)
        self.item.refresh_from_db()
        self.assertEqual(self.item.state, State.REMOVED)

    def test_moderators_have_no_actions(self):
        self.client.force_login(make.moderator())
        self.act("publish", self.item)
        self.item.refresh_from_db()
        self.assertEqual(self.item.state, State.PENDING)
