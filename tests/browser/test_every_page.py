"""Every page, as each kind of reader: no fault that axe can find, nothing to scroll sideways, one heading on top."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

VISITOR = [
    "/",
    "/films/",
    "/films/?genre=crime&sort=score&page=1",
    "/search/",
    "/search/?q=red",
    "/search/?q=nothing-of-the-kind",
    "/guidelines/",
    "/guidelines/own-words/",
    "/moderation/",
    "/moderation/?action=dismiss",
    "/transparency/",
    "/reading/?next=/films/",
    "/awards/",
    "/awards/golden-globes/",
    "/awards/golden-globes/1955/",
    "/awards/academy-awards/1930/",
    "/awards/golden-globes/best-actor-drama/",
    "/features/",
    "/features/golden-globes-drama-since-1951/",
    "/charts/top/",
    "/charts/popular/",
    "/members/marco77/",
    "/members/alice/",
    "/members/alice/diary/",
    "/members/alice/lists/",
    "/lists/",
    "/lists/?q=long&sort=films",
    "LIST",
    "LISTreport/",
    "LISTreport/illegal/",
    "FILMlists/",
    "/members/alice/diary/?year=undated",
    "/members/alice/statistics/",
    "/members/marco77/year/2026/",
    "/members/alice/year/1900/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/films/999999/x/",
    "FILM",
    "FILMstorylines/",
    "FILMtrivia/",
    "FILMgoofs/",
    "FILMquotes/",
    "FILMcrazy-credits/",
    "FILMalternate-versions/",
    "FILMparents-guide/",
    "FILMgoofs/?sort=film&until=60",
    "FILMcredits/",
    "FILMreleases/",
    "FILMconnections/",
    "FILMsoundtrack/",
    "FILMpictures/",
    "/pictures/50/",
    "FILMawards/",
    "FILMratings/",
    "FILMreviews/",
    "FILMreviews/?sort=newest&spoilers=hide",
    "REVIEW",
    "REVIEWrevisions/",
    "REVIEWreport/",
    "REVIEWreport/illegal/",
    "STORYLINEreport/",
    "STORYLINEreport/illegal/",
    "FILMposter/report/",
    "FILMposter/report/illegal/",
    "/members/marco77/report/",
    "/members/marco77/report/illegal/",
    "FACT",
    "FACTreport/",
    "PERSON",
    "PERSONworked-with/",
    "PERSONpictures/",
    "TOGETHER",
]
MEMBER = [
    "FILMparents-guide/",
    "FILMtrivia/",
    "FACTdispute/",
    "FILMcontribute/",
    "FILMcontribute/goof/",
    "FILMcontribute/quote/",
    "/me/contributions/",
    "CONTRIBUTION",
    "/members/alice/contributions/",
    "/me/disputes/",
    "FILM",
    "FILMreviews/",
    "FILMreviews/mine/",
    "REVIEW",
    "REVIEWreport/",
    "FACTreport/",
    "STORYLINEreport/",
    "FILMposter/report/",
    "/members/marco77/report/",
    "/me/",
    "/me/settings/",
    "/me/reviews/",
    "/me/votes/",
    "/me/reports/",
    "/me/cases/",
    "CASE",
    "CASEappeal/",
    "/me/lists/",
    "/lists/new/",
    "LIST",
    "LISTedit/",
    "LISTfilms/",
    "LISTfilms/add/",
    "LISTdelete/",
    "OTHERLISTsuggest/",
    "FILMlists/add/",
    "/me/watchlist/",
    "/me/watchlist/?genre=drama&sort=shortest",
    "/me/diary/",
    "/me/favourites/",
    "FILMdiary/",
    "VIEWING",
    "/members/alice/",
    "/me/following/",
    "/me/ties/",
    "/me/notifications/",
    "/me/notifications/mail/",
    "/me/close/",
    "/members/marco77/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/sessions/",
    "/accounts/logout/",
]
MODERATOR = [
    "/admin/",
    "/admin/reviews/case/",
    "/admin/reviews/case/?state=closed",
    "/admin/reviews/case/1/change/",
    "/admin/reviews/appeal/",
    "/admin/reviews/appeal/1/change/",
    "/admin/reviews/proposal/",
    "/admin/reviews/guideline/",
    "/admin/reviews/guideline/own-words/change/",
]
EDITOR = [
    "/admin/catalog/contribution/",
    "/admin/catalog/contribution/1/change/",
    "/admin/catalog/contribution/3/change/",
    "/admin/catalog/dispute/",
    "/admin/catalog/dispute/1/change/",
    "/admin/",
    "/admin/catalog/film/",
    "/admin/catalog/triviaitem/",
    "/admin/reviews/case/",
]


@pytest.fixture
def addresses(page):
    """Fills in what depends on the ids that the demo got."""
    page.goto("/search/?q=red+heat")
    film = page.locator("main a[href*='/red-heat/']").first.get_attribute("href")
    page.goto(film)
    found = {
        "FILM": film,
        "REVIEW": page.locator("article.review h3 a").first.get_attribute("href"),
        "PERSON": page.locator(".cast a").first.get_attribute("href"),
    }
    page.goto(f"{found['PERSON']}worked-with/")
    found["TOGETHER"] = page.locator("main .collaborators a[href*='/with/']").first.get_attribute("href")
    page.goto(f"{film}goofs/")
    found["FACT"] = page.locator("main a[href^='/trivia/']").first.get_attribute("href")
    page.goto(f"{film}storylines/")
    report = page.locator("main a[href^='/storylines/']").first.get_attribute("href")
    found["STORYLINE"] = report.removesuffix("report/")

    page.goto("/lists/?q=ride")
    found["LIST"] = page.locator(".list-card a").first.get_attribute("href")
    page.goto("/lists/?q=evening")
    found["OTHERLIST"] = page.locator(".list-card a").first.get_attribute("href")

    def fill_in(places, page=page):
        if "CASE" in places:
            page.goto("/me/reports/")
            found["CASE"] = page.locator(".record:has-text('Decided on') a[href^='/cases/']").first.get_attribute(
                "href"
            )
        if "CONTRIBUTION" in places:
            page.goto("/me/contributions/?state=declined")
            found["CONTRIBUTION"] = page.locator(".record__title a").first.get_attribute("href")
        if "VIEWING" in places:
            page.goto("/me/diary/")
            found["VIEWING"] = page.locator(".viewing__change a").first.get_attribute("href")
        return [re.sub("^[A-Z]+", lambda name: found[name.group()], place) for place in places]

    return fill_in


def faults_of(page, place, rules):
    """What is wrong with one page, in the colours and width it is open in."""
    response = page.goto(place)
    found = []
    if response.status != (404 if "999999" in place else 200):
        found.append(f"answers {response.status}")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("scrolls sideways")
    if page.locator("h1").count() != 1 and "/admin/" not in place:
        found.append(f"has {page.locator('h1').count()} headings of the first level")
    for violation in Axe().run(page, options={"runOnly": rules}).response["violations"]:
        found.append(f"{violation['id']}: {violation['nodes'][0]['html'][:150]}")
    return [f"{place}: {fault}" for fault in found]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize(("username", "places"), [(None, VISITOR), ("alice", MEMBER)], ids=["visitor", "member"])
def test_every_page_can_be_read_by_everybody(new_page, page_of, addresses, username, places, colours):
    options = {"color_scheme": colours, "viewport": {"width": 320, "height": 800}}
    page = page_of(username, **options) if username else new_page(**options)
    assert not [
        fault for place in addresses(places, page) for fault in faults_of(page, place, [*WCAG, "best-practice"])
    ]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize(("username", "places"), [("mod1", MODERATOR), ("editor", EDITOR)], ids=["moderator", "editor"])
def test_the_admin_is_as_readable_as_django_made_it(page_of, username, places, colours):
    page = page_of(username, color_scheme=colours)
    # Without axe's "best practice" and without the add form: the empty headings and nameless selects are Django's.
    assert not [fault for place in places for fault in faults_of(page, place, WCAG)]


def test_the_keyboard_reaches_the_vote_and_shows_where_it_is(page_of, addresses):
    page = page_of("alice")
    page.goto(addresses(["REVIEW"])[0])
    yes = page.get_by_role("button", name="Yes")
    for _ in range(60):
        page.keyboard.press("Tab")
        if yes.evaluate("button => button === document.activeElement"):
            break
    assert yes.evaluate("button => getComputedStyle(button).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.locator("[aria-pressed=true]").wait_for()
    page.keyboard.press("Enter")
    page.locator("[aria-pressed=true]").wait_for(state="detached")
