"""Numbered pages of a list, the same way everywhere."""

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404

MAX_PAGE = 1000


def page_of(request, rows, *, per_page, count=None):
    """The page of the rows that `?page=` names, with `numbers` to link to and `query` to keep in the links.

    `count` is a stored number of the rows, where there is one, so that nothing is counted. Raises Http404 for what is
    no page of the list.
    """
    paginator = Paginator(rows, per_page)
    if count is not None:
        paginator.count = count
    number = request.GET.get("page", "1")
    try:
        page = paginator.page(number)
    except (PageNotAnInteger, EmptyPage) as error:
        raise Http404("There is no such page.") from error
    if page.number > MAX_PAGE:
        raise Http404("Pages end here; choose another order or a filter.")
    page.numbers = list(paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    kept = request.GET.copy()
    kept.pop("page", None)
    page.query = f"{kept.urlencode()}&" if kept else ""
    return page
