"""What pages say to machines: JSON-LD, in the words of schema.org."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

# Inside a string of JSON these may as well be escaped, and then no word of a member can end the script or begin a tag.
ESCAPES = str.maketrans({character: f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"})


@register.simple_tag
def json_ld(data: dict) -> SafeString:
    """The data as a block that browsers neither show nor run: the site's policy for scripts has no say in it."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False, separators=(",", ":"))
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text.translate(ESCAPES)))
