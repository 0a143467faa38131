"""What machines read of a page."""

import html
import json
import re

JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
META = re.compile(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">')


def json_ld(response) -> dict | None:
    """The page's one block of JSON-LD; None where there is none."""
    blocks = JSON_LD.findall(response.text)
    assert len(blocks) <= 1, "there is more than one block"
    return json.loads(blocks[0]) if blocks else None


def meta(response) -> dict[str, str]:
    """The page's meta elements, each name with its content."""
    pairs = META.findall(head(response))
    assert len(pairs) == len(dict(pairs)), "a name stands there twice"
    return {name: html.unescape(content) for name, content in pairs}


def head(response) -> str:
    return response.text.partition("</head>")[0]
