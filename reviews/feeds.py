"""Reviews as Atom, for feed readers. A feed is the same for everybody: what visitors may read, without spoilers."""

from datetime import UTC, datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html

from filmsite.addresses import absolute
from filmsite.atom import NOT_IN_XML, plain, tag
from reviews import text

NEWEST = 50
NO_REVIEW_YET = datetime(1970, 1, 1, tzinfo=UTC)


def newest(reviews, *, title, home, name) -> Atom1Feed:
    """The feed of these reviews, which belongs to the page `home`; `name` tells it from every other feed for good."""
    feed = ReviewFeed(
        title=plain(title),
        link=absolute(home),
        description=None,
        language="en",
        feed_url=absolute(f"{home}reviews.atom"),
        feed_guid=tag(name),
    )
    visible = reviews.visible_to(AnonymousUser()).select_related("film", "author")
    for review in visible.in_order("newest")[:NEWEST]:
        feed.add_review(review)
    return feed


class ReviewFeed(Atom1Feed):
    """Atom as Django writes it, with text and language of every entry, and a date that stays where there is none."""

    def add_review(self, review):
        author = review.author
        self.add_item(
            title=plain(f"{review.film}: {review.headline}"),
            link=absolute(review.get_absolute_url()),
            description=None,
            unique_id=tag(f"reviews/{review.pk}"),
            author_name=plain(str(author)),
            author_link=absolute(author.get_absolute_url()) if author.is_active else None,
            pubdate=review.published_at,
            updateddate=review.changed_at or review.published_at,
            language=review.language,
            content=NOT_IN_XML.sub("", content(review)),
        )

    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=NO_REVIEW_YET)

    def item_attributes(self, item):
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def content(review):
    """The review as HTML: the rating and the text without its spoilers, or the way to a text that is one."""
    rated = format_html("<p>Rated {} out of 10.</p>\n", review.rating) if review.rating else ""
    if review.has_spoilers:
        link = absolute(review.get_absolute_url())
        notice = '{}<p>This review gives away the story. <a href="{}">Read it all the same</a></p>'
        return format_html(notice, rated, link)
    return rated + text.without_spoilers(review.body)
