"""Which language somebody would rather read."""

from django.utils.translation.trans_real import parse_accept_lang_header

from filmsite.languages import LANGUAGES

CODES = dict(LANGUAGES)
# Browsers name the two written forms of Norwegian.
OTHER_CODES = {"nb": "no", "nn": "no"}


def reading_language(request) -> str:
    """The member's own choice, or the first of the browser's languages that reviews can be in; empty without either."""
    if request.user.is_authenticated and request.user.language:
        return request.user.language
    for tag, weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        code = tag.partition("-")[0]
        code = OTHER_CODES.get(code, code)
        if weight and code in CODES:
            return code
    return ""
