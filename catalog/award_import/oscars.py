"""The Academy Awards as the list `oscars` keeps them: tabs, no quoting, 14 columns of which the last may be absent."""

import re

from catalog.award_import.entry import BadFileError, Entry, LeftOutError, Name, Title, is_yes, number_in

BODY = "Academy Awards"
COLUMNS = [
    "Ceremony",
    "Year",
    "Class",
    "CanonicalCategory",
    "Category",
    "Film",
    "FilmId",
    "Name",
    "Nominees",
    "NomineeIds",
] + ["Winner", "Detail", "Note", "Citation"]
# Through "Name" every line has them; what is empty at its end is not written.
LEAST = 8
# The first ceremonies kept no rhythm: two in 1930, none in 1933.
YEARS = {1: 1929, 2: 1930, 3: 1930, 4: 1931, 5: 1932}
FILM_YEARS = re.compile(r"(?P<first>[0-9]{4})(?:/(?P<last>[0-9]{2}))?", re.ASCII)
MAIN = "BEST PICTURE"
CLASSES = ["", "Directing", "Acting", "Writing", "Title", "Production", "Music", "Special", "SciTech"]
# Given to whoever deserves one, not to one among several.
SEVERAL = {"Special", "SciTech"}
# A capital follows whatever is no letter, but for an apostrophe.
WORD_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
ROMAN = re.compile(r"[IVX]{2,}")
SMALL_WORDS = {"a", "and", "for", "in", "not", "of", "on", "or", "the", "to", "from", "by"}


def read(file):
    """Yields an Entry for every line, or (line, LeftOutError). Raises BadFileError where it is another file."""
    header = next(file, "").rstrip("\r\n").split("\t")
    if header != COLUMNS:
        raise BadFileError(f"The first line does not name the columns {', '.join(COLUMNS)}, with tabs between.")
    for line, text in enumerate(file, start=2):
        if not text.strip():
            continue
        try:
            yield entry(line, text.rstrip("\r\n").split("\t"))
        except LeftOutError as error:
            yield line, error


def entry(line, cells) -> Entry:
    if not LEAST <= len(cells) <= len(COLUMNS):
        raise LeftOutError("Not 8 to 14 columns", f"{len(cells)}")
    row = dict.fromkeys(COLUMNS, "") | dict(zip(COLUMNS, (cell.strip() for cell in cells), strict=False))
    number = number_in(row["Ceremony"], "ceremony")
    award, then = in_title_case(row["CanonicalCategory"]), in_title_case(row["Category"])
    made = Entry(
        line=line,
        number=number,
        year=YEARS.get(number, 1928 + number),
        years=film_years(row["Year"]),
        award=award or then,
        category_text=then if then != award else "",
        titles=[],
        names=[],
        won=is_yes(row["Winner"]),
        detail=row["Detail"].replace("|", ", "),
        rank=0 if row["CanonicalCategory"] == MAIN else rank(row["Class"]),
        gives_several=row["Class"] in SEVERAL,
        told_apart_by=row["Citation"],
    )
    if not made.award:
        raise LeftOutError("No category")
    add_films(made, row)
    add_names(made, row)
    add_notes(made, row)
    made.refuse_the_impossible()
    return made


def film_years(text: str) -> list[int]:
    """1988 as one year, 1927/28 as two."""
    found = FILM_YEARS.fullmatch(text)
    if not found:
        raise LeftOutError("Not a year", f"“{text[:40]}”")
    first = int(found["first"])
    return [first, first + 1] if found["last"] else [first]


def rank(name: str) -> int:
    return CLASSES.index(name) if name in CLASSES else len(CLASSES)


def in_title_case(text: str) -> str:
    """ACTOR IN A LEADING ROLE as "Actor in a Leading Role"; what is not all capitals stays."""
    words = text.split(" ")
    return " ".join(word_in_title_case(word, is_first=not place) for place, word in enumerate(words))


def word_in_title_case(word: str, *, is_first: bool) -> str:
    if not word.isupper():
        return word
    if word.lower() in SMALL_WORDS and not is_first:
        return word.lower()
    return WORD_PART.sub(lambda part: part[0] if ROMAN.fullmatch(part[0]) else part[0].capitalize(), word)


def add_films(made, row):
    titles, ids = split(row["Film"]), split(row["FilmId"])
    if len(titles) != len(ids):
        made.note("Not as many ids as films; the ids are not used", row["FilmId"])
        ids = [""] * len(titles)
    made.titles = [Title(text, known(imdb_id, "tt")) for text, imdb_id in zip(titles, ids, strict=True)]


def add_names(made, row):
    names, ids = split(row["Nominees"]) or split(row["Name"]), split(row["NomineeIds"])
    if len(names) != len(ids):
        if ids:
            made.note("Not as many ids as nominees; the ids are not used", row["NomineeIds"])
        elif row["Nominees"]:
            made.note("Nominees without ids", row["Nominees"])
        ids = [""] * len(names)
    made.names = [
        Name(text, known(imdb_id, "nm"), is_company=imdb_id.startswith("co"))
        for text, imdb_id in zip(names, ids, strict=True)
    ]
    if "?" in ids:
        made.note("Nominees whose id is not known", row["Nominees"])
    if any("," in imdb_id for imdb_id in ids):
        made.note("Two ids for one nominee; they are not used", row["NomineeIds"])
    if any(name.is_company for name in made.names):
        made.note("A company is named", row["Nominees"])


def add_notes(made, row):
    if not made.titles:
        made.note("No film is named", made.award)
    elif len(made.titles) > 1:
        made.note("Several films in one nomination", row["Film"])
    if len(made.years) > 1:
        made.note("Films of two years", row["Year"])
    if "NOT AN OFFICIAL NOMINATION" in row["Note"].upper():
        made.note("Not an official nomination")
        made.detail = ", ".join(filter(None, [made.detail, "not an official nomination"]))


def split(text: str) -> list[str]:
    return [part.strip() for part in text.split("|")] if text else []


def known(imdb_id: str, begins: str) -> str:
    return imdb_id if re.fullmatch(rf"{begins}[0-9]{{7,9}}", imdb_id, re.ASCII) else ""
