from datetime import timedelta
from random import Random

from django.test import SimpleTestCase
from django.utils import timezone

from reviews.differences import difference, rows


def sides(before, after):
    return [(row.before, row.after) for row in rows(before, after)]


class DifferenceTests(SimpleTestCase):
    def test_words_that_went_and_came_are_marked(self):
        before, after = difference("one two three", "one 2 three four")
        self.assertEqual(before, "one <del>two </del>three")
        self.assertEqual(after, "one <ins>2 </ins>three <ins>four</ins>")

    def test_everything_else_stays_as_it_is(self):
        text = "  First line,\n\nsecond   line.\n"
        before, after = difference(text, text + "Third.")
        self.assertTrue(before.startswith("  First line,\n\nsecond   "))
        self.assertIn("Third.", after)

    def test_nothing_becomes_markup(self):
        before, after = difference("<script>a</script> & b", "<img onerror=x> {0} & b")
        self.assertNotIn("<script", before)
        self.assertNotIn("<img", after)
        self.assertIn("&lt;img", after)

    def test_empty_texts(self):
        self.assertEqual(difference("", ""), ("", ""))
        self.assertEqual(difference("", "a"), ("", "<ins>a</ins>"))

    def test_texts_without_spaces_differ_by_the_letter(self):
        self.assertEqual(difference("私は好きです。", "私は大好きです。")[1], "私は<ins>大</ins>好きです。")

    def test_a_few_words_between_many_that_change_are_not_left_alone(self):
        before, after = difference("He ran to the shop today", "She walked to a market today")
        self.assertEqual(before, "<del>He ran to the shop </del>today")
        self.assertEqual(after, "<ins>She walked to a market </ins>today")


class RowsTests(SimpleTestCase):
    def test_a_paragraph_stands_beside_what_became_of_it(self):
        found = sides("Head\n\nIt was long.", "Head\n\nNew here.\n\nIt was short.")
        self.assertEqual(
            found,
            [
                ("Head", "Head"),
                ("", "<ins>New here.</ins>"),
                ("It was <del>long.</del>", "It was <ins>short.</ins>"),
            ],
        )

    def test_a_paragraph_that_went_stands_beside_nothing(self):
        self.assertEqual(
            sides("A a\n\nB b\n\nC c", "A a\n\nC c"), [("A a", "A a"), ("<del>B b</del>", ""), ("C c", "C c")]
        )

    def test_a_paragraph_at_the_end_is_a_row_of_its_own(self):
        self.assertEqual(sides("A a", "A a\n\nB b"), [("A a", "A a"), ("", "<ins>B b</ins>")])

    def test_a_paragraph_cut_in_two_stays_in_its_row_with_a_mark(self):
        self.assertEqual(sides("A a B b", "A a\n\nB b"), [("A a B b", "A a<ins>¶\n\n</ins>B b")])

    def test_only_rows_with_a_change_say_so(self):
        found = rows("A a\n\nB b", "A a\n\nB c")
        self.assertEqual([row.is_changed for row in found], [False, True])

    def test_texts_of_very_many_paragraphs_stand_there_whole(self):
        [row] = rows("a\n\n" * 501, "a\n\n" * 501 + "b")
        self.assertTrue(row.is_changed)
        self.assertTrue(row.after.endswith("a\n\n<ins>b</ins>"))

    def test_the_longest_and_most_hostile_texts_do_not_take_long(self):
        chance = Random(7)

        def text(letters, length=20_000):
            return "".join(chance.choice(letters) for _ in range(length))

        texts = {
            "words": (text("ab "), text("ab ")),
            "repeated": ("a b " * 5000, "a c " * 5000),
            "paragraphs": ("a\n\nb\n\n" * 3300, "b\n\nc\n\n" * 3300),
            "letters": (text("日本語映画"), text("日本語映画")),
            "spaces": (" " * 20_000, "\n \t" * 6600),
            "one word": ("a" * 20_000, "b" * 20_000),
        }
        for name, (before, after) in texts.items():
            with self.subTest(name):
                started = timezone.now()
                rows(before, after)
                self.assertLess(timezone.now() - started, timedelta(seconds=2))
