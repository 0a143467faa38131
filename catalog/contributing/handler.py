"""What every kind of contribution has; each kind overrides what is its own."""

from collections.abc import Iterable


class Handler:
    """One kind of contribution.

    The pages of members (catalog/views/contribute.py, contributions.py) and the editors' queue serve every kind alike.
    They use a handler in this order:

    1.  `form_class(data, files, film=, person=, member=, values=, source=)`, the kind's ContributionForm:
        filled from `values` and `source` where nothing was sent, it has `.values` and `.cited` once it is valid.
    2.  `near_duplicates(film, values)`: what the site seems to know already; shown once, with "Send all the same".
    3.  `preview_template`, with `preview_context(film, values, member)`: how it will look on its page.
    4.  `propose`, `publish`, `decline`, `discard`, `take_back`, called by the verbs of Contribution.

    Templates of a kind get `handler`, `film` (or `person`) and `user`; the preview also `values` and its own context.
    """

    kind = ""
    # "goof", "goofs" and "a goof": as in "Suggest a goof".
    noun = ""
    plural = ""
    one = ""
    # What it is, in a sentence or two, on the page where a kind is chosen.
    about = ""
    # Where facts of the kind are, below the film's address, anchor included; empty for the film page itself.
    path = ""
    form_class = None
    # Stylesheets that the preview needs.
    styles = ()
    # Beside the form: the rules as a list, <ul class="rules-list">. There is no heading in it.
    rules_template = ""
    # What is inside the <form>, without its buttons; only where a kind draws its form otherwise.
    form_template = "catalog/contribute/_fields.html"
    preview_template = "catalog/contribute/_preview_words.html"

    @property
    def address(self) -> str:
        """The kind as addresses write it: "crazy-credit"."""
        return self.kind.replace("_", "-")

    def known(self, film):
        """The rows of the kind that everybody sees at the film, as a queryset, to be counted."""
        return None

    def page(self, film) -> str:
        """Where facts of the kind are read."""
        return f"{film.get_absolute_url()}{self.path}"

    def films(self, contribution) -> list[int]:
        """The ids of the films whose pages it changes, to be held together."""
        return [contribution.film_id]

    def near_duplicates(self, film, values) -> Iterable:
        """Rows of the film that say nearly the same, for a warning before it is sent.

        Each is shown as str(row), linked to row.get_absolute_url() if it has one, else to `page`; where the row
        `has_spoilers`, only that there is one.
        """
        return []

    def preview_context(self, film, values, member) -> dict:
        """What the preview's template needs besides `values` and `film`."""
        return {"words": self.words(values)}

    def propose(self, contribution):
        """Keep what waits for an editor as a row of its own, seen by its contributor; None where there is none.

        Called again when the contributor amends it.
        """
        return None

    def publish(self, contribution):
        """Make it part of what everybody sees; returns the row it has become or changed.

        Raises ValidationError, a sentence, for what the site has already or cannot keep.
        """
        raise NotImplementedError

    def decline(self, contribution, *, by, reason):
        """The row that was proposed, if there is one, now stands declined."""

    def discard(self, contribution):
        """Take the proposed row away, if there is one."""

    def take_back(self, contribution, *, by, reason):
        """An editor refuses what was published: it goes again. Returns the row if it stays, declined; else None.

        Raises ValidationError, a sentence, where that cannot be done any more.
        """
        if contribution.made is not None:
            contribution.made.delete()
        return None

    def words(self, values) -> str:
        """What it says, as plain text on a line or more, for lists of contributions. Asks the database nothing."""
        return " · ".join(value for value in values.values() if isinstance(value, str) and value)
