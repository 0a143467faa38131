"""Reads the form of an admin page, so that a test can send it back with only what it is about changed."""

from html.parser import HTMLParser


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.fields, self._select, self._options, self._textarea = {}, None, [], None

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
            self._select, self._options = attributes, []
        elif tag == "option" and self._select:
            self._options.append((value, "selected" in attributes))
        elif tag == "textarea":
            self._textarea = name
            self.fields.setdefault(name, [""])

    def handle_data(self, data):
        if self._textarea:
            self.fields[self._textarea][0] += data

    def handle_endtag(self, tag):
        if tag == "select":
            self._read_select()
        elif tag == "textarea":
            # The line break that follows the opening tag is not part of the text.
            self.fields[self._textarea][0] = self.fields[self._textarea][0].removeprefix("\n")
            self._textarea = None

    def _read_select(self):
        chosen = [value for value, is_selected in self._options if is_selected]
        if not chosen and self._options and "multiple" not in self._select:
            # A browser sends the first option where none is chosen.
            chosen = [self._options[0][0]]
        if chosen and "name" in self._select:
            self.fields[self._select["name"]] = chosen
        self._select = None


def fields_of(response) -> dict[str, list[str]]:
    """What a browser would send if the form on this page were sent as it is."""
    reader = _Reader()
    reader.feed(response.content.decode())
    reader.fields.pop("csrfmiddlewaretoken", None)
    return reader.fields
