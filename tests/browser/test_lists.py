"""A member puts a list in order: with the mouse, with the keyboard, with the buttons, and without any script."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def begin(page_of):
    """Opens the arranging page of a new private list of four films."""

    def open_page(**options):
        page = page_of("bob", **options)
        page.goto("/lists/new/")
        page.get_by_label("Title").fill("Four roads")
        page.get_by_label("Only me").check()
        page.get_by_role("button", name="Go on to the films").click()
        for title in ("Alien", "Casablanca", "Metropolis", "Misery"):
            page.get_by_label("Title of the film").fill(title)
            page.get_by_role("button", name="Add", exact=True).click()
            expect(page.locator(".arrange__title", has_text=title)).to_be_visible()
        return page

    return open_page


def titles(page):
    return page.locator(".arrange__title a").all_text_contents()


def save(page):
    page.locator("[name=save]").click()
    expect(page.get_by_text("Your list is saved.")).to_be_visible()


def handle(page, title):
    return page.locator("[data-row]", has_text=title).locator("[data-handle]")


def test_with_the_mouse(begin):
    page = begin(viewport={"width": 1280, "height": 1400})
    target = page.locator("[data-row]").first.bounding_box()
    grip = handle(page, "Misery").bounding_box()
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(grip["x"] + 5, target["y"] + 40, steps=8)
    page.mouse.move(grip["x"] + 5, target["y"] + 5, steps=3)
    page.mouse.up()
    assert titles(page) == ["Misery", "Alien", "Casablanca", "Metropolis"]
    assert page.locator("[data-place]").first.input_value() == "1"
    save(page)
    assert titles(page) == ["Misery", "Alien", "Casablanca", "Metropolis"]


def test_with_the_keyboard(begin):
    page = begin()
    handle(page, "Alien").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-status]")).to_have_text("Alien is number 3 now. Not saved yet.")
    expect(handle(page, "Alien")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("End")
    save(page)
    assert titles(page) == ["Casablanca", "Metropolis", "Misery", "Alien"]


def test_with_numbers_and_buttons(begin):
    page = begin()
    page.get_by_label("Place of Misery").fill("2")
    page.get_by_label("Place of Misery").press("Tab")
    assert titles(page) == ["Alien", "Misery", "Casablanca", "Metropolis"]
    page.get_by_role("button", name="Move Metropolis (1927) up").click()
    save(page)
    assert titles(page) == ["Alien", "Misery", "Metropolis", "Casablanca"]


def test_without_a_script(begin):
    page = begin(java_script_enabled=False)
    page.get_by_label("Place of Misery").fill("1")
    page.locator("[name=save]").click()
    assert titles(page) == ["Misery", "Alien", "Casablanca", "Metropolis"]
    page.get_by_role("button", name="Move Alien (1979) down").click()
    page.get_by_role("button", name="Take Misery (1990) off the list").click()
    assert titles(page) == ["Casablanca", "Alien", "Metropolis"]
