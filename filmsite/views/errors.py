"""The pages for what went wrong: one wording, one look, and never a query to a database that may be the cause."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.middleware.csrf import REASON_BAD_ORIGIN, REASON_BAD_REFERER
from django.shortcuts import render
from django.template.loader import render_to_string

from filmsite import kept_text

WORDS = {
    400: ("We could not read this request", "Go back one page and try again from there."),
    403: ("This is not open to you", "You may have to sign in, or it is somebody else’s to do."),
    404: ("This page does not exist", "It may have moved or been taken down. The search knows every film and person."),
    405: ("This address does not work that way", "Use the buttons and links of the page it belongs to."),
    413: ("That was too much at once", "A form may bring 2 MB, a picture 5 MB. Send less and try again."),
    415: ("We cannot read this encoding", "Send forms as UTF-8, as every browser does."),
    429: ("Not so fast", "Wait a little, then try again. What you wrote is still in your browser’s form."),
    500: ("Something broke on our side", "It was written down. Try again in a minute."),
    503: ("The site is busy", "Nothing was changed. Wait half a minute, then send it again."),
}


TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def error_page(status: int, headers=None) -> HttpResponse:
    """The page for a status, made without looking at the request, its session or the database."""
    title, advice = WORDS[status]
    context = {"status": status, "title": title, "advice": advice}
    return HttpResponse(render_to_string("error.html", context), status=status, headers=headers)


def bad_request(request, exception):
    return error_page(413 if isinstance(exception, TOO_MUCH) else 400)


def permission_denied(request, exception):
    return error_page(403)


def not_found(request, exception):
    return error_page(404)


def too_many_requests(request):
    return error_page(429, headers={"Retry-After": "60"})


def server_error(request):
    """500; or 503 where the database was busy, full or away, so that everybody knows to come back."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return error_page(503, headers={"Retry-After": "30"})
    return error_page(500)


def csrf_failure(request, reason=""):
    """A form whose token is missing or out of date: show what was typed, ready to be sent again with a fresh one.

    A form that says where its text is kept finds it there, should this page be closed. Not for a form that another site
    sent: it did not come from this reader.
    """
    if reason.endswith(FROM_ANOTHER_SITE):
        return error_page(403)
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_KEPT]
    noted = [(name, value) for name, value in fields if name in NOTED or not value.strip()]
    typed = [(name.replace("_", " ").capitalize(), name, value) for name, value in fields if (name, value) not in noted]
    if key := request.POST.get("kept_as", "")[:LONGEST_KEY]:
        kept_text.keep(request, key, request.POST)
        noted.append(("kept", kept_text.mark_of(kept_text.kept(request, key))))
    return render(request, "csrf_failure.html", {"typed": typed, "noted": noted}, status=403)


# How Django's reasons end that name the other site.
FROM_ANOTHER_SITE = tuple(reason.partition("%s")[2] for reason in (REASON_BAD_ORIGIN, REASON_BAD_REFERER))

LONGEST_KEY = 100

# What a page noted in its form, and nobody typed.
NOTED = {
    "draft",
    "version",
    "revision",
    "kept_as",
    "writer",
    "next",
    "then",
    *(f"lines-{name}_FORMS" for name in ("TOTAL", "INITIAL")),
}

NOT_KEPT = {"csrfmiddlewaretoken", "kept", "password", "password1", "password2", "oldpassword", "code"}
