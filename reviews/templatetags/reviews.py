"""What templates ask about reviews."""

from django import template

from filmsite.reading import reading_url, shows_spoilers
from filmsite.sign_in import sign_in_url
from reviews import json_ld, targets, text
from reviews.kinds import WORDS
from reviews.models import Case
from reviews.vote_line import vote_line

register = template.Library()

register.filter(vote_line)


@register.simple_tag(takes_context=True)
def review_text(context, body, film_id):
    """What somebody wrote about a film, as HTML: spoilers closed or open, as the reader has chosen."""
    opened = text.has_spoilers(body) and shows_spoilers(context.get("request"), film_id)
    return text.as_html(body, opened=opened)


@register.simple_block_tag(takes_context=True, end_name="endspoiler")
def spoiler(context, content, film_id, kind, offer="Show it", also=None):
    """What gives a film away as a whole, behind a warning: closed or open, as the reader has chosen.

    `kind` is what it is, "review" or "goof", and `offer` what a click does. `also` is another film that it gives away.
    """
    request = context.get("request")
    opened = all(shows_spoilers(request, film) for film in (film_id, also) if film)
    return text.behind_warning(content, kind, offer, opened=opened)


@register.filter
def may_give_away(case, words):
    """Whether a text of a case stands behind a warning as a whole."""
    return case.may_give_away(words)


@register.filter
def has_spoilers(body):
    """Whether any passage of a text is marked."""
    return text.has_spoilers(body)


@register.filter
def excerpt(review, length=300):
    """The beginning of a review, without spoilers; empty where the whole review is one."""
    return "" if review.has_spoilers else text.excerpt(review.body, length)


@register.simple_tag
def film_data(film, details, credits, reviews):
    """What a film page has for {% json_ld %}."""
    return json_ld.film_page(film, details, credits, reviews)


@register.filter
def review_data(review):
    """What a review's own page has for {% json_ld %}."""
    return json_ld.review_page(review)


@register.filter
def can_vote_on(user, review):
    return review.can_be_voted_on_by(user)


@register.filter
def can_report(user, target):
    return target.can_be_reported_by(user)


@register.inclusion_tag("reviews/_report_link.html", takes_context=True)
def report_link(context, row, look):
    """“Report this”, for visitors and for members who may: of a text, a member (for their page), a film (its poster).

    `look` is the class of the link.
    """
    target, user = targets.reported_as(row), context["user"]
    is_shown = target.can_be_reported_by(user) if user.is_authenticated else target.is_published
    address = targets.report_address(target) if is_shown else ""
    return {"address": address, "noun": WORDS[Case.kind_of(target)][0], "look": look}


@register.simple_tag(takes_context=True)
def sign_in_here(context, anchor=""):
    """The address of the sign-in page, which comes back to this page at this anchor."""
    return sign_in_url(this_page(context, anchor))


@register.simple_tag(takes_context=True)
def reading_here(context, anchor=""):
    """The address of the choice whether spoilers are shown, which comes back to this page at this anchor."""
    return reading_url(this_page(context, anchor))


def this_page(context, anchor):
    path = context["request"].get_full_path()
    return f"{path}#{anchor}" if anchor else path
