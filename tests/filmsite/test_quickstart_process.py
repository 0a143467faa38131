"""One command makes a site out of nothing, run here as anybody would."""

import contextlib
import http.cookiejar
import re
import signal
import socket
import sqlite3
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.command import manage
from tests.site import Site

pytestmark = pytest.mark.process


class Browser:
    """Keeps cookies and follows redirects, and sends forms with the headers that browsers add."""

    def __init__(self):
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def open(self, request):
        with self.opener.open(request, timeout=30) as answer:
            answer.text = answer.read().decode(errors="replace")
        return answer

    def post(self, url, **fields):
        """Fill in the form of the page and send it."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.open(url).text)[1]
        body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token}).encode()
        parts = urllib.parse.urlsplit(url)
        headers = {"Origin": f"{parts.scheme}://{parts.netloc}", "Referer": url}
        return self.open(urllib.request.Request(url, body, headers))


@pytest.fixture
def browser():
    return Browser()


def port_of(site) -> int:
    return urllib.parse.urlsplit(site.url).port


def test_it_says_where_the_site_is(site):
    assert f"Open {site.url}/ (stop with Ctrl-C)." in site.log.read_text()


@pytest.mark.parametrize("address", ["/", "/films/", "/readyz", "/admin/login/"])
def test_pages_answer(site, browser, address):
    assert browser.open(site.url + address).status == 200


@pytest.mark.parametrize("pattern", [r'href="(/static/[^"]+\.css)"', r'src="(/media/[^"]+)"'], ids=["style", "poster"])
def test_style_sheets_and_posters_are_there_and_may_be_kept_for_ever(site, browser, pattern):
    found = re.search(pattern, browser.open(f"{site.url}/films/").text)[1]
    assert "immutable" in browser.open(site.url + found).headers["Cache-Control"]


def test_one_can_sign_in_on_any_port(site, browser):
    answer = browser.post(f"{site.url}/accounts/login/", login="bob", password="filmsite-demo")
    assert answer.url == f"{site.url}/"
    assert browser.open(f"{site.url}/me/").url == f"{site.url}/me/"


def test_links_in_mails_lead_to_that_port(site, browser):
    browser.post(f"{site.url}/accounts/password/reset/", email="bob@example.org")
    mail = [mail for mail in site.mails() if "bob@example.org" in mail["To"]][-1]
    assert f"{site.url}/accounts/password/reset/" in mail.get_content()


def test_the_site_is_open_to_this_machine_only(site):
    with socket.socket() as elsewhere, pytest.raises(OSError, match="refused"):
        elsewhere.connect(("127.0.0.2", port_of(site)))


def test_a_port_that_is_taken_is_said_at_once(site, tmp_path):
    run = manage("quickstart", "--port", port_of(site), data_dir=tmp_path)
    assert run.returncode == 1
    assert f"Port {port_of(site)} cannot be used" in run.stderr
    assert "Traceback" not in run.stderr
    assert "Database ready" not in run.stdout


@pytest.mark.parametrize(
    "request_line",
    [b"get / HTTP/1.1", b"GET /\xff HTTP/1.1", b"GET / HTTP/9.9", b"GET /" + b"x" * 9000 + b" HTTP/1.1", b"GET /"],
)
def test_what_is_no_request_is_refused_with_the_security_headers(site, request_line):
    answer = sent(site, request_line)
    assert answer.split()[1] in {b"400", b"414"}
    assert b"Content-Security-Policy: default-src 'none'" in answer
    assert b"X-Content-Type-Options: nosniff" in answer
    assert b"X-Frame-Options: DENY" in answer


@pytest.mark.parametrize("header", [b"Script_Name: /films", b"SCRIPT_NAME: /evil", b"Path_Info: /admin/"])
def test_no_header_moves_the_site(site, header):
    answer = sent(site, b"GET /films/ HTTP/1.1", header)
    assert answer.startswith(b"HTTP/1.1 200")
    assert b'href="/films/"' in answer


@pytest.mark.parametrize("coding", [b"gzip", b"x-unknown"])
def test_a_transfer_coding_nobody_knows_is_a_bad_request(site, coding):
    assert sent(site, b"POST / HTTP/1.1", b"Transfer-Encoding: " + coding).startswith(b"HTTP/1.1 400")


def sent(site, *lines) -> bytes:
    host = f"Host: 127.0.0.1:{port_of(site)}".encode()
    with socket.create_connection(("127.0.0.1", port_of(site)), timeout=30) as connection:
        connection.sendall(b"\r\n".join([*lines, host, b"Connection: close", b"", b""]))
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_all_that_the_site_writes_is_in_its_folder(site):
    kept = {path.name.removesuffix("-wal").removesuffix("-shm") for path in site.data_dir.iterdir()}
    assert kept == {"filmsite.sqlite3", "media", "secret-key", "static"}


def workers_of(site) -> list[int]:
    """The processes that the site has started for what takes long."""
    children = Path(f"/proc/{site.process.pid}/task/{site.process.pid}/children").read_text().split()
    return [int(pid) for pid in children if b"db_worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_started_again_it_has_lost_nothing_and_stops_cleanly(site, browser, how):
    before = [kept(site, table) for table in TABLES]
    with Site(site.data_dir.parent) as again:
        assert "Demo loaded" not in again.log.read_text()
        browser.post(f"{again.url}/accounts/login/", login="bob", password="filmsite-demo")
        assert browser.open(f"{again.url}/me/").url == f"{again.url}/me/"
        [worker] = workers_of(again)
        again.process.send_signal(how)
        assert again.process.wait(timeout=30) == 0
        assert not Path(f"/proc/{worker}").exists()
        with pytest.raises(urllib.error.URLError):
            browser.open(again.url)
        assert "Traceback" not in again.log.read_text()
    assert [kept(site, table) for table in TABLES] == before


TABLES = ("accounts_user", "catalog_film", "reviews_review", "reviews_helpfulvote", "account_emailaddress")


def kept(site, table) -> int:
    with contextlib.closing(sqlite3.connect(site.data_dir / "filmsite.sqlite3")) as database:
        return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
