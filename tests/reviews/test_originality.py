from time import process_time

from django.test import SimpleTestCase

from reviews.originality import FEWEST_WORDS, SUSPICIOUS_OVERLAP, overlap, padding, prints, shingles
from tests import real_data

FILMS = ("forrest-gump", "pulp-fiction", "thor-ragnarok")
BODY = (
    "A road, two brothers and a suitcase nobody opens: that is the whole of it, and it is plenty. The camera keeps its "
    "distance, so that a hand on a shoulder in the last reel comes as a shock. I have seen louder films about grief "
    "this year, but none that trusted me so far, and I walked home the long way with the tune still in my ears."
)
JAPANESE = (
    "妹と一緒に半分ほど空いた映画館で見ました。終わったあとしばらく二人とも何も言えませんでした。俳優の演技は静かで正直で、"
    "音楽は本当に必要なところでしか流れません。少し長いけれど最後まで待つ価値があります。父親がなぜ村に帰ったのかは分かりません。"
)


class ShinglesTests(SimpleTestCase):
    def test_every_run_of_seven_words_is_one(self):
        self.assertEqual(len(shingles("one two three four five six seven eight nine")), 3)

    def test_fewer_than_seven_words_have_none(self):
        self.assertEqual(shingles("one two three four five six"), set())
        self.assertEqual(shingles(""), set())

    def test_they_fit_into_a_signed_number_of_64_bits(self):
        found = shingles(BODY)
        self.assertTrue(all(-(2**63) <= shingle < 2**63 for shingle in found))
        self.assertLess(min(found), 0)

    def test_they_are_the_same_on_every_machine(self):
        self.assertEqual(shingles("one two three four five six seven"), {5738066066686891423})

    def test_capitals_punctuation_and_spaces_make_no_difference(self):
        self.assertEqual(
            shingles("Don’t look, now: the half-empty house again."),
            shingles("DON'T\nlook now the half empty  “house” again"),
        )

    def test_spoiler_marks_make_no_difference(self):
        self.assertEqual(shingles(BODY.replace("a shock", "[spoiler]a shock[/Spoiler]")), shingles(BODY))

    def test_characters_nobody_sees_make_no_difference(self):
        self.assertEqual(shingles(BODY.replace("o", "o\u200b\u00ad")), shingles(BODY))

    def test_accents_do(self):
        self.assertNotEqual(shingles("été comme hiver il y a toujours"), shingles("ete comme hiver il y a toujours"))

    def test_vowel_signs_belong_to_their_word(self):
        self.assertEqual(len(shingles("मैंने यह फ़िल्म अपनी बहन के साथ")), 1)

    def test_japanese_runs_are_fourteen_characters(self):
        self.assertEqual(len(shingles("妹と一緒に半分ほど空いた映画館で")), 16 - 14 + 1)


class PrintsTests(SimpleTestCase):
    def test_about_a_quarter_of_the_shingles_is_kept_in_order(self):
        kept = prints(BODY)
        self.assertEqual(kept, sorted(kept))
        self.assertLess(set(kept), shingles(BODY))
        self.assertTrue(0.1 < len(kept) / len(shingles(BODY)) < 0.4)

    def test_what_two_texts_share_is_kept_of_both(self):
        longer = f"Before I say anything else about it, this. {BODY}"
        self.assertEqual(set(prints(BODY)), set(prints(longer)) & shingles(BODY))

    def test_a_text_of_forty_words_has_some_and_a_shorter_one_none(self):
        words = BODY.split()
        self.assertGreaterEqual(len(prints(" ".join(words[:FEWEST_WORDS]))), 3)
        self.assertEqual(prints(" ".join(words[: FEWEST_WORDS - 1])), [])

    def test_two_characters_of_japanese_count_as_a_word(self):
        self.assertGreaterEqual(len(prints(JAPANESE)), 3)
        self.assertEqual(prints(JAPANESE[:80]), [])


class OverlapTests(SimpleTestCase):
    def test_a_text_is_all_in_itself_and_in_a_longer_one(self):
        self.assertEqual(overlap(BODY, BODY), 1)
        self.assertEqual(overlap(BODY, f"{JAPANESE[:20]} {BODY} And so on."), 1)

    def test_a_longer_text_is_only_in_part_in_a_shorter_one(self):
        self.assertAlmostEqual(overlap(f"{BODY} {BODY[::-1]}", BODY), 0.5, delta=0.1)

    def test_different_texts_share_nothing(self):
        self.assertEqual(overlap(BODY, BODY[::-1]), 0)

    def test_a_text_too_short_for_a_shingle_shares_nothing(self):
        self.assertEqual(overlap("", BODY), 0)
        self.assertEqual(overlap("Great film", "Great film"), 0)

    def test_a_copy_with_a_word_changed_here_and_there_is_suspicious(self):
        words = BODY.split()
        words[20] = words[45] = "something"
        self.assertGreater(overlap(" ".join(words), BODY), SUSPICIOUS_OVERLAP)

    def test_a_japanese_copy_with_a_sentence_of_its_own_is_suspicious(self):
        self.assertGreater(overlap(f"とても好きです。{JAPANESE}", JAPANESE), SUSPICIOUS_OVERLAP)


