"""What a reader wants to see of what gives a story away: chosen once at /reading/, honoured on every page."""

from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property

from accounts.models import User

COOKIE = "spoilers"
YEAR = 365 * 24 * 60 * 60

Spoilers = User.Spoilers


class Reading:
    """How the reader of one request reads. Nothing is looked up before something that can be closed asks for it."""

    def __init__(self, request):
        self.request = request

    @cached_property
    def choice(self) -> str:
        """One of User.Spoilers: the account's for a member, the cookie's for a visitor, and otherwise to hide.

        Together with the path, its parameters and the language it tells a visitor's page from every other.
        """
        user = self.request.user
        chosen = user.spoilers if user.is_authenticated else self.request.COOKIES.get(COOKIE)
        return chosen if chosen in Spoilers.values else Spoilers.HIDE.value

    @property
    def was_asked(self) -> bool:
        """Whether the answer depends on the choice."""
        return "choice" in self.__dict__

    def shows_spoilers_of(self, film_id: int) -> bool:
        """Whether what gives this film away stands open."""
        if self.choice == Spoilers.RATED:
            return film_id in self._rated_films
        return self.choice == Spoilers.SHOW

    @cached_property
    def _rated_films(self) -> set[int]:
        """Empty for visitors, whose ratings nobody knows."""
        user = self.request.user
        return set(user.ratings.values_list("film", flat=True)) if user.is_authenticated else set()


def give_reading(get_response):
    """Middleware: every request has its `reading`, and caches are told where an answer depends on it."""

    def middleware(request):
        request.reading = Reading(request)
        response = get_response(request)
        if request.reading.was_asked:
            patch_vary_headers(response, ["Cookie"])
        return response

    return middleware


def shows_spoilers(request, film_id: int) -> bool:
    """Whether spoilers of this film stand open on what is made for this request; without one they are closed."""
    reading = getattr(request, "reading", None)
    return reading is not None and reading.shows_spoilers_of(film_id)


def reading_url(back_to) -> str:
    """The page of the choice, which goes back to this page (an address or an object that has one), anchor included."""
    return f"{reverse('reading')}?{urlencode({'next': resolve_url(back_to)})}"


def remember(response, choice: str):
    """Keep the choice in this browser for a year."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, choice, max_age=YEAR, httponly=True, samesite="Lax", secure=secure)
