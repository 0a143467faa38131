"""Turns what an operator writes into the environment into what Django's settings want."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit


def forget_empty_variables():
    """Take an empty FILMSITE_ variable for one that is not set: container files hand them over like that."""
    for name, value in list(os.environ.items()):
        if name.startswith("FILMSITE_") and not value.strip():
            del os.environ[name]


def base_url(url: str) -> str:
    """The address of the site, without a slash at its end. Raises ValueError for what is none."""
    parts = urlsplit(url.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise ValueError(f"FILMSITE_BASE_URL: write https://films.example.org and not {url!r}")
    return f"{parts.scheme}://{parts.netloc}"


def within(name: str, value, low, high):
    """The value of a variable that has to lie between these two. Raises ValueError for one that does not."""
    if not low <= value <= high:
        raise ValueError(f"{name}: write a number from {low} to {high} and not {value}")
    return value


def kept_secret_key(path: Path) -> str:
    """The secret key in this file, made on first use and readable by the site's own user only."""
    if not path.exists():
        handle, draft = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
        # Linked when it is whole, and only once: two processes that start together must end up with the same key.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)
    return path.read_text().strip()


def mailer(url: str) -> dict:
    """A MAILERS entry for console://, memory://, file:///folder, smtp://, smtp+tls:// or smtps://user:password@host:port.

    Raises ValueError for another scheme.
    """
    parts = urlsplit(url)
    backend = "django.core.mail.backends."
    match parts.scheme:
        case "console":
            return {"BACKEND": f"{backend}console.EmailBackend"}
        case "memory":
            return {"BACKEND": f"{backend}locmem.EmailBackend"}
        case "file":
            return {"BACKEND": f"{backend}filebased.EmailBackend", "OPTIONS": {"file_path": unquote(parts.path)}}
        case "smtp" | "smtp+tls" | "smtps":
            options = {
                "host": parts.hostname or "localhost",
                "port": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
                "username": unquote(parts.username or ""),
                "password": unquote(parts.password or ""),
                "use_tls": parts.scheme == "smtp+tls",
                "use_ssl": parts.scheme == "smtps",
                "timeout": int(parse_qs(parts.query).get("timeout", ["5"])[0]),
            }
            return {"BACKEND": f"{backend}smtp.EmailBackend", "OPTIONS": options}
    raise ValueError(f"FILMSITE_EMAIL_URL: {parts.scheme}:// is not known; see .env.example")


def database(config: dict) -> dict:
    """The database that django-environ read from its URL, set up so that writers wait and commits last.

    SQLite: IMMEDIATE, because a deferred transaction that turns into a write fails at once when another writer was
    faster; FULL, because NORMAL may forget a commit after a power cut; kept connections, because a new one has to write
    to the disk and so fails when it is full.
    """
    if config["ENGINE"].endswith("sqlite3"):
        options = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
        }
        return config | {"CONN_MAX_AGE": None, "OPTIONS": options}
    options = {"pool": {"min_size": 1, "max_size": 6, "timeout": 10}}
    return config | {"CONN_MAX_AGE": 0, "OPTIONS": options}
