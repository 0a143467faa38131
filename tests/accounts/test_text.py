import time

from django import forms
from django.core.exceptions import ValidationError
from django.test import SimpleTestCase

from accounts.text import PlainTextField, clean_text


class CleanTextTests(SimpleTestCase):
    def test_letters_are_put_together(self):
        self.assertEqual(clean_text("cafe\u0301"), "café")

    def test_every_line_ends_with_lf(self):
        self.assertEqual(clean_text("a\r\nb\rc\u2028d\x85e"), "a\nb\nc\nd\ne")

    def test_tabs_stay(self):
        self.assertEqual(clean_text("a\tb"), "a\tb")

    def test_nul_and_other_control_characters_are_refused(self):
        for character in "\x00\x01\x08\x0b\x1b\x7f\x9b\ud800":
            with self.subTest(repr(character)), self.assertRaises(ValidationError):
                clean_text(f"a{character}b")

    def test_words_cannot_be_turned_round(self):
        self.assertEqual(clean_text("safe \u202egnp.exe\u202c \u2066x\u2069"), "safe gnp.exe x")

    def test_languages_from_the_right_and_joined_emoji_are_left_alone(self):
        for text in ("שלום \u200fעולם", "می\u200cخواهم", "👩\u200d👩\u200d👧", "हिन्दी में", "Việt"):
            self.assertEqual(clean_text(text), text)

    def test_a_letter_carries_two_accents_at_most(self):
        self.assertEqual(clean_text("x" + "\u0316" * 40), "x" + "\u0316" * 2)

    def test_accents_cannot_be_piled_behind_joiners(self):
        cleaned = clean_text("x" + "\u0316\u034f\u200d" * 40)
        self.assertEqual(cleaned.count("\u0316"), 2)

    def test_letters_may_come_in_pieces(self):
        """An alpha with psili, perispomeni and ypogegrammeni, typed as four characters."""
        self.assertEqual(clean_text("\u03b1\u0313\u0342\u0345"), "\u1f86")

    def test_a_megabyte_of_accents_is_cut_before_it_takes_time(self):
        start = time.process_time()
        clean_text("a" + "\u0301" * 200_000 + "\u0323" * 200_000)
        self.assertLess(time.process_time() - start, 5)


class PlainTextFieldTests(SimpleTestCase):
    def test_a_single_line_has_no_breaks_and_no_spaces_in_a_row(self):
        self.assertEqual(PlainTextField().clean("  A\r\nroad \t home "), "A road home")

    def test_several_lines_keep_their_breaks(self):
        self.assertEqual(PlainTextField(multiline=True).clean("One\r\n\r\n  two "), "One\n\n  two")

    def test_lengths_are_counted_after_cleaning(self):
        field = PlainTextField(multiline=True, max_length=3)
        self.assertEqual(field.clean("a\r\nb"), "a\nb")
        with self.assertRaisesMessage(ValidationError, "At most 3 characters fit here; there are 4."):
            field.clean("abcd")

    def test_what_only_looks_like_something_is_nothing(self):
        with self.assertRaisesMessage(ValidationError, "Write something here."):
            PlainTextField().clean("\u202e \u202c")
        self.assertEqual(PlainTextField(required=False).clean("\u202e"), "")

    def test_the_browser_never_cuts_words_off(self):
        class OneField(forms.Form):
            words = PlainTextField(min_length=2, max_length=5)

        self.assertNotIn("length", str(OneField()["words"]))
