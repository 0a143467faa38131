"""What somebody typed before signing in: kept in their session, and offered once they are back at the form."""

NEWEST_ONLY = 5
LONGEST = 30_000


def keep(request, key: str, data):
    """Keep the fields of a form (a QueryDict or a dictionary of strings) under a key of the form's own.

    Only the newest few are kept, so that a session stays small.
    """
    texts = {other: kept for other, kept in request.session.get("kept_text", {}).items() if other != key}
    texts[key] = {name: value[:LONGEST] for name, value in data.items() if name != "csrfmiddlewaretoken"}
    request.session["kept_text"] = dict(list(texts.items())[-NEWEST_ONLY:])


def kept(request, key: str) -> dict | None:
    """What was kept under this key; it stays kept, so that a page can be loaded again without losing it."""
    return request.session.get("kept_text", {}).get(key)


def take(request, key: str) -> dict | None:
    """What was kept under this key, for the last time: when it has reached the site, or its writer gives it up."""
    texts = dict(request.session.get("kept_text", {}))
    taken = texts.pop(key, None)
    if taken is not None:
        request.session["kept_text"] = texts
    return taken
