"""Searching in the admin's lists."""

LONGEST_QUERY = 200


class ShortSearch:
    """For every admin page: only so much of a query is looked for. Every word is a condition of its own, and of a
    thousand of them SQLite says that they are too deep.
    """

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, search_term[:LONGEST_QUERY])
