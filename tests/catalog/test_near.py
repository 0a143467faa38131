"""What says nearly the same: found where it does, and not where two facts share a name."""

from django.test import SimpleTestCase

from catalog.contributing.near import near_quotes, near_texts

SAME = [
    (
        "The film was the first American production allowed to shoot on Red Square in Moscow.",
        "This was the first American film that was given permission to shoot in Red Square, Moscow.",
    ),
    (
        "Danko’s gun has a silencer in one shot and none in the next.",
        "In one shot Danko’s gun has a silencer, in the next it has none.",
    ),
    (
        "Arnold Schwarzenegger lost 10 pounds for the part.",
        "To prepare for the part, Arnold Schwarzenegger lost ten pounds in weight.",
    ),
]
OTHER = [
    (
        "Inspector Lohmann was popular enough to come back. Otto Wernicke played him again in the next film.",
        "Inspector Lohmann was named after a policeman whom the director had met when he came to Berlin.",
    ),
    (
        "James Horner wrote the music in three weeks and recorded it in two days.",
        "James Horner and Brion James had both worked on an earlier film of the director.",
    ),
    ("The road is long.", "The road is wet."),
]


def near(one, other):
    return bool(near_texts(one, [other], lambda text: text))


class NearTextsTests(SimpleTestCase):
    def test_the_same_in_other_words_is_near(self):
        for one, other in SAME:
            with self.subTest(one):
                self.assertTrue(near(one, other) and near(other, one))

    def test_what_only_shares_names_is_not(self):
        for one, other in OTHER:
            with self.subTest(one):
                self.assertFalse(near(one, other) or near(other, one))

    def test_the_likest_come_first_and_three_are_enough(self):
        text, other = SAME[0]
        found = near_texts(text, [other, text, text, text], lambda row: row)
        self.assertEqual(found, [text] * 3)


class NearQuotesTests(SimpleTestCase):
    KNOWN = ["How do you Soviets deal with all the tension?", "Vodka."]

    def near(self, *lines):
        return bool(near_quotes(list(lines), [self.KNOWN], lambda row: row))

    def test_a_line_that_is_there_already_is_near(self):
        self.assertTrue(self.near("How do you Soviets deal with all this tension?"))

    def test_half_of_the_lines_are_enough(self):
        self.assertTrue(self.near("How do you soviets deal with all the tension", "Whisky."))

    def test_short_lines_have_to_be_the_same(self):
        self.assertTrue(self.near("vodka"))
        self.assertFalse(self.near("Vodcast."))

    def test_other_words_are_another_quote(self):
        self.assertFalse(self.near("It is called the Miranda Act.", "I do not want to touch him."))
