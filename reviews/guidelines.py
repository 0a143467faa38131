"""The rules of the site, as pages and forms ask for them."""

from dataclasses import dataclass
from datetime import date

from reviews.models import Guideline

NEW = "A new rule."


def in_force() -> list[Guideline]:
    """The rules of today, in their order."""
    return list(Guideline.objects.in_force())


def for_writers() -> list[Guideline]:
    """What stands beside the form a review is written in."""
    return [guideline for guideline in in_force() if guideline.short]


def choices() -> list[tuple[str, str]]:
    """For a moderator to choose from."""
    return [(guideline.pk, guideline.title) for guideline in in_force()]


@dataclass(frozen=True)
class News:
    """Something about a rule that has changed, or will."""

    day: date
    guideline: Guideline
    what: str


@dataclass(frozen=True)
class RulesPage:
    """Every rule there has been, sorted as its readers need it."""

    in_force: list[Guideline]
    retired: list[Guideline]
    announced: list[News]
    changed: list[News]


def page() -> RulesPage:
    """What the page of the rules shows, in two queries."""
    rules = list(Guideline.objects.prefetch_related("versions"))
    present = [rule for rule in rules if rule.has_begun and not rule.is_retired]
    return RulesPage(
        in_force=present,
        retired=[rule for rule in rules if rule.is_retired],
        announced=sorted(announced(rules), key=lambda news: news.day),
        changed=sorted(changed(present), key=lambda news: news.day, reverse=True),
    )


def announced(rules):
    for rule in rules:
        if rule.is_retired:
            continue
        for version in rule.announced:
            yield News(version.in_force_from, rule, version.what_changed or NEW)
        if rule.retired_on:
            yield News(rule.retired_on, rule, "The rule is given up.")


def changed(rules):
    for rule in rules:
        if rule.has_changed_lately:
            yield News(rule.present.in_force_from, rule, rule.present.what_changed or NEW)
