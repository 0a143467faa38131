from types import SimpleNamespace

from django.http import QueryDict
from django.test import SimpleTestCase

from filmsite import kept_text


class KeptTextTests(SimpleTestCase):
    def setUp(self):
        self.request = SimpleNamespace(session={})

    def test_what_was_kept_can_be_looked_at_again_and_again_until_it_is_taken(self):
        kept_text.keep(self.request, "review-1", {"headline": "A road"})
        self.assertEqual(kept_text.kept(self.request, "review-1"), {"headline": "A road"})
        self.assertEqual(kept_text.take(self.request, "review-1"), {"headline": "A road"})
        self.assertIsNone(kept_text.kept(self.request, "review-1"))
        self.assertIsNone(kept_text.take(self.request, "review-1"))

    def test_one_form_does_not_get_the_words_of_another(self):
        kept_text.keep(self.request, "review-1", {"headline": "A road"})
        self.assertIsNone(kept_text.kept(self.request, "review-2"))

    def test_the_token_of_the_form_is_not_kept(self):
        kept_text.keep(self.request, "review-1", QueryDict("csrfmiddlewaretoken=abc&headline=A+road"))
        self.assertEqual(kept_text.kept(self.request, "review-1"), {"headline": "A road"})

    def test_only_the_newest_few_are_kept_and_none_without_end(self):
        for number in range(8):
            kept_text.keep(self.request, f"review-{number}", {"body": "x" * 100_000})
        self.assertEqual(list(self.request.session["kept_text"]), [f"review-{number}" for number in range(3, 8)])
        self.assertEqual(len(kept_text.kept(self.request, "review-7")["body"]), kept_text.LONGEST)

    def test_the_last_words_replace_earlier_ones(self):
        for headline in ("A road", "Another road"):
            kept_text.keep(self.request, "review-1", {"headline": headline})
        self.assertEqual(kept_text.kept(self.request, "review-1"), {"headline": "Another road"})

    def test_many_fields_and_long_names_fill_no_session(self):
        kept_text.keep(self.request, "k" * 1000, {f"{number}" * 100: "x" * 30_000 for number in range(50)})
        kept_text.keep(self.request, "other", {"n" * 1_000_000: "x"})
        self.assertLess(len(str(self.request.session["kept_text"])), 80_000)

    def test_it_says_when_something_had_to_be_cut_off(self):
        self.assertTrue(kept_text.keep(self.request, "review-1", {"body": "x" * kept_text.LONGEST}))
        self.assertFalse(kept_text.keep(self.request, "review-1", {"body": "x" * (kept_text.LONGEST + 1)}))

    def test_a_text_is_told_from_others_by_its_mark(self):
        mark = kept_text.mark_of({"headline": "A road", "body": "half \ud800"})
        self.assertEqual(mark, kept_text.mark_of({"body": "half \ud800", "headline": "A road"}))
        self.assertNotEqual(mark, kept_text.mark_of({"headline": "A road", "body": "whole"}))
