from itertools import pairwise

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from filmsite.pages import page_of
from reviews import redactions
from reviews.changes import share_changed
from reviews.differences import rows
from reviews.models import Review, Revision

# How much a version changed is measured on the whole texts, so a page has few of them.
PER_PAGE = 10


@require_safe
def revisions(request, pk):
    """The versions there have been of a review, and what two of them differ in."""
    reviews = Review.objects.visible_to(request.user).select_related("film", "author")
    review = get_object_or_404(reviews, pk=pk)
    chosen = before, after = two_revisions(review, request.GET)
    is_open = all(revision.can_be_read_by(request.user) for revision in chosen)
    context = {
        "review": review,
        "film": review.film,
        "page": (page := page_of_versions(request, review)),
        "redacted": numbers_of_redacted(review, page),
        "before": before,
        "after": after,
        "withheld": [revision for revision in dict.fromkeys(chosen) if revision.withheld_by],
        "is_open": is_open,
        "may_spoil": review.has_spoilers
        or before.headline != after.headline
        or review.revisions.with_spoilers().exists(),
    }
    if is_open and before != after:
        context["rows"] = [*rows(before.headline, after.headline), *rows(before.body, after.body)]
    return render(request, "reviews/revisions.html", context)


def numbers_of_redacted(review, page) -> set[int]:
    """Which versions took words out; asked only where a moderator has made one of those on the page."""
    has_others = any(version.made_by_id != review.author_id for version in page)
    return redactions.numbers(review) if has_others else set()


def two_revisions(review, parameters) -> tuple[Revision, Revision]:
    """Those that the address names, the earlier one first: `from` one (or the one before) `to` another (or the last).

    Raises Http404 for one that does not exist.
    """
    to = number_of(review, parameters.get("to") or str(review.revision_count))
    since = number_of(review, parameters.get("from") or str(max(to - 1, 1)))
    found = review.revisions.filter(number__in=[since, to]).select_related("withheld_by__guideline")
    found = found.prefetch_related("withheld_by__guideline__versions")
    by_number = {revision.number: revision for revision in found}
    if by_number.keys() != {since, to}:
        raise Http404("There is no such version.")
    return by_number[min(since, to)], by_number[max(since, to)]


def number_of(review, value: str) -> int:
    if not (value.isdecimal() and len(value) < 10 and 1 <= int(value) <= review.revision_count):
        raise Http404("There is no such version.")
    return int(value)


def page_of_versions(request, review):
    """The last ones first. Each knows whether this reader may read it, and in percent how much it changed.

    Nothing is told of how long a text is that the reader may not read.
    """
    versions = review.revisions.select_related("made_by", "withheld_by__guideline").order_by("-number")
    versions = versions.prefetch_related("withheld_by__guideline__versions")
    page = page_of(request, versions, per_page=PER_PAGE, count=review.revision_count)
    page.object_list = list(page.object_list)
    one_more = review.revisions.filter(number=page.object_list[-1].number - 1)
    for revision in (shown := [*page.object_list, *one_more]):
        revision.is_readable = revision.can_be_read_by(request.user)
    for revision, earlier in pairwise(shown):
        if revision.is_readable and earlier.is_readable:
            share = share_changed(earlier.plain_text(), revision.plain_text())
            revision.percent = max(1, round(100 * share)) if share else 0
    return page
