"""Somebody writes, and nothing gets lost: in two windows, signed out, without a connection, without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import find_film, sign_in_form

pytestmark = pytest.mark.browser

SAVED = re.compile(r"^Saved at \d\d:\d\d\.$")
BODY = "The corridor is longer each time somebody walks through it, and so is the silence at its end. "


@pytest.fixture
def writing(page_of):
    """Opens the form of a film for a member who has signed in: writing("alice", "nosferatu")."""

    def open_form(username, film, **options):
        page = page_of(username, **options)
        find_film(page, film)
        page.goto(f"{page.url}reviews/mine/")
        return page

    return open_form


def headline(page):
    return page.get_by_label("Headline")


def body(page):
    return page.get_by_label("Your review")


def line(page):
    return page.locator("[data-saved]")


def test_what_is_typed_is_saved_and_said_to_be_once_the_server_has_confirmed(writing):
    page, waiting = writing("alice", "nosferatu"), []
    page.route("**/reviews/mine/draft/", lambda route: waiting.append(route))
    with page.expect_request("**/reviews/mine/draft/"):
        body(page).fill("A shadow goes up the stairs")
    expect(line(page)).to_be_empty()
    waiting[0].continue_()
    expect(line(page)).to_have_text(SAVED)
    page.reload()
    expect(body(page)).to_have_value("A shadow goes up the stairs")
    expect(page.get_by_text("Nothing of it is published.")).to_be_visible()

    page.unroute("**/reviews/mine/draft/")
    body(page).fill("A shadow goes up the stairs, and nobody follows")
    page.get_by_role("button", name="Save draft").click()
    expect(line(page)).to_have_text(SAVED)
    page.goto("/me/reviews/")
    expect(page.get_by_text("A shadow goes up the stairs, and nobody follows")).to_have_count(1)


def test_without_a_connection_it_says_so_and_saves_when_there_is_one(writing):
    page = writing("alice", "breathless")
    page.context.set_offline(True)
    body(page).fill("A thumb goes over the lips")
    expect(line(page)).to_contain_text("There is no connection.")
    page.get_by_role("button", name="Publish").click()
    expect(body(page)).to_have_value("A thumb goes over the lips")
    page.context.set_offline(False)
    expect(line(page)).to_have_text(SAVED)
    page.reload()
    expect(body(page)).to_have_value("A thumb goes over the lips")


def test_a_site_that_cannot_save_is_not_said_to_have_saved(writing):
    page = writing("alice", "intolerance")
    page.route("**/reviews/mine/draft/", lambda route: route.fulfill(status=503, body="<h1>The site is busy</h1>"))
    body(page).fill("Four stories and one cradle")
    expect(line(page)).to_contain_text("This could not be saved just now.")


def test_two_windows_lose_neither_text(writing):
    first = writing("bob", "solaris")
    body(first).fill("The sea as it looked at first")
    expect(line(first)).to_have_text(SAVED)
    first.reload()
    second = first.context.new_page()
    second.goto(first.url)
    body(first).fill("The sea in the first window")
    expect(line(first)).to_have_text(SAVED)
    body(second).fill("The sea in the second window")
    expect(line(second)).to_contain_text("It is a text of its own now")
    second.reload()
    expect(body(second)).to_have_value("The sea in the second window")
    other = second.locator(".drafts > li", has_text="The sea in the first window")
    other.get_by_role("link", name="Continue with this one").click()
    expect(body(second)).to_have_value("The sea in the first window")
    second.get_by_role("button", name="Throw away").first.click()
    expect(second.get_by_text("The draft is thrown away.")).to_be_visible()
    expect(second.get_by_text("The sea in the first window")).to_have_count(0)


def test_a_review_published_in_another_window_is_not_written_over(writing):
    first = writing("bob", "breathless")
    second = first.context.new_page()
    second.goto(first.url)
    for page, words in ((first, "The first corridor"), (second, "The second corridor")):
        headline(page).fill(words)
        body(page).fill(BODY * 2)
        page.get_by_role("button", name="Publish").click()
    expect(second.get_by_role("alert")).to_contain_text("Another text was published")
    assert second.locator(".writing-errors").evaluate("box => box === document.activeElement")
    expect(headline(second)).to_have_value("The second corridor")
    expect(second.locator("#meanwhile del")).to_have_text("first ")
    second.get_by_role("button", name="Publish").click()
    expect(second.get_by_text("Your review is published")).to_be_visible()
    expect(second.get_by_role("heading", level=1)).to_have_text("The second corridor")
    second.goto("/me/reviews/")
    expect(second.get_by_text("The second corridor")).to_have_count(1)


def test_signed_out_while_writing_nothing_is_lost(writing):
    page = writing("alice", "metropolis")
    headline(page).fill("Machines and hands")
    expect(line(page)).to_have_text(SAVED)
    page.context.clear_cookies(name="sessionid")
    body(page).fill("The clock has ten hours, and they are all too long")
    expect(line(page)).to_contain_text("You are signed out. Press Save draft: you sign in and nothing is lost.")
    page.get_by_role("button", name="Save draft").click()
    sign_in_form(page, "alice")
    expect(page.get_by_text("Here is what you had written before you signed in.")).to_be_visible()
    expect(headline(page)).to_have_value("Machines and hands")
    expect(body(page)).to_have_value("The clock has ten hours, and they are all too long")
    page.get_by_role("button", name="Save draft").click()
    expect(line(page)).to_have_text(SAVED)
    page.reload()
    expect(page.get_by_text("This is your draft of")).to_be_visible()
    expect(page.get_by_text("Other texts of yours")).to_have_count(0)


def test_signed_in_again_in_another_window_the_old_one_still_saves(writing):
    page = writing("bob", "nosferatu")
    other = page.context.new_page()
    other.goto("/accounts/logout/")
    other.locator("main form button").click()
    other.goto("/accounts/login/")
    sign_in_form(other, "bob")
    body(page).fill("Written while the other window signed in")
    expect(line(page)).to_contain_text("Press Save draft: nothing is lost.")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("Your draft is saved.")).to_be_visible()
    expect(body(page)).to_have_value("Written while the other window signed in")


def test_without_javascript_the_button_saves(writing):
    page = writing("bob", "intolerance", java_script_enabled=False)
    body(page).fill("Four stories")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Your draft is saved.")).to_be_visible()
    expect(body(page)).to_have_value("Four stories")
    headline(page).fill("One cradle")
    body(page).fill(BODY * 2)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Your review is published, in English.")).to_be_visible()
    page.get_by_role("link", name="Change it").click()
    expect(page.get_by_label("Language")).to_have_value("en")
    expect(page.get_by_text("This is your draft")).to_have_count(0)
