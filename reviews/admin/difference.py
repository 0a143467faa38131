"""Two states of a text side by side, word by word."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# A word with the space behind it, so that lines and paragraphs stay as they are; the space alone is no difference.
WORD = re.compile(r"\S+\s*|^\s+")


def difference(before: str, after: str) -> tuple[SafeString, SafeString]:
    """The earlier text with what went marked as <del>, the later one with what came as <ins>; both escaped."""
    old, new = WORD.findall(before), WORD.findall(after)
    steps = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new]).get_opcodes()
    went = [("<del>{}</del>" if kind != "equal" else "{}", old[start:end]) for kind, start, end, _, _ in steps]
    came = [("<ins>{}</ins>" if kind != "equal" else "{}", new[start:end]) for kind, _, _, start, end in steps]
    return _joined(went), _joined(came)


def _joined(pieces) -> SafeString:
    return format_html_join("", "{}", ((format_html(mark, "".join(words)),) for mark, words in pieces if words))
