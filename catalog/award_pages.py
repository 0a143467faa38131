"""Nominations as the pages of awards set them out: ceremony by ceremony, category by category."""

from itertools import groupby

# What more than these have won in one category was given to all of them, and is no tie.
MOST_IN_A_TIE = 3


def by_ceremony(nominations) -> list[dict]:
    """The ceremonies of these nominations, each with its categories; None stands for one that nobody has numbered."""
    groups = groupby(nominations, lambda nomination: nomination.ceremony)
    return [{"ceremony": ceremony, "categories": by_category(group)} for ceremony, group in groups]


def by_category(nominations) -> list[dict]:
    groups = groupby(nominations, lambda nomination: nomination.award)
    return [{"award": award, **outcome(award, list(group))} for award, group in groups]


def by_year(award, nominations) -> list[dict]:
    """One award through the years: a year and its ceremony, who won and who was nominated."""
    groups = groupby(nominations, lambda nomination: (nomination.ceremony_year, nomination.ceremony))
    return [{"year": year, "ceremony": ceremony, **outcome(award, list(group))} for (year, ceremony), group in groups]


def outcome(award, nominations) -> dict:
    """Who won in one category, who did not, and what there is to say about it.

    `is_open` where nobody has won yet but somebody may; `called` where the category had another name then.
    """
    winners = [nomination for nomination in nominations if nomination.won]
    names = {nomination.category_text for nomination in nominations}
    return {
        "nominations": nominations,
        "winners": winners,
        "nominees": [nomination for nomination in nominations if not nomination.won],
        "is_open": not winners and any(nomination.won is None for nomination in nominations),
        "is_tie": 1 < len(winners) <= MOST_IN_A_TIE and not award.gives_several,
        "called": names.pop() if len(names) == 1 else "",
    }
