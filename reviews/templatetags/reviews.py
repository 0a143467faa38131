"""What templates ask about reviews."""

from django import template

from filmsite.sign_in import sign_in_url
from reviews import text

register = template.Library()


@register.filter
def review_text(body):
    """A review's body as HTML, spoilers closed."""
    return text.as_html(body)


@register.filter
def excerpt(review, length=300):
    """The beginning of a review, without spoilers; empty where the whole review is one."""
    return "" if review.has_spoilers else text.excerpt(review.body, length)


@register.filter
def can_vote_on(user, review):
    return review.can_be_voted_on_by(user)


@register.filter
def can_report(user, target):
    return target.can_be_reported_by(user)


@register.simple_tag(takes_context=True)
def sign_in_here(context, anchor=""):
    """The address of the sign-in page, which comes back to this page at this anchor."""
    path = context["request"].get_full_path()
    return sign_in_url(f"{path}#{anchor}" if anchor else path)
