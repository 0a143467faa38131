"""Reads the form of an admin page, so that a test can send it back with only what it is about changed."""

from html.parser import HTMLParser


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.fields, self._select, self._textarea = {}, None, None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        name, value = attributes.get("name"), attributes.get("value") or ""
        if tag == "input" and name:
            kind = attributes.get("type", "text")
            if kind in {"checkbox", "radio"} and "checked" in attributes:
                self.fields.setdefault(name, []).append(value or "on")
            elif kind not in {"checkbox", "radio", "file", "submit"}:
                self.fields.setdefault(name, []).append(value)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in attributes:
            self.fields.setdefault(self._select, []).append(value)
        elif tag == "textarea":
            self._textarea = name
            self.fields.setdefault(name, [""])

    def handle_data(self, data):
        if self._textarea:
            # The line break that follows the opening tag is not part of the text.
            self.fields[self._textarea][0] += data

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            self.fields[self._textarea][0] = self.fields[self._textarea][0].removeprefix("\n")
            self._textarea = None


def fields_of(response) -> dict[str, list[str]]:
    """What a browser would send if the form on this page were sent as it is."""
    reader = _Reader()
    reader.feed(response.content.decode())
    reader.fields.pop("csrfmiddlewaretoken", None)
    return reader.fields
