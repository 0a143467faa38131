"""That the site really starts, and that the fixtures notice what they are there for."""

import pytest

pytestmark = pytest.mark.browser


def test_the_home_page_answers_and_asks_nothing_of_anybody_else(page):
    response = page.goto("/")
    assert response.status == 200
    assert page.locator("h1").count() == 1


def test_a_member_of_the_demo_is_signed_in(page_of):
    page = page_of("alice")
    assert page.goto("/me/").status == 200
    assert page.url.endswith("/me/")


INLINE_SCRIPT = "document.body.append(Object.assign(document.createElement('script'), {text: 'x = 1'}))"
ELSEWHERE = "fetch('http://elsewhere.example/').catch(() => null)"


@pytest.mark.parametrize("misdeed", [INLINE_SCRIPT, ELSEWHERE], ids=["inline script", "another host"])
def test_what_a_page_must_not_do_is_noticed(new_page, misdeed):
    page = new_page()
    page.goto("/guidelines/")
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate(misdeed)
    assert new_page.faults
    new_page.faults.clear()
