"""Many at once, against the real server and its real database: SQLite, and PostgreSQL again."""

import http.client
import http.cookiejar
import re
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from filmsite.demo.members import PASSWORD
from tests import postgresql
from tests.command import manage
from tests.require import require
from tests.site import Site

pytestmark = pytest.mark.process

ROUNDS, AT_ONCE = 20, 32
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LINE = re.compile(r"(\d+) of (\d+) (?:person|people) found this review helpful")


@pytest.fixture(scope="module")
def on_postgresql(tmp_path_factory):
    require(postgresql.binaries(), "PostgreSQL is not installed (Debian: apt-get install postgresql).")
    with (
        postgresql.private_server() as url,
        Site(tmp_path_factory.mktemp("postgresql-site"), FILMSITE_DATABASE_URL=url) as started,
    ):
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request):
    """The site on either database."""
    return request.getfixturevalue("site" if request.param == "sqlite" else "on_postgresql")


class Member:
    """A member of the demo, signed in, who can press a button many times at once."""

    def __init__(self, site, username):
        self.site, self.jar = site, http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        form = {"csrfmiddlewaretoken": self.token("/accounts/login/"), "login": username, "password": PASSWORD}
        self.opener.open(f"{site.url}/accounts/login/", urllib.parse.urlencode(form).encode()).close()

    def page(self, path) -> str:
        with self.opener.open(f"{self.site.url}{path}") as response:
            self.address = urllib.parse.urlsplit(response.url).path
            return response.read().decode()

    def token(self, path) -> str:
        return TOKEN.search(self.page(path))[1]

    def send_at_once(self, path, fields, times=AT_ONCE) -> set[int]:
        """The statuses of as many equal forms, sent together."""
        return set(at_once([self.form(path, fields)] * times))

    def form(self, path, fields):
        """What sends a filled-in form of the page that was looked at last, and returns the status of the answer."""
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token(self.address), **fields})
        headers = {
            "Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar),
            "Content-Type": "application/x-www-form-urlencoded",
        }

        def send():
            connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.site.url).netloc, timeout=60)
            connection.request("POST", path, body, headers)
            status = connection.getresponse().status
            connection.close()
            return status

        return send

    def film(self, title) -> str:
        found = self.page(f"/search/?{urllib.parse.urlencode({'q': title})}")
        return re.search(r'href="(/films/\d+/[^"/]+/)"', found)[1]


def at_once(forms) -> list[int]:
    """The statuses of these forms, sent together."""
    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(lambda send: send(), forms))


def test_one_member_pressing_yes_32_times_at_once_counts_once(either):
    alice = Member(either, "alice")
    review = re.search(r'href="(/reviews/\d+/)"', alice.page(f"{alice.film('Red Heat')}reviews/?sort=helpful"))[1]
    before = line(alice.page(review))
    for _ in range(ROUNDS):
        assert alice.send_at_once(f"{review}helpful-vote/", {"is_helpful": "yes"}) == {302}
        assert line(alice.page(review)) == (before[0] + 1, before[1] + 1)
        assert alice.send_at_once(f"{review}helpful-vote/", {"is_helpful": "none"}, times=1) == {302}
        assert line(alice.page(review)) == before


def test_a_review_sent_16_times_at_once_is_published_once(either):
    bob = Member(either, "bob")
    film = bob.film("Tokyo Story")
    bob.page(f"{film}reviews/mine/")
    body = "A quiet house, and then another one; the trains go by and nobody says what all of them know by now. " * 3
    review = {"headline": "Sent by an impatient hand", "body": body, "language": "en", "rating": "9"}
    assert bob.send_at_once(f"{film}reviews/mine/", review, times=16) == {302}
    assert bob.page(f"{film}reviews/?sort=newest").count(f">{review['headline']}</a>") == 1


def test_two_moderators_who_decide_at_once_make_one_decision_and_nobody_is_told_twice(either):
    bob, first, second = (Member(either, name) for name in ("bob", "mod1", "mod2"))
    film = bob.film("Red Heat")
    review = re.findall(r'href="(/reviews/\d+/)"', bob.page(f"{film}reviews/?sort=newest"))[-1]
    bob.page(f"{review}report/")
    assert bob.send_at_once(f"{review}report/", {"reason": "off_topic"}, times=1) == {302}
    case = re.search(r'href="(/cases/\d+/)"', bob.page("/me/reports/"))[1]
    desk = f"/admin/reviews{case.replace('cases', 'case')}change/"
    hidden = dict(re.findall(r'name="(version|text_seen)" value="([^"]*)"', first.page(desk)))
    decision = {**hidden, "action": "dismiss", "guideline": "about-the-film", "facts": "It is about the film."}
    second.page(desk)
    statuses = at_once([first.form(desk, decision), second.form(desk, decision)] * (AT_ONCE // 2))
    assert sorted(set(statuses)) == [302, 409]
    assert statuses.count(302) == 1
    assert bob.page("/me/notifications/").count(f'href="{case}"') == 1
    assert bob.page(case).count("does not break the guidelines") == 1


def test_after_all_that_every_stored_figure_is_right(either):
    run = manage("recount", "--check", data_dir=either.data_dir, **either.variables)
    assert run.returncode == 0, run.stdout + run.stderr


def line(page) -> tuple[int, int]:
    """What the page says of the review's votes."""
    return tuple(int(number) for number in LINE.search(page).groups())
