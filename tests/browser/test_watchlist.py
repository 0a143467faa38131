"""The buttons on a film's page, with a script and without."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import find_film

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def bob(page_of, request):
    page = page_of("bob", java_script_enabled=request.param, viewport={"width": 390, "height": 800})
    page.has_script = request.param
    return page


def test_a_film_is_put_on_the_watchlist_and_taken_off(bob):
    find_film(bob, "metropolis")
    if bob.has_script:
        bob.evaluate("window.sameDocument = true")
    bob.get_by_role("button", name="Add to watchlist").click()
    wanted = bob.get_by_role("button", name="On your watchlist")
    expect(wanted).to_be_visible()
    if bob.has_script:
        assert bob.evaluate("window.sameDocument")
        expect(wanted).to_be_focused()
    else:
        assert bob.url.endswith("#traces")
    wanted.click()
    expect(bob.get_by_role("button", name="Add to watchlist")).to_be_visible()


def test_rating_takes_it_off_and_it_can_be_put_back(bob):
    find_film(bob, "nosferatu" if bob.has_script else "intolerance")
    bob.get_by_role("button", name="Add to watchlist").click()
    expect(bob.get_by_role("button", name="On your watchlist")).to_be_visible()
    bob.get_by_text("Rate this film").click()
    bob.get_by_role("radio", name="8", exact=True).check(force=True)
    bob.get_by_role("button", name="Rate", exact=True).click()
    expect(bob.get_by_text("It is off your watchlist, because you rated it.")).to_be_visible()
    bob.get_by_role("button", name="Put it back").click()
    expect(bob.get_by_role("button", name="On your watchlist")).to_be_visible()


def test_a_viewing_is_written_down_and_stands_on_the_page_of_the_film(bob):
    find_film(bob, "nomadland" if bob.has_script else "misery")
    bob.get_by_role("link", name="I have seen this").click()
    bob.get_by_label("When").fill("2026-05-03")
    bob.get_by_label("Note to yourself").fill("At the Lux")
    bob.get_by_role("button", name="Write it into my diary").click()
    expect(bob.get_by_text("You saw this on 3 May 2026.")).to_be_visible()
    bob.get_by_role("link", name="your diary").click()
    expect(bob.get_by_text("At the Lux").first).to_be_visible()
