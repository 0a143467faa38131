"""A visitor finds a film, reads it and is not spoiled."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import find_film, sign_in_form

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def visitor(new_page, request):
    return new_page(java_script_enabled=request.param)


def test_a_visitor_finds_a_film_and_reads_on(visitor):
    visitor.goto("/")
    find_film(visitor, "red heat")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Red Heat")
    expect(visitor.get_by_text(re.compile("[0-9]+ of [0-9]+ people found this review helpful"))).to_be_visible()
    for section in ("Storyline", "Cast", "Did you know?", "Reviews", "Ratings", "Details", "See next"):
        expect(visitor.get_by_role("heading", level=2, name=re.compile(f"^{re.escape(section)}"))).to_be_visible()
    visitor.get_by_role("link", name="See more » goofs").click()
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("Goofs")
    expect(visitor.get_by_role("heading", name="Error in geography")).to_be_visible()


def test_the_picture_comes_in_a_modern_format_with_its_size(visitor):
    find_film(visitor, "red heat")
    poster = visitor.locator(".hero img")
    expect(poster).to_have_attribute("alt", "Poster of Red Heat")
    assert int(poster.get_attribute("width")) * 1.5 == pytest.approx(int(poster.get_attribute("height")), abs=2)
    assert poster.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert ".avif" in poster.evaluate("image => image.currentSrc")


def test_a_spoiler_shows_only_when_asked_for(visitor):
    find_film(visitor, "red heat")
    visitor.get_by_role("link", name=re.compile("^All .* reviews »")).click()
    hidden = visitor.locator("details.spoiler").first.locator("span, .review__body").first
    expect(hidden).to_be_hidden()
    visitor.locator("details.spoiler > summary").first.click()
    expect(hidden).to_be_visible()


def test_who_wants_to_vote_signs_in_and_comes_back_to_the_same_review(visitor):
    find_film(visitor, "the third man")
    visitor.get_by_role("link", name=re.compile("^All .* reviews? »")).click()
    review = visitor.locator("article.review").last
    anchor = review.get_attribute("id")
    review.get_by_role("link", name="Yes (you sign in first)").click()
    sign_in_form(visitor, "bob")
    assert visitor.url.endswith(f"#{anchor}")
    expect(visitor.locator(f"#{anchor}").get_by_role("button", name="Yes")).to_be_visible()


def test_search_knows_short_titles_accents_and_slips_of_the_finger(visitor):
    for words, title in (
        ("It", "It"),
        ("her", "Her"),
        ("tar", "Tár"),
        ("七人の侍", "Seven Samurai"),
        ("casablnaca", "Casablanca"),
    ):
        visitor.goto(f"/search/?q={words}")
        expect(visitor.locator("main a[href^='/films/']").filter(has_text=title).first).to_be_visible()


def test_reviews_are_ordered_and_filtered_without_a_script(visitor):
    find_film(visitor, "red heat")
    visitor.get_by_role("link", name=re.compile("^All .* reviews »")).click()
    visitor.get_by_role("link", name="Lowest rating").click()
    expect(visitor.get_by_role("link", name="Lowest rating")).to_have_attribute("aria-current", "true")
    visitor.get_by_label("Without spoilers").check()
    visitor.get_by_role("button", name="Show").click()
    assert "spoilers=hide" in visitor.url
    assert "sort=lowest" in visitor.url
    expect(visitor.locator("details.spoiler")).to_have_count(0)


def test_a_page_that_does_not_exist_says_so_in_our_frame(visitor):
    response = visitor.goto("/films/999999/nothing/")
    assert response.status == 404
    expect(visitor.get_by_role("heading", level=1)).to_have_text("This page does not exist")
