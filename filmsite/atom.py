"""What every Atom feed of the site has to mind."""

import re
from urllib.parse import urlsplit

from django.conf import settings

# What XML cannot carry, not even escaped.
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ANGLE_BRACKETS = str.maketrans("<>", "‹›")


def plain(words: str) -> str:
    """Words that harm nobody whose feed reader takes a title or a name for HTML."""
    return NOT_IN_XML.sub("", words.translate(ANGLE_BRACKETS))


def tag(name: str) -> str:
    """A name in the world that outlives every address (RFC 4151): "tag:films.example.org,2026:reviews/7"."""
    return f"tag:{urlsplit(settings.BASE_URL).hostname},2026:{name}"
