"""The moderator's journey with the keyboard only: sign in, claim, read, decide, go on, take words out, hand back."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from filmsite.demo.members import PASSWORD
from tests.browser.test_every_page import WCAG
from tests.browser.test_moderator import publish, report

pytestmark = pytest.mark.browser

QUEUE = "/admin/reviews/case/"


def assert_clean(page):
    """Nothing that axe can find, light and dark, and nothing to scroll sideways on the smallest phone."""
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)
        # Colours change slowly in Django's admin.
        page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished)).then(() => null)")
        violations = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
        assert not [f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in violations]
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.set_viewport_size(size)


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def tab_to(page, locator):
    for _ in range(150):
        if locator.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("The Tab key does not lead there.")


def heading(page):
    return page.get_by_role("heading", level=1).last


@pytest.fixture
def reported(page_of):
    """Three reviews of alice, reported by bob as what comes before every other case."""
    alice, bob = page_of("alice"), page_of("bob")
    headlines = ["Keys: her street", "Keys: his number", "Keys: their school"]
    for film, headline in zip(("casablanca", "solaris", "metropolis"), headlines, strict=True):
        review = publish(alice, film, headline)
        report(bob, review, "Private details of a person")
    return headlines


def test_a_moderators_day_with_the_keyboard_only(page, reported):
    # Sign in.
    page.goto(f"/accounts/login/?next={QUEUE}")
    page.locator("[name=login]").focus()
    page.keyboard.type("mod1")
    tab_to(page, page.locator("[name=password]"))
    page.keyboard.type(PASSWORD)
    press(page, "Enter")
    page.wait_for_url(re.compile(f"^https?://[^/]+{QUEUE}$"))
    assert_clean(page)

    # Claim the next case.
    press(page, "c")
    page.wait_for_url(re.compile(r"/case/\d+/change/$"))
    expect(page.get_by_role("heading", name=re.compile("^You are at this case until"))).to_be_visible()
    expect(page.get_by_text("Why here")).to_be_visible()
    assert_clean(page)

    # The list of keys.
    press(page, "?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert_clean(page)
    press(page, "Escape")

    # One key and Enter: decided, and the next case open and claimed.
    first = heading(page).text_content()
    press(page, "d")
    expect(page.locator("#id_facts")).to_have_value(re.compile("found nothing"))
    press(page, "Enter")
    expect(page.locator(".messagelist")).to_contain_text("is decided: Dismiss.")
    expect(heading(page)).not_to_have_text(first)
    expect(page.get_by_role("heading", name=re.compile("^You are at this case until"))).to_be_visible()

    # On to another one without deciding.
    second = heading(page).text_content()
    press(page, "n")
    expect(heading(page)).not_to_have_text(second)

    # A letter in a field is a letter; Esc leaves the field; words are taken out, with a measure on top.
    third = heading(page).text_content()
    press(page, "f", "Control+End")
    page.keyboard.type(" drums")
    expect(page.locator("#id_facts")).to_have_value(re.compile("drums$"))
    press(page, "Escape", "x")
    expect(page.locator("#id_body")).to_be_focused()
    press(page, "Control+a")
    page.keyboard.type("The house is the best actor in it. […] " * 3)
    press(page, "Escape", "a")
    expect(page.locator("#id_also")).to_be_focused()
    page.keyboard.type("Warn")
    press(page, "Escape", "Enter")
    expect(page.locator(".messagelist")).to_contain_text("is decided: Redact words.")
    expect(page.locator(".messagelist")).to_contain_text("is decided: Warn the author.")
    expect(heading(page)).not_to_have_text(third)

    # Hand back.
    press(page, "z")
    page.wait_for_url(re.compile(f"^https?://[^/]+{QUEUE}$"))
    expect(page.locator(".messagelist")).to_contain_text("is handed back")

    # The case that is closed: its text is sealed.
    page.goto(f"{QUEUE}?state=closed")
    assert_clean(page)
    tab_to(page, page.locator("#result_list .field-what a").first)
    press(page, "Enter")
    page.wait_for_url(re.compile(r"/case/\d+/change/"))
    assert_clean(page)


def test_the_keys_can_be_switched_off(page_of):
    page = page_of("mod1")
    page.goto(QUEUE)
    press(page, "c")
    page.wait_for_url(re.compile(r"/case/\d+/change/$"))
    press(page, "?")
    page.get_by_label("Use these keys on this device").uncheck()
    press(page, "Escape", "d")
    expect(page.locator("[name=action]:checked")).to_have_count(0)
    expect(page.locator("[data-key=d] ~ kbd")).to_be_hidden()
