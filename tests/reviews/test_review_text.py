from django.core.exceptions import ValidationError
from django.test import SimpleTestCase

from reviews import text


class ReviewTextTests(SimpleTestCase):
    def test_an_empty_line_begins_a_paragraph_and_a_line_break_stays_one(self):
        self.assertHTMLEqual(text.as_html("One.\r\n\r\nTwo\nlines."), "<p>One.</p><p>Two<br>lines.</p>")

    def test_what_a_member_typed_is_escaped(self):
        self.assertEqual(text.as_html("<script>alert(1)</script>"), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")

    def test_markup_inside_a_spoiler_is_escaped_too(self):
        self.assertNotIn("<b>", text.as_html("[spoiler]<b>dead</b>[/spoiler]"))

    def test_a_spoiler_is_closed_and_the_words_around_it_are_open(self):
        self.assertHTMLEqual(
            text.as_html("Then [spoiler]he dies[/spoiler] at last."),
            '<div class="paragraph">Then <details class="spoiler"><summary>Spoiler</summary>'
            "<span>he dies</span></details> at last.</div>",
        )

    def test_a_spoiler_runs_over_paragraphs(self):
        html = text.as_html("[Spoiler]One.\n\nTwo.[/SPOILER] Three.")
        self.assertEqual(html.count("<details"), 2)
        self.assertTrue(html.endswith("Three.</div>"))

    def test_a_spoiler_that_is_never_closed_hides_the_rest(self):
        self.assertEqual(text.excerpt("Open. [spoiler]Everything after this"), "Open. […]")

    def test_a_stray_end_mark_is_left_out(self):
        self.assertHTMLEqual(text.as_html("Plain[/spoiler] text"), "<p>Plain text</p>")

    def test_a_spoiler_inside_another_ends_with_the_outer_one(self):
        body = "Then [spoiler]he [spoiler]dies[/spoiler] twice[/spoiler] at last."
        self.assertEqual(text.paragraphs(body), [[("Then ", False), ("he dies twice", True), (" at last.", False)]])
        self.assertEqual(text.as_html(body).count("<details"), 1)

    def test_a_second_mark_in_the_place_of_an_end_mark_shows_nothing(self):
        self.assertEqual(text.paragraphs("A [spoiler]he dies[spoiler] rest"), [[("A ", False), ("he dies rest", True)]])

    def test_a_mark_that_is_split_is_no_mark(self):
        self.assertEqual(text.as_html("[spoi\nler]a[/ spoiler]"), "<p>[spoi<br>ler]a[/ spoiler]</p>")

    def test_marks_may_stand_in_different_paragraphs(self):
        body = "One.\n\n[SPOILER]\n\nTwo.\n\nThree.\n\n[/Spoiler]\n\nFour."
        found = [[(words.strip(), spoiler) for words, spoiler in pieces] for pieces in text.paragraphs(body)]
        self.assertEqual(found, [[("One.", False)], [("Two.", True)], [("Three.", True)], [("Four.", False)]])

    def test_spoilers_stand_open_where_the_reader_wants_them_and_can_be_closed_again(self):
        html = text.as_html("Then [spoiler]he dies[/spoiler]. [spoiler]Really.[/spoiler]", opened=True)
        self.assertEqual(html.count('<details class="spoiler" open><summary>Spoiler</summary>'), 2)

    def test_a_whole_text_stands_behind_a_warning(self):
        words = text.as_html("He & she die.")
        self.assertHTMLEqual(
            text.behind_warning(words, "goof", "Show it"),
            '<details class="spoiler spoiler--whole"><summary>This goof gives away the story.'
            '<span class="spoiler__offer"> Show it</span></summary><p>He &amp; she die.</p></details>',
        )
        self.assertIn(" open>", text.behind_warning(words, "goof", "Show it", opened=True))

    def test_it_knows_whether_a_passage_is_marked(self):
        self.assertTrue(text.has_spoilers("A [Spoiler]b"))
        for plain in ("A b", "A [/spoiler] b", "A [spoiler] [/spoiler] b"):
            self.assertFalse(text.has_spoilers(plain), plain)

    def test_where_nothing_can_be_opened_a_notice_stands_for_a_spoiler(self):
        html = text.without_spoilers(
            "Then [spoiler]he <b>dies[/spoiler], [spoiler]really[/spoiler].\n\nThe <end>\nis near."
        )
        self.assertHTMLEqual(
            html,
            "<p>Then [spoiler left out], [spoiler left out].</p><p>The &lt;end&gt;<br>is near.</p>",
        )

    def test_a_spoiler_of_several_paragraphs_is_left_out_once(self):
        html = text.without_spoilers("One. [spoiler]Two.\n\nThree.[/spoiler] [spoiler]Four.\n\nFive.[/spoiler]\n\nSix.")
        self.assertHTMLEqual(html, "<p>One. [spoiler left out]</p><p>Six.</p>")

    def test_a_spoiler_that_is_never_closed_is_left_out_to_the_end(self):
        self.assertEqual(
            text.without_spoilers("Open. [SPOILER]Everything\n\nafter this"), "<p>Open. [spoiler left out]</p>"
        )

    def test_an_excerpt_is_one_line_without_spoilers(self):
        self.assertEqual(text.excerpt("One.\n\nThen [spoiler]he dies[/spoiler]. End."), "One. Then […] . End.")

    def test_an_excerpt_is_cut_between_words_at_its_length(self):
        self.assertEqual(text.excerpt("A road worth walking twice", 14), "A road worth …")
        self.assertEqual(len(text.excerpt("x" * 200, 50)), 50)

    def test_an_excerpt_holds_no_word_of_a_spoiler_however_it_is_marked(self):
        for marked in (
            "[spoiler]x[spoiler]dies[/spoiler]dies[/spoiler]",
            "[SPOILER]dies",
            "[spoiler]\n\ndies\n\n[/spoiler]",
        ):
            with self.subTest(marked):
                self.assertNotIn("dies", text.excerpt(f"Open. {marked}"))
                self.assertNotIn("dies", text.without_spoilers(f"Open. {marked}"))

    def test_a_headline_takes_no_mark(self):
        for headline in ("[spoiler]He dies[/spoiler]", "He dies [/SPOILER]", "[Spoiler]"):
            with self.subTest(headline), self.assertRaisesMessage(ValidationError, "A headline is always shown"):
                text.refuse_mark(headline)
        text.refuse_mark("A spoiler [sic]")

    def test_a_text_of_nothing_but_marks_takes_no_time(self):
        self.assertEqual(text.as_html("[spoiler]" * 5000), "")