class PaddingTests(SimpleTestCase):
    def test_an_honest_text_is_none(self):
        self.assertIsNone(padding(BODY))
        self.assertIsNone(padding(JAPANESE))

    def test_a_line_over_and_over_is_named(self):
        self.assertEqual(
            padding("It was great\n" * 6), "The line “It was great” stands there 6 times. Say it once, then say more."
        )

    def test_a_line_is_the_same_in_capitals_and_with_a_full_stop(self):
        text = "It was [spoiler]great[/spoiler]\nit was GREAT.\n\nIt was great\nIt was great!"
        self.assertEqual(padding(text), "The line “It was great” stands there 4 times. Say it once, then say more.")

    def test_a_long_line_is_cut(self):
        message = padding("I could watch this film again and again and again until the end of my days\n" * 4)
        self.assertIn("“I could watch this film again and again and again until …”", message)

    def test_a_refrain_in_an_honest_text_is_none(self):
        self.assertIsNone(padding(f"And so it goes.\n{BODY[:120]}\n" + f"And so it goes.\n{BODY[120:]}\n" * 3))
        self.assertIsNone(padding("It was great\n" * 3 + "I mean it."))

    def test_more_than_half_of_the_text_has_to_be_repeated_lines(self):
        rest = " ".join(BODY.split()[:12])
        self.assertIsNone(padding("It was great\n" * 4 + rest))
        self.assertIsNotNone(padding("It was great\n" * 5 + rest))

    def test_a_few_words_over_and_over_are_counted(self):
        own_words = "Say what the film did to you, in words of your own."
        self.assertEqual(padding("Great! " * 20), f"This is one word over and over. {own_words}")
        self.assertEqual(padding("Very, VERY good. " * 7), f"These are 2 words over and over. {own_words}")
        self.assertIsNone(padding("Great! " * 19))

    def test_a_long_text_of_few_different_words_says_how_few(self):
        sentence = "I love this film and everybody who is in it. "
        self.assertEqual(
            padding(sentence * 9),
            "Among these 90 words only 10 are different. Say what the film did to you, in words of your own.",
        )

    def test_a_sentence_five_times_over_is_none(self):
        self.assertIsNone(padding("I love this film and everybody who is in it. " * 5))

    def test_one_endless_word_is_none(self):
        self.assertIsNone(padding("x" * 200))
        self.assertIsNone(padding(""))

    def test_the_worst_that_fits_into_a_review_is_read_in_bounded_time(self):
        worst = (
            "a " * 10_000,
            "".join(chr(0x4E00 + number) for number in range(20_000)),
            " ".join(chr(0x4E00 + number) for number in range(10_000)),
            "a b c\n" * 3_333,
            "\n" * 20_000,
            "[spoiler]" * 2_222,
            "[" * 20_000,
            "ΐ" * 20_000,
            "\ud800" * 20_000,
        )
        for text in worst:
            for question in (shingles, prints, padding):
                with self.subTest(text=text[:9], question=question.__name__):
                    started = process_time()
                    question(text)
                    self.assertLess(process_time() - started, 0.3)


@real_data.needed
class RealReviewsTests(SimpleTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bodies = {film: [row["body"] for row in real_data.reviews_of(film)] for film in FILMS}
        cls.long = {film: [body for body in bodies if prints(body)] for film, bodies in cls.bodies.items()}

    def test_hardly_any_is_padding(self):
        """Measured: 13 of 8,248, each of them one thing over and over; no other review is refused."""
        bodies = [body for film in FILMS for body in self.bodies[film]]
        refused = [body for body in bodies if padding(body)]
        self.assertLess(len(refused) / len(bodies), 0.002)

    def test_a_copy_with_a_fifth_of_its_words_replaced_is_found_and_suspicious(self):
        """Measured: all 900 copies are found, and the overlap is 0.63 or more."""
        copied = [body for body in self.long["thor-ragnarok"] if len(body.split()) >= 100 and not padding(body)]
        others = self.long["forrest-gump"]
        for body, other in zip(copied, others, strict=False):
            words = body.split()
            fifth = len(words) // 5
            copy = " ".join([*other.split()[:fifth], *words[fifth:]])
            self.assertTrue(set(prints(copy)) & set(prints(body)))
            self.assertGreater(overlap(copy, body), SUSPICIOUS_OVERLAP)

    def test_reviews_of_different_films_have_next_to_nothing_in_common(self):
        """Measured: at most 0.04 of any of the 2,235 against any of the 1,519."""
        own, others = ([shingles(body) for body in self.long[film]] for film in ("forrest-gump", "thor-ragnarok"))
        everything = set().union(*others)
        for review in own:
            if common := review & everything:
                self.assertLess(max(len(common & other) for other in others) / len(review), 0.05)
