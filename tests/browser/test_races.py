"""Many at once, against the real server and its real database."""

import http.client
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

import pytest

pytestmark = pytest.mark.browser

ROUNDS, AT_ONCE = 5, 32


def test_one_member_pressing_yes_32_times_at_once_counts_once(page_of, site):
    page = page_of("alice")
    page.goto("/search/?q=red+heat")
    page.locator("main a[href*='/red-heat/']").first.click()
    page.locator("article.review h3 a").first.click()
    line = page.locator(".helpful-vote__count")
    before = line.inner_text()
    send = sender(page, site, f"{page.url}helpful-vote/")
    for _ in range(ROUNDS):
        assert all_at_once(send, {"is_helpful": "yes"}) == {302}
        page.reload()
        helpful, _, votes, *_ = before.split()
        assert line.inner_text().startswith(f"{int(helpful) + 1} of {int(votes) + 1} ")
        assert all_at_once(send, {"is_helpful": "none"}) == {302}
        page.reload()
        assert line.inner_text() == before


def test_a_review_sent_16_times_at_once_is_published_once(page_of, site):
    page = page_of("bob")
    page.goto("/search/?q=tokyo+story")
    page.locator("main a[href^='/films/']").first.click()
    film = page.url
    page.goto(f"{film}reviews/mine/")
    send = sender(page, site, f"{film}reviews/mine/")
    review = {"headline": "Sent by an impatient hand", "body": "A quiet house. " * 20, "language": "en", "rating": "9"}
    assert all_at_once(send, review, times=16) == {302}
    page.goto(f"{film}reviews/?sort=newest")
    assert page.get_by_text("Sent by an impatient hand").count() == 1


def sender(page, site, url):
    """A function that posts a form to the address as this page's member would."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    token = page.locator("main [name=csrfmiddlewaretoken]").first.get_attribute("value")
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "Content-Type": "application/x-www-form-urlencoded",
    }

    def send(fields):
        connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=60)
        connection.request("POST", urlsplit(url).path, urlencode({"csrfmiddlewaretoken": token, **fields}), headers)
        status = connection.getresponse().status
        connection.close()
        return status

    return send


def all_at_once(send, fields, times=AT_ONCE) -> set[int]:
    with ThreadPoolExecutor(times) as pool:
        return set(pool.map(send, [fields] * times))
