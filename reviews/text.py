"""What members write: plain text in paragraphs, with `[spoiler]...[/spoiler]` round what gives the story away.

The one place that knows the notation; every surface gets its text from here.
"""

import re
import textwrap
from itertools import groupby
from operator import itemgetter

from django.core.exceptions import ValidationError
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

MARK = re.compile(r"\[(/?)spoiler\]", re.IGNORECASE)
BLANK_LINE = re.compile(r"\n[ \t]*\n")
LEFT_OUT = "[…]"
NOTICE = "[spoiler left out]"


def paragraphs(body: str) -> list[list[tuple[str, bool]]]:
    """The text as paragraphs of pieces (words, is a spoiler).

    In case of doubt words are hidden: a spoiler that is never closed runs to the end, and one that stands inside
    another ends with the outer one. An end mark that ends nothing is left out.
    """
    found, current, depth = [], [], 0
    # re.split with one group gives words, mark, words, mark, ..., words.
    for index, part in enumerate(MARK.split(body.replace("\r\n", "\n"))):
        if index % 2:
            depth = max(depth - 1, 0) if part == "/" else depth + 1
            continue
        first, *others = BLANK_LINE.split(part)
        current.append((first, depth > 0))
        for other in others:
            found.append(current)
            current = [(other, depth > 0)]
    found.append(current)
    return [pieces for pieces in map(_tidy, found) if pieces]


def _tidy(pieces):
    """The pieces that have words, those that only a mark without effect parted put together again."""
    runs = groupby(pieces, key=itemgetter(1))
    joined = (("".join(words for words, _ in run), spoiler) for spoiler, run in runs)
    return [(words, spoiler) for words, spoiler in joined if words.strip()]


def as_html(body: str, *, opened=False) -> SafeString:
    """The text for a page, escaped, each spoiler inside a <details>: closed unless the reader wants them open."""
    return format_html_join("\n", "{}", ((_paragraph(pieces, opened),) for pieces in paragraphs(body)))


def _paragraph(pieces, opened):
    # A <p> may not hold a <details>.
    if not any(spoiler for _, spoiler in pieces):
        return format_html("<p>{}</p>", linebreaksbr("".join(words for words, _ in pieces).strip()))
    spans = (
        _details("spoiler", opened, "Spoiler", format_html("<span>{}</span>", linebreaksbr(words)))
        if spoiler
        else linebreaksbr(words)
        for words, spoiler in pieces
    )
    return format_html('<div class="paragraph">{}</div>', format_html_join("", "{}", ((span,) for span in spans)))


def behind_warning(html: SafeString, kind: str, offer: str, *, opened=False) -> SafeString:
    """What gives a story away as a whole, behind a warning: "This goof gives away the story. Show it"."""
    warning = format_html('This {} gives away the story.<span class="spoiler__offer"> {}</span>', kind, offer)
    return _details("spoiler spoiler--whole", opened, warning, html)


def _details(name, opened, summary, html):
    attributes = SafeString(" open" if opened else "")
    return format_html('<details class="{}"{}><summary>{}</summary>{}</details>', name, attributes, summary, html)


def has_spoilers(body: str) -> bool:
    """Whether any passage is marked."""
    return any(spoiler for pieces in paragraphs(body) for _, spoiler in pieces)


def refuse_mark(headline: str):
    """Raise ValidationError for a headline with a mark: it stands open everywhere, so nothing in it can be hidden."""
    if MARK.search(headline):
        raise ValidationError(
            "A headline is always shown, so nothing in it can be hidden. Take the spoiler and its marks out.",
            code="spoiler_in_headline",
        )


def without_spoilers(body: str) -> SafeString:
    """The text for a feed, escaped, a notice in the place of each spoiler: there nothing can be closed and opened."""
    lines = []
    for pieces in paragraphs(body):
        runs = groupby(pieces, key=itemgetter(1))
        line = "".join(NOTICE if spoiler else "".join(words for words, _ in run) for spoiler, run in runs).strip()
        # A spoiler of several paragraphs is left out once.
        if line != NOTICE or not lines or not lines[-1].endswith(NOTICE):
            lines.append(line)
    return format_html_join("\n", "<p>{}</p>", ((linebreaksbr(line),) for line in lines))


def excerpt(body: str, length: int = 300) -> str:
    """The beginning of the text on one line, without its spoilers, ending with a whole word; for snippets and mails."""
    pieces = (LEFT_OUT if spoiler else words for paragraph in paragraphs(body) for words, spoiler in paragraph)
    line = " ".join(" ".join(pieces).split())
    return textwrap.shorten(line, length, placeholder=" …") if " " in line[:length] else line[:length]
