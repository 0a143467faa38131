"""A newcomer signs up, rates, writes, votes and reports."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import find_film

pytestmark = pytest.mark.browser

BODY = (
    "The lamp in the hallway burns through the whole film and nobody ever looks at it. I looked at nothing else. " * 2
)


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def newcomer(new_page, request, site):
    """Somebody who has just signed up, with a script and without."""
    page = new_page(java_script_enabled=request.param, viewport={"width": 390, "height": 800})
    name = "newcomer-js" if request.param else "newcomer-plain"
    sign_up(page, f"{name}-{len(site.mails())}")
    page.has_script = request.param
    page.headline = f"A lamp in a hallway, {name}"
    return page


def sign_up(page, username):
    page.goto("/accounts/signup/?next=/films/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=email]").fill(f"{username}@example.org")
    page.locator("[name=password1]").fill("a lamp in the hallway")
    page.locator("[name=password1]").press("Enter")
    page.wait_for_url("**/films/")


def test_a_newcomer_rates_writes_votes_and_reports(newcomer):
    page = newcomer
    find_film(page, "solaris")
    page.get_by_text("Rate this film").click()
    page.get_by_role("radio", name="8", exact=True).check(force=True)
    page.get_by_role("button", name="Rate", exact=True).click()
    expect(page.get_by_text("Your rating: 8")).to_be_visible()

    page.get_by_role("link", name="Write a review").click()
    expect(page.get_by_role("radio", name="8", exact=True)).to_be_checked()
    page.get_by_label("Headline").fill(page.headline)
    page.get_by_label("Your review").fill("Too short, but mine")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_label("Your review")).to_have_value("Too short, but mine")
    expect(page.get_by_role("alert")).to_contain_text("At least 100 characters are needed")
    page.get_by_label("Your review").fill(f"{BODY}\n\n[spoiler]It goes out.[/spoiler]")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Your review is published, in English.")).to_be_visible()
    own = page.locator("article.review", has_text=page.headline)
    assert page.url.endswith(f"#{own.get_attribute('id')}")
    expect(own.get_by_text("It goes out.")).to_be_hidden()
    expect(own.get_by_role("button", name="Yes")).to_have_count(0)


def test_a_vote_can_be_given_changed_and_taken_back(newcomer):
    page = newcomer
    find_film(page, "parasite")
    page.get_by_role("link", name=re.compile("^All .* reviews »")).click()
    review = page.locator("article.review").first
    anchor = review.get_attribute("id")
    line = review.locator(".helpful-vote__count")
    helpful, votes = map(int, re.findall(r"\d+", line.inner_text()))
    if page.has_script:
        page.evaluate("window.sameDocument = true")
    for answer, expected in (("Yes", (helpful + 1, votes + 1)), ("No", (helpful, votes + 1)), ("No", (helpful, votes))):
        page.locator(f"#{anchor}").get_by_role("button", name=answer).click()
        expect(line).to_have_text(re.compile(f"^{expected[0]} of {expected[1]} "))
    if page.has_script:
        assert page.evaluate("window.sameDocument")
        expect(page.locator(f"#{anchor}").get_by_role("button", name="No")).to_be_focused()
    else:
        assert page.url.endswith(f"#{anchor}")


def test_a_report_is_filed_once_and_can_be_followed(newcomer):
    page = newcomer
    find_film(page, "alien")
    page.get_by_role("link", name=re.compile("^All .* reviews? »")).click()
    page.get_by_role("link", name="Report this review").first.click()
    page.get_by_label("Something else").check()
    page.locator("main form button").last.click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("textbox", name=re.compile("words|wrong|tell|details", re.I)).fill("It is about a lamp.")
    page.locator("main form button").last.click()
    page.goto("/me/reports/")
    expect(page.locator("main")).to_contain_text("Waiting for a moderator.")
    page.locator("main a[href^='/cases/']").click()
    expect(page.locator("main")).to_contain_text("It is about a lamp.")


def test_the_address_is_confirmed_by_the_link_in_the_mail(newcomer, site):
    mail = next(mail for mail in reversed(site.mails()) if "newcomer" in mail["To"])
    path = re.search(r"https?://[^/]+(/accounts/confirm-email/\S+)", mail.get_content()).group(1)
    newcomer.goto(path)
    button = newcomer.locator("main form button")
    if button.count():
        button.first.click()
    newcomer.goto("/accounts/email/")
    expect(newcomer.locator("main")).to_contain_text("Confirmed.")


def test_a_form_with_an_outdated_token_gives_the_words_back(page_of):
    page = page_of("bob")
    find_film(page, "metropolis")
    page.goto(f"{page.url}reviews/mine/")
    page.get_by_label("Headline").fill("Not lost")
    page.get_by_label("Your review").fill(BODY)
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Please send this again")
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("Your review is published, in English.")).to_be_visible()
    expect(page.locator("article.review", has_text="Not lost")).to_be_visible()
