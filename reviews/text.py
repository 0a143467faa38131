"""What members write: plain text in paragraphs, with `[spoiler]...[/spoiler]` round what gives the story away.

The one place that knows the notation; every surface gets its text from here.
"""

import re
import textwrap

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

MARK = re.compile(r"\[(/?)spoiler\]", re.IGNORECASE)
BLANK_LINE = re.compile(r"\n[ \t]*\n")
LEFT_OUT = "[…]"


def paragraphs(body: str) -> list[list[tuple[str, bool]]]:
    """The text as paragraphs of pieces (words, is a spoiler). A spoiler that is never closed runs to the end."""
    found, current, hidden = [], [], False
    # re.split with one group gives words, mark, words, mark, ..., words.
    for index, part in enumerate(MARK.split(body.replace("\r\n", "\n"))):
        if index % 2:
            hidden = part != "/"
            continue
        first, *others = BLANK_LINE.split(part)
        current.append((first, hidden))
        for other in others:
            found.append(current)
            current = [(other, hidden)]
    found.append(current)
    tidy = ([(words, spoiler) for words, spoiler in pieces if words.strip()] for pieces in found)
    return [pieces for pieces in tidy if pieces]


def as_html(body: str) -> SafeString:
    """The text for a page, escaped, each spoiler inside a closed <details>."""
    return format_html_join("\n", "{}", ((_paragraph(pieces),) for pieces in paragraphs(body)))


def _paragraph(pieces):
    # A <p> may not hold a <details>.
    if not any(spoiler for _, spoiler in pieces):
        return format_html("<p>{}</p>", linebreaksbr("".join(words for words, _ in pieces).strip()))
    spans = (
        format_html('<details class="spoiler"><summary>Spoiler</summary><span>{}</span></details>', linebreaksbr(words))
        if spoiler
        else linebreaksbr(words)
        for words, spoiler in pieces
    )
    return format_html('<div class="paragraph">{}</div>', format_html_join("", "{}", ((span,) for span in spans)))


def excerpt(body: str, length: int = 300) -> str:
    """The beginning of the text on one line, without its spoilers, ending with a whole word; for snippets and mails."""
    pieces = (LEFT_OUT if spoiler else words for paragraph in paragraphs(body) for words, spoiler in paragraph)
    line = " ".join(" ".join(pieces).split())
    return textwrap.shorten(line, length, placeholder=" …") if " " in line[:length] else line[:length]
