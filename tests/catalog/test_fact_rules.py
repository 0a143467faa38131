"""What facts have to be like: each refusal is a sentence, and says what to do."""

from django.test import TestCase

from catalog import fact_rules
from catalog.contributing import handler_of
from tests import make

FACT = {"text": "Danko’s coat has five buttons in the hall and four in the street.", "is_sure": "on"}


def lines(*rows, **more):
    """What the form of a quote sends: rows of who, name, words."""
    data = {"lines-TOTAL_FORMS": str(len(rows)), "lines-INITIAL_FORMS": "0", **more}
    for number, (who, speaker, text) in enumerate(rows):
        data |= {f"lines-{number}-who": who, f"lines-{number}-speaker": speaker, f"lines-{number}-text": text}
    return data


class FactRules(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film("Red Heat", 1988, runtime_minutes=104)
        arnold = make.person("Arnold Schwarzenegger")
        cls.danko = make.credit(cls.film, arnold, character="Ivan Danko", billing=1)

    def form(self, kind, data):
        form = handler_of(kind).form_class(data, film=self.film)
        form.is_valid()
        return form

    def problems(self, kind, **data):
        return [problem for problems in self.form(kind, data).errors.values() for problem in problems]

    def assertRefused(self, sentence, kind, **data):  # noqa: N802 (in the manner of unittest)
        self.assertEqual(self.problems(kind, **data), [sentence])

    def assertTaken(self, kind, **data):  # noqa: N802
        self.assertEqual(self.problems(kind, **data), [])


class TriviaTests(FactRules):
    def test_a_plain_fact_is_taken(self):
        self.assertTaken("trivia", text="The FBI and NASA both asked for a copy of the film.")

    def test_fifteen_to_two_thousand_characters(self):
        self.assertRefused("At least 15 characters are needed; there are 5.", "trivia", text="Short")
        self.assertRefused("At most 2000 characters fit here; there are 2001.", "trivia", text="a" * 2001)

    def test_no_addresses(self):
        for text in ("It is all told at https://example.org/heat", "See www.example.com", "Read it on redheat.com now"):
            self.assertRefused(fact_rules.NO_ADDRESS, "trivia", text=text)

    def test_no_shouting(self):
        for text in ("THE BUS IS NOT A BUS AT ALL", "The driver is REALLY NEVER SEEN in the last scene"):
            self.assertRefused(fact_rules.NO_SHOUTING, "trivia", text=text)

    def test_no_opinion_at_the_start(self):
        for text in ("I think the bus is the wrong one.", "In my opinion the bus is wrong.", "Personally, I liked it."):
            self.assertRefused(fact_rules.NO_OPINION, "trivia", text=text)

    def test_a_minute_is_within_the_film(self):
        late = "The film runs for 104 minutes. Name the version if it is a longer one."
        self.assertRefused(late, "trivia", text=FACT["text"], minute="105")
        self.assertTaken("trivia", text=FACT["text"], minute="104")
        self.assertTaken("trivia", text=FACT["text"], minute="120", film_version="Director’s cut")

    def test_a_minute_is_a_number(self):
        self.assertRefused("Write the minute as a number, for example 42.", "trivia", text=FACT["text"], minute="ten")


class GoofTests(FactRules):
    def test_a_type_and_being_sure_are_needed(self):
        self.assertRefused("Choose which type of mistake it is.", "goof", **FACT)
        words = "Tick this if you are sure; what was meant as a joke is trivia at most."
        self.assertRefused(words, "goof", text=FACT["text"], goof_type="continuity")

    def test_some_types_need_a_source(self):
        for goof_type in ("factual", "anachronism", "geography"):
            self.assertRefused(fact_rules.SOURCE_NEEDED, "goof", goof_type=goof_type, **FACT)
            self.assertTaken("goof", goof_type=goof_type, source="An atlas, page 12", **FACT)
        self.assertTaken("goof", goof_type="continuity", **FACT)

    def test_a_source_stays_out_of_what_is_printed(self):
        form = self.form("goof", FACT | {"goof_type": "factual", "source": "An atlas, page 12"})
        self.assertNotIn("An atlas, page 12", form.values.values())
        self.assertEqual(form.cited, "An atlas, page 12")

    def test_characters_are_named_and_not_actors(self):
        sentence = "Call people by the names of their characters: write “Ivan Danko” and not “Arnold Schwarzenegger”."
        text = "The coat of ARNOLD Schwarzenegger has lost a button in the street."
        self.assertRefused(sentence, "goof", goof_type="continuity", is_sure="on", text=text)

    def test_an_actor_who_plays_themselves_may_be_named(self):
        make.credit(self.film, make.person("Ada Quill"), character="Ada Quill", billing=2)
        text = "The hat of Ada Quill is on the wrong way round in the mirror."
        self.assertTaken("goof", goof_type="continuity", is_sure="on", text=text)

    def test_what_is_wrongly_taken_for_a_goof_is_welcome(self):
        self.assertTaken("goof", goof_type="not_a_goof", **FACT)


class QuoteTests(FactRules):
    def test_a_speaker_is_of_the_cast_or_named_and_a_direction_has_none(self):
        credit = self.danko.pk
        data = lines((credit, "", "Vodka."), ("other", "Lou", "Not for me."), ("direction", "", "[He nods.]"))
        self.assertEqual(
            self.form("quote", data).values["lines"],
            [
                {"credit": credit, "speaker": "Ivan Danko", "text": "Vodka."},
                {"credit": None, "speaker": "Lou", "text": "Not for me."},
                {"credit": None, "speaker": "", "text": "He nods."},
            ],
        )

    def test_empty_lines_are_left_out(self):
        form = self.form("quote", lines(("", "", ""), (self.danko.pk, "", "Vodka."), ("", "", "")))
        self.assertEqual([line["text"] for line in form.values["lines"]], ["Vodka."])

    def test_it_has_a_line_that_somebody_says(self):
        self.assertRefused(fact_rules.ONE_LINE, "quote", **lines(("", "", "")))
        self.assertRefused(fact_rules.ONE_LINE, "quote", **lines(("direction", "", "He nods.")))

    def test_at_most_twenty_lines(self):
        row = (self.danko.pk, "", "Vodka.")
        self.assertTaken("quote", **lines(*[row] * 20))
        self.assertRefused(fact_rules.TOO_MANY_LINES.format(20, 21), "quote", **lines(*[row] * 21))

    def test_at_most_half_of_it_is_directions(self):
        rows = [(self.danko.pk, "", "Vodka now."), ("direction", "", "He drinks.")]
        self.assertTaken("quote", **lines(*rows))
        self.assertRefused(fact_rules.TOO_MUCH_DIRECTION, "quote", **lines(*rows, ("direction", "", "He nods.")))

    def test_words_need_a_speaker_and_a_speaker_words(self):
        for row in (("", "", "Vodka."), ("other", "", "Vodka."), (self.danko.pk, "", "")):
            form = self.form("quote", lines(row))
            self.assertFalse(form.is_valid())
            self.assertEqual(len(form.rows.errors[0]), 1)

    def test_only_credits_of_this_film_speak(self):
        other = make.credit(make.film("Cold Snow"), make.person("Bo Reed"), character="Bo")
        self.assertFalse(self.form("quote", lines((other.pk, "", "Vodka."))).is_valid())

    def test_lines_that_did_not_arrive_are_no_fault_of_ours(self):
        sentence = "The lines did not arrive whole. Look through them, then send them again."
        for data in ({}, {"lines-TOTAL_FORMS": "many", "lines-INITIAL_FORMS": "0"}):
            self.assertRefused(sentence, "quote", **data)


class PlotTests(FactRules):
    def test_a_storyline_has_240_to_4000_characters(self):
        self.assertRefused("At least 240 characters are needed; there are 239.", "storyline", text="a" * 239)
        self.assertTaken("storyline", text="a" * 240)
        self.assertRefused("At most 4000 characters fit here; there are 4001.", "storyline", text="a" * 4001)

    def test_an_outline_has_at_most_239(self):
        self.assertTaken("outline", text="a" * 239)
        self.assertRefused("At most 239 characters fit here; there are 240.", "outline", text="a" * 240)

    def test_an_outline_begins_neither_with_the_title_nor_with_what_it_is(self):
        self.assertRefused(fact_rules.NO_TITLE, "outline", text="“Red Heat” sends a captain to Chicago.")
        about = fact_rules.NO_ABOUT.format("This film is about")
        self.assertRefused(about, "outline", text="This film is about a captain in Chicago.")

    def test_an_outline_holds_no_praise_no_address_no_capitals_no_opinion(self):
        for text, sentence in (
            ("A captain in Chicago, and a masterpiece.", fact_rules.NO_PRAISE.format("masterpiece")),
            ("A captain in Chicago: www.example.org", fact_rules.NO_ADDRESS),
            ("A CAPTAIN COMES FROM MOSCOW TO CHICAGO", fact_rules.NO_SHOUTING),
            ("I think a captain comes to Chicago.", fact_rules.NO_OPINION),
        ):
            self.assertRefused(sentence, "outline", text=text)

    def test_the_outline_that_is_there_is_not_sent_again(self):
        self.film.outline = "A captain comes to Chicago."
        same = "This is the outline the film has. Change what should read otherwise."
        self.assertRefused(same, "outline", text="A captain comes to Chicago.")


class ParentsGuideTests(FactRules):
    def test_a_category_is_needed(self):
        self.assertRefused("Choose what it is about.", "parents_guide", text="Two men are shot, with some blood.")
        self.assertTaken("parents_guide", text="Two men are shot, with some blood.", guide_category="violence")
