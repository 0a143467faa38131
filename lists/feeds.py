"""A public list as Atom: the films that were put on it last, each with the word on it."""

from datetime import UTC

from django.db.models import Prefetch
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html

from catalog.models import Film
from catalog.models.film import directors
from filmsite.addresses import absolute
from filmsite.atom import plain, tag

NEWEST = 50


class ListFeed(Atom1Feed):
    """Atom as Django writes it, with the date of the list, which may have become shorter since a film was added."""

    def __init__(self, film_list):
        self.film_list = film_list
        owner = film_list.owner
        super().__init__(
            title=plain(f"{film_list}, a list by {owner}"),
            link=absolute(film_list.get_absolute_url()),
            description=None,
            language="en",
            author_name=plain(str(owner)),
            author_link=absolute(owner.get_absolute_url()) if owner.is_active else None,
            feed_url=absolute(f"{film_list.get_absolute_url()}films.atom"),
            feed_guid=tag(f"lists/{film_list.pk}"),
        )

    def latest_post_date(self):
        return self.film_list.changed_at.astimezone(UTC)


def newest(film_list) -> ListFeed:
    feed = ListFeed(film_list)
    for entry in film_list.entries.select_related("film").order_by("-added_at", "-pk")[:NEWEST]:
        feed.add_item(
            title=plain(str(entry.film)),
            link=address(entry.film),
            description=format_html("<p>{}</p>", plain(entry.note)) if entry.note else None,
            unique_id=tag(f"lists/{film_list.pk}/films/{entry.film_id}"),
            pubdate=entry.added_at,
            updateddate=entry.added_at,
        )
    return feed


def address(film) -> str:
    return absolute(film.get_absolute_url())


def with_directors() -> Prefetch:
    """Entries, each film with its `directors`."""
    return Prefetch("film", Film.with_merged.prefetch_related(directors()))
