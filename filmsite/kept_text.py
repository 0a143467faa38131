"""What somebody typed before signing in: kept in their session, and offered once they are back at the form.

A form with a hidden field `kept_as`, the key it is kept under, is kept too where its token turns out to be lost.
"""

from hashlib import sha256

NEWEST_ONLY = 5
# In characters: of a field, of all fields and their names together.
LONGEST = 30_000
MOST = 70_000
LONGEST_KEY = 100


def keep(request, key: str, data) -> bool:
    """Keep the fields of a form (a QueryDict or a dictionary of strings) under a key of the form's own.

    Only the newest few are kept, so that a session stays small. False where something had to be cut off for that.
    """
    key = key[:LONGEST_KEY]
    texts = {other: kept for other, kept in request.session.get("kept_text", {}).items() if other != key}
    fields = {name: value for name, value in data.items() if name != "csrfmiddlewaretoken"}
    texts[key] = within_limits(fields)
    request.session["kept_text"] = dict(list(texts.items())[-NEWEST_ONLY:])
    return texts[key] == fields


def within_limits(fields: dict) -> dict:
    """As much of these fields, in their order, as a session has room for."""
    kept, room = {}, MOST
    for name, value in fields.items():
        room -= len(name)
        if room <= 0:
            break
        kept[name] = value[: min(LONGEST, room)]
        room -= len(kept[name])
    return kept


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


def mark_of(text: dict) -> str:
    """Tells a text that was kept from others: a form that was filled with it names it when it is sent."""
    return sha256(repr(sorted(text.items())).encode(errors="surrogatepass")).hexdigest()[:16]
