"""A report becomes a decision: the reporter, the author and two moderators each see their part."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import find_film

pytestmark = pytest.mark.browser

BODY = "The house is the best actor in it. Watch where people stand on the stairs and who is above whom. " * 2


def publish(page, film, headline, body=BODY):
    """Write a review, and tell its address."""
    find_film(page, film)
    page.goto(f"{page.url}reviews/mine/")
    page.get_by_label("Headline").fill(headline)
    page.get_by_label("Your review").fill(body)
    page.get_by_role("button", name=re.compile("^Publish")).click()
    return page.locator("article.review", has_text=headline).locator(".review__headline a").get_attribute("href")


def report(page, review, reason):
    page.goto(review)
    page.get_by_role("link", name="Report this review").click()
    page.get_by_label(reason).check()
    page.locator("main form button").last.click()


def open_case(page, headline):
    page.goto("/admin/reviews/case/")
    page.get_by_role("link", name=re.compile(re.escape(headline))).click()


def decide(page, action, facts):
    page.get_by_role("radio", name=re.compile(f"^{action}")).first.check()
    page.get_by_label("The facts").fill(facts)
    page.get_by_role("button", name="Decide").click()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def people(page_of, request):
    """Opens the pages of alice, bob and the moderators; and names what they write after the run."""

    def open_page(username):
        return page_of(username, java_script_enabled=request.param)

    open_page.film = "nomadland" if request.param else "misery"
    open_page.headline = "Stairs and who stands on them" if request.param else "A plain word on stairs"
    return open_page


def test_hidden_until_edited_told_to_everybody_and_back_again(people, site):
    alice, bob, moderator = people("alice"), people("bob"), people("mod1")
    review = publish(alice, people.film, people.headline)
    report(bob, review, "Advertising or spam")

    open_case(moderator, people.headline)
    expect(moderator.get_by_text(BODY[:60]).first).to_be_visible()
    decide(moderator, "Hide until edited", "The last line sells tickets.")
    expect(moderator.locator(".messagelist, .messages").first).to_be_visible()

    bob.goto(review)
    expect(bob.get_by_role("heading", level=1)).to_have_text("This page does not exist")
    bob.goto("/me/reports/")
    expect(bob.locator("main")).to_contain_text("hidden")

    alice.goto("/me/cases/")
    alice.locator("main a[href^='/cases/']").first.click()
    expect(alice.locator("main")).to_contain_text("The last line sells tickets.")
    assert "bob" not in alice.content()
    mails = [mail for mail in site.mails() if "The last line sells tickets." in mail.get_content()]
    assert {mail["To"] for mail in mails} >= {"alice@example.org"}
    assert not any("bob" in mail.get_content() for mail in mails if mail["To"] == "alice@example.org")

    publish(alice, people.film, people.headline, BODY + "Nothing is sold here.")
    bob.goto(review)
    expect(bob.get_by_role("heading", level=1)).to_contain_text(people.headline)


def test_the_second_of_two_moderators_is_told_who_was_first(page_of):
    alice, bob, first, second = (page_of(name) for name in ("alice", "bob", "mod1", "mod2"))
    headline = "Two look at it"
    review = publish(alice, "raging bull", headline)
    report(bob, review, "Not about the film")
    open_case(first, headline)
    open_case(second, headline)
    decide(first, "Remove", "It is about the cinema’s chairs.")
    decide(second, "Dismiss", "It is about the film.")
    expect(second.locator("body")).to_contain_text("mod1")
    expect(second.locator("body")).to_contain_text("Nothing was changed")
    alice.goto(review)
    expect(alice.get_by_text("Only you can see this review")).to_be_visible()


def test_moderators_find_no_votes_ratings_or_members_to_change(page_of):
    page = page_of("mod1")
    page.goto("/admin/")
    for model in ("rating", "helpfulvote", "user", "group"):
        expect(page.locator(f"a[href*='/{model}/']")).to_have_count(0)
    for path in ("accounts/user/", "reviews/rating/", "reviews/helpfulvote/", "auth/group/"):
        assert page.goto(f"/admin/{path}").status in {403, 404}
