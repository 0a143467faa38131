"""Chromium, and pages in it that watch themselves."""

import os
import shutil
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from filmsite.demo.members import PASSWORD
from tests.require import require

PATIENCE = 10_000  # milliseconds that Chromium waits for something to appear


@pytest.fixture(scope="session")
def browser():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    require(chromium, "Chromium is not installed (Debian: apt-get install chromium).")
    # Chromium's sandbox refuses to work for root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield launched
        launched.close()


@pytest.fixture
def new_page(browser, site):
    """Opens pages, each with cookies of its own; takes Playwright's options for a context.

    The test fails when the policy of the site refuses something on one of them, when a script breaks, and when anything
    is asked of another host.
    """
    contexts, faults = [], []

    def watch(page):
        page.on("console", lambda message: "Content Security Policy" in message.text and faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))

    def ask(request):
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.netloc != urlsplit(site.url).netloc:
            faults.append(f"request to another host: {request.url}")

    def open_page(**options):
        context = browser.new_context(base_url=site.url, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("page", watch)
        context.on("request", ask)
        return context.new_page()

    open_page.faults = faults
    yield open_page
    for context in contexts:
        context.close()
    assert not faults, "\n".join(dict.fromkeys(faults))


@pytest.fixture
def page(new_page):
    """A visitor's page."""
    return new_page()


@pytest.fixture
def page_of(new_page):
    """Opens a page of a member of the demo who has signed in: page_of("alice")."""

    def open_page(username, **options):
        opened = new_page(**options)
        request = opened.context.request
        sign_in = request.get("/accounts/login/")
        token = sign_in.text().split('name="csrfmiddlewaretoken" value="', 1)[1].split('"', 1)[0]
        form = {"csrfmiddlewaretoken": token, "login": username, "password": PASSWORD}
        answer = request.post("/accounts/login/", form=form, headers={"Referer": sign_in.url}, max_redirects=0)
        assert answer.status == 302, f"{username} could not sign in: {answer.status}"
        return opened

    return open_page
