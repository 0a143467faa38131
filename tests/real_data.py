"""Real reviews and facts that may lie beside the project; never part of it. Tests that use them skip without them."""

import csv
import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"

needed = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real data do not lie beside the project")


def reviews_of(name):
    """One film's reviews, one a member: author, headline, body, rating or None, when, helpful and all votes."""
    path = FOLDER / "reviews" / f"imdb-reviews-{name}.csv.gz"
    seen = set()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            author = row["User"].strip()
            if not author or author in seen:
                continue
            seen.add(author)
            rating = row["User's Rating out of 10"].strip()
            yield {
                "author": author,
                "headline": row["Review Title"].strip()[:100] or "-",
                "body": row["Review"].strip() or "-",
                "rating": int(rating) if rating.isdigit() else None,
                "when": datetime.strptime(row["Date of Review"].strip(), "%d %B %Y").replace(tzinfo=UTC),
                "helpful": int(row["Usefulness Vote"].replace(",", "") or 0),
                "votes": int(row["Total Votes"].replace(",", "") or 0),
            }


def trivia_of(film):
    """The texts of one film's trivia, by its IMDb id."""
    with gzip.open(FOLDER / "facts" / "imdb-trivia-with-votes-a.tsv.gz", "rt", encoding="utf-8", newline="") as file:
        return [row["TRIVIA"].strip() for row in csv.DictReader(file, delimiter="\t") if row["tconst"] == film]
