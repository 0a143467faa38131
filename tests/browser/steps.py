"""What people do on many of the site's pages."""

from filmsite.demo.members import PASSWORD


def find_film(page, words):
    """Search for a film and open the first that is found."""
    page.goto(f"/search/?q={words}")
    page.locator("main a[href^='/films/']").first.click()


def sign_in_form(page, username, password=PASSWORD):
    """Fill in the sign-in page that stands open."""
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
