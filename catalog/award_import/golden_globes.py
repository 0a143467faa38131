"""The Golden Globe Awards as the list `golden-globes` keeps them: a table with commas, one line a nominee."""

import csv
import re

from catalog.award_import.entry import BadFileError, Entry, LeftOutError, Name, Title, is_yes, number_in

BODY = "Golden Globe Awards"
COLUMNS = ["year_film", "year_award", "ceremony", "category", "nominee", "film"]
# Copies of the list differ in the last one.
OUTCOME = {"win", "winner", "won"}
TELEVISION = re.compile(r"television|\bseries\b", re.IGNORECASE)
# Their nominee is the film itself; in the last one film and "country, director" have changed places.
OF_FILMS = re.compile(r"best motion picture|picture\b|documentary|outstanding use of color", re.IGNORECASE)
CHANGED_PLACES = "Best Motion Picture - Foreign Language"
# Their nominee is "country, director", or only one of the two.
OF_COUNTRIES = ("Foreign Film", "Samuel Goldwyn International Award")
MAYBE_OF_COUNTRIES = "Promoting International Understanding"
OF_SONGS = "Best Original Song"
SEVERAL = re.compile(
    r"^(new (foreign )?star|famous silent|henrietta|special achievement|foreign film|samuel goldwyn|hollywood cit)",
    re.IGNORECASE,
)
IN_ORDER = [
    "Best Motion Picture - Drama",
    "Picture",
    "Best Motion Picture",
    "Foreign Film",
    "Best Director",
    "Best Performance",
    "Act",
    "Best Screenplay",
    "Best Original",
    "Cinematography",
]
COMMA = re.compile(r",\s+(?!(?:Jr|Sr)\.)")


def read(file):
    """Yields an Entry for every line, or (line, LeftOutError). Raises BadFileError where it is another file."""
    rows = csv.reader(file)
    header = [name.strip().lower() for name in next(rows, [])]
    if header[:-1] != COLUMNS or header[-1] not in OUTCOME:
        raise BadFileError(f"The first line does not name the columns {', '.join(COLUMNS)}, win.")
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        try:
            yield entry(rows.line_num, row)
        except LeftOutError as error:
            yield rows.line_num, error


def entry(line, cells) -> Entry:
    if len(cells) != len(COLUMNS) + 1:
        raise LeftOutError("Not 7 columns", f"{len(cells)}")
    *_, category, nominee, film, won = (cell.strip() for cell in cells)
    if not category:
        raise LeftOutError("No category")
    if TELEVISION.search(category):
        raise LeftOutError("Television", category)
    made = Entry(
        line=line,
        number=number_in(cells[2], "ceremony"),
        year=number_in(cells[1], "year of the ceremony"),
        years=[number_in(cells[0], "year of the films")],
        award=category,
        titles=[],
        names=[],
        won=is_yes(won),
        rank=next((place for place, start in enumerate(IN_ORDER) if category.startswith(start)), len(IN_ORDER)),
        gives_several=bool(SEVERAL.match(category)),
    )
    name_everybody(made, nominee, film)
    made.refuse_the_impossible()
    return made


def name_everybody(made, nominee, film):
    """Say who and what is named, wherever in the line it stands."""
    if made.award == CHANGED_PLACES and film:
        made.note("Film and director stand in each other’s place", nominee)
        nominee, film = film, nominee
    elif OF_FILMS.match(made.award) and not film:
        made.note("The title stands where the nominee should", nominee)
        nominee, film = "", nominee
    elif not film:
        made.note("No film is named", nominee)
    made.titles = [Title.tidied(film)] if film else []
    names = [name.strip() for name in COMMA.split(nominee) if name.strip()]
    if names and begins_with_something_else(made.award, names):
        made.detail, *names = names
    made.names = [Name(name) for name in names]


def begins_with_something_else(award, names) -> bool:
    """Whether the first of the names is a song or a country."""
    if award.startswith(OF_SONGS) or award == MAYBE_OF_COUNTRIES:
        return len(names) > 1
    return award == CHANGED_PLACES or award.startswith(OF_COUNTRIES)
