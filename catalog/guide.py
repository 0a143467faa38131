"""A film's parents guide, category by category."""

from dataclasses import dataclass, field

from catalog.models import GuideCategory, Severity, SeverityTally


@dataclass
class Category:
    """One part of the guide: what members voted, what this reader did, and the notes of this page."""

    name: str
    label: str
    tally: SeverityTally
    own: int | None = None
    notes: list = field(default_factory=list)
    spoilers: list = field(default_factory=list)

    # What a vote can say, the mildest first.
    levels = Severity

    @property
    def bars(self) -> list[dict]:
        """How many members chose each severity."""
        return [{"label": level.label, "count": self.tally.votes_for(level)} for level in Severity]


def categories(film, user, notes=()) -> list[Category]:
    """All five, in their order, with these notes in their places; two queries at most."""
    tallies = {tally.category: tally for tally in film.severity_tallies.all()}
    own = {}
    if user.is_authenticated:
        own = dict(film.severity_votes.filter(member=user).values_list("category", "severity"))
    found = {
        name: Category(name, label, tallies.get(name) or SeverityTally(film=film, category=name), own.get(name))
        for name, label in GuideCategory.choices
    }
    for note in notes:
        category = found[note.guide_category]
        (category.spoilers if note.has_spoilers else category.notes).append(note)
    return list(found.values())
