"""One line of a list of awards, in the same words whatever the list."""

import hashlib
import json
import re
from dataclasses import dataclass, field

ARTICLE_LAST = re.compile(r"^(?P<rest>.+), (?P<article>The|A|An|Le|La|Les|Das|Der|Die|El|Il)$", re.IGNORECASE)
YEAR_LAST = re.compile(r"^(?P<rest>.+?)\s*\((?P<year>(?:18|19|20)[0-9]{2})\)$")
OTHER_TITLE_LAST = re.compile(r"^(?P<rest>.+?)\s*\((?P<other>[^()]+)\)$")
# As the catalogue takes them.
FILM_YEARS = range(1870, 2151)
YES = {"true", "1", "yes"}


class BadFileError(Exception):
    """The file is not what its format says; nothing of it is kept."""


class LeftOutError(Exception):
    """A line of which no nomination can be made: `kind` to be counted by, and the rest of the sentence."""

    def __init__(self, kind, more=""):
        super().__init__(f"{kind}: {more}" if more else kind)
        self.kind, self.more = kind, more


@dataclass(frozen=True)
class Title:
    """A film as a line names it."""

    text: str
    imdb_id: str = ""
    year: int | None = None

    @classmethod
    def tidied(cls, text: str):
        """From "Graduate, The" and "Alfie (1966)": articles come first, and a year is a year."""
        dated = YEAR_LAST.match(text.strip())
        text = dated["rest"] if dated else text.strip()
        turned = ARTICLE_LAST.match(text)
        text = f"{turned['article']} {turned['rest']}" if turned else text
        return cls(text, year=int(dated["year"]) if dated else None)

    def variants(self) -> list[str]:
        """The titles to look for: "La ronde (Circle of Love)" is two."""
        both = OTHER_TITLE_LAST.match(self.text)
        return [self.text, both["rest"], both["other"]] if both else [self.text]


@dataclass(frozen=True)
class Name:
    """A person or company as a line names them; companies are never taken for people."""

    text: str
    imdb_id: str = ""
    is_company: bool = False


@dataclass
class Entry:
    """One nomination. `notes` are what is odd about its line, each a kind to be counted by and what it is here."""

    line: int
    number: int
    year: int
    years: list[int]
    award: str
    titles: list[Title]
    names: list[Name]
    won: bool | None
    category_text: str = ""
    detail: str = ""
    rank: int = 0
    gives_several: bool = False
    told_apart_by: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)

    def note(self, kind, more=""):
        self.notes.append((kind, more))

    def key(self, list_name: str) -> str:
        """The same whenever the line is read, wherever it stands and whoever has won."""
        texts = [[each.text for each in named] for named in (self.titles, self.names)]
        said = [self.award, *texts, self.detail, self.told_apart_by]
        digest = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
        return f"{list_name}:{self.number}:{digest[:32]}"

    def refuse_the_impossible(self):
        """Raises LeftOutError for what no nomination can be."""
        if not (self.titles or self.names):
            raise LeftOutError("Nobody and nothing is named")
        if not self.years or self.year < max(self.years):
            raise LeftOutError("The ceremony is earlier than its films", f"{self.year}")
        if max(self.years) not in FILM_YEARS:
            raise LeftOutError("No year in which films were made", f"{max(self.years)}")
        if "\0" in "".join([self.award, self.category_text, self.film_title(), self.named(), self.detail]):
            raise LeftOutError("A character that cannot be kept")
        longest = max((len(text) for text in [self.award, self.category_text]), default=0)
        if longest > 160 or len(self.film_title()) > 400 or len(self.named()) > 2000 or len(self.detail) > 200:
            raise LeftOutError("A text is longer than can be kept")

    def film_title(self, but=()) -> str:
        """The titles but those that have been found."""
        return " / ".join(title.text for title in self.titles if title not in but)

    def named(self, but=()) -> str:
        return "\n".join(name.text for name in self.names if name not in but)


def number_in(text: str, what: str) -> int:
    """Raises LeftOutError for what is no number of a ceremony or year."""
    if not re.fullmatch(r"[0-9]{1,4}", text.strip(), re.ASCII):
        raise LeftOutError("Not a number", f"“{text[:40]}” for the {what}")
    return int(text)


def is_yes(text: str) -> bool:
    return text.strip().lower() in YES
