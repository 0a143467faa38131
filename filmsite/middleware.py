"""Answers, with our own page, what no view should have to: unreadable requests, and members in too much of a hurry."""

from urllib.parse import unquote_to_bytes

from django.conf import settings

from accounts.limits import TooMany
from filmsite.views.errors import error_page

METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


def refuse_unreadable_requests(get_response):
    """Answer 405, 413, 415 or 400 to requests that Django would fail on, or read in full before it refuses them.

    A form in an encoding such as UTF-7 makes Django fail while it answers that very failure; a NUL byte is fine for
    SQLite and an error for PostgreSQL; plain views answer TRACE. A view that refuses a method leaves the page empty.
    """

    def middleware(request):
        response = refusal(request) or get_response(request)
        if response.status_code == 405 and not getattr(response, "content", b""):
            return error_page(405, headers={"Allow": response["Allow"]})
        return response

    return middleware


def refusal(request):
    if request.method not in METHODS:
        return error_page(405, headers={"Allow": ", ".join(sorted(METHODS))})
    if brings_nul(request):
        return error_page(400)
    if request.method == "POST":
        charset = request.content_params.get("charset", "utf-8").strip("'\"").casefold()
        if charset != "utf-8":
            return error_page(415)
        if content_length(request) > allowed_length(request):
            return error_page(413)
    return None


def brings_nul(request) -> bool:
    """Whether a NUL byte stands in the address or, as \\000, in a cookie: it would end up in a query."""
    query = unquote_to_bytes(request.META.get("QUERY_STRING", ""))
    return b"\0" in query or "\0" in request.path or any("\0" in value for value in request.COOKIES.values())


def content_length(request) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def allowed_length(request) -> int:
    """In bytes; more where a file may come with the form."""
    with_files = request.content_type == "multipart/form-data"
    return settings.MAX_BODY_SIZE if with_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def answer_too_many(get_response):
    """Answer 429 where a member is faster than accounts/limits.py allows and the view does not say so itself."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        if isinstance(exception, TooMany):
            return error_page(429, headers={"Retry-After": str(exception.retry_after)})
        return None

    middleware.process_exception = process_exception
    return middleware
