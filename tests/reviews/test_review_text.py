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

    def test_an_excerpt_is_one_line_without_spoilers(self):
        self.assertEqual(text.excerpt("One.\n\nThen [spoiler]he dies[/spoiler]. End."), "One. Then […] . End.")

    def test_an_excerpt_is_cut_between_words_at_its_length(self):
        self.assertEqual(text.excerpt("A road worth walking twice", 14), "A road worth …")
        self.assertEqual(len(text.excerpt("x" * 200, 50)), 50)

    def test_a_text_of_nothing_but_marks_takes_no_time(self):
        self.assertEqual(text.as_html("[spoiler]" * 5000), "")
