"""What a member may be called."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

# \Z and not $, which in Python also stands before a line break at the end.
USERNAME_PATTERN = r"^[a-z0-9][a-z0-9_-]{1,28}[a-z0-9]\Z"

# Names that would look like the site itself speaking, or like one of its addresses.
_RESERVED_NAMES = """
    about abuse account accounts admin administrator administrators all anonymous api apps appeal appeals award awards
    billing blog bot cache case cases catalog catalogue chart charts contact contribute contributor copyright credits
    dashboard debug delete deleted demo dev developer dmca docs edit editor editors email error everyone export faq
    feature features feed feeds film films filmsite follow forum ftp goofs guest guideline guidelines healthz help home
    host hostmaster import imprint index info invite jobs legal list lists login logout mail mailer-daemon manifest me
    media member members messages mod moderation moderator moderators mods movies new news newsletter nobody noreply
    no-reply none notifications null official owner password people person policy popular postmaster press privacy
    profile public quotes rating ratings readyz register report reports review reviews robots root rss rules search
    security self senior-moderator session sessions settings setup sign-in sign-out sign-up signin signout signup site
    sitemap spam staff static statistics status storylines superuser support suspended sysadmin system team terms test
    top transparency trivia trust undefined unsubscribe updates upload user username users verified visitor visitors
    webmaster welcome wiki www you
    """
# What stands where somebody has closed their account.
CLOSED_DISPLAY_NAME = "Deleted member"
RESERVED = frozenset([*_RESERVED_NAMES.split(), CLOSED_DISPLAY_NAME.casefold()])
CLOSED_USERNAME = re.compile(r"deleted-[0-9]+")


def closed_username(pk: int) -> str:
    """The name an account gets when it is closed; nobody can take it."""
    return f"deleted-{pk}"


def validate_not_reserved(name: str):
    if name.casefold() in RESERVED or CLOSED_USERNAME.fullmatch(name.casefold()):
        raise ValidationError("This name is kept for the site itself. Choose another one.", code="reserved")


# Korean letters that stand for an empty place.
BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"


def validate_can_be_seen(name: str):
    """Refuse a name of spaces, signs and invisible characters: nobody could tell whose it is."""
    if not any(character.isalnum() and character not in BLANK_LETTERS for character in name):
        raise ValidationError("A name needs at least one letter or digit.", code="invisible")


username_validators = [
    RegexValidator(
        USERNAME_PATTERN,
        "Use 3 to 30 small letters a to z, digits, - and _; begin and end with a letter or digit.",
    ),
    validate_not_reserved,
]
