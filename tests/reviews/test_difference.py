from datetime import timedelta

from django.test import SimpleTestCase
from django.utils import timezone

from reviews.admin.difference import difference


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

    def test_the_longest_texts_do_not_take_long(self):
        started = timezone.now()
        difference("a b c d e f g h i j " * 1000, "a b c d e f g h i k " * 1000)
        self.assertLess(timezone.now() - started, timedelta(seconds=2))

    def test_empty_texts(self):
        self.assertEqual(difference("", ""), ("", ""))
        self.assertEqual(difference("", "a"), ("", "<ins>a</ins>"))
