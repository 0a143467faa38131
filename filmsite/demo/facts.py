"""What members of the demo contributed to a film's page: storylines, trivia, goofs, quotes and the rest."""

import datetime

from catalog.models import Credit, QuoteLine, Storyline, TriviaItem
from filmsite.demo.content import LAST_MOMENT, checked, moment_between

TRIVIA_KEYS = ("kind", "goof_type", "text", "spoiler", "minute", "film_version", "contributor", "lines")


def load_facts(film, file, members):
    """All storylines and trivia of a film's file."""
    load_storylines(film, file, members)
    entries = file.entries("trivia")
    items = TriviaItem.objects.bulk_create(trivia_item(film, entry, members) for entry in entries)
    load_quote_lines(film, zip(entries, items, strict=True))


def load_storylines(film, file, members):
    Storyline.objects.bulk_create(
        checked(
            Storyline(
                film=film,
                author=(author := members.of(entry, "author")),
                text=entry["text"].strip(),
                is_featured=number == 1,
                written_at=moment_between(author.date_joined, LAST_MOMENT, entry.where),
            ),
            entry,
        )
        for number, entry in enumerate(file.entries("storylines"), start=1)
    )


def trivia_item(film, entry, members) -> TriviaItem:
    """A fact that its member sent in and an editor published two days later."""
    entry.refuse_others(*TRIVIA_KEYS)
    contributor = members.of(entry, "contributor") if "contributor" in entry else None
    since = (contributor or members["editor"]).date_joined
    contributed_at = moment_between(since, LAST_MOMENT - datetime.timedelta(days=2), entry.where)
    item = TriviaItem(
        film=film,
        kind=entry["kind"],
        goof_type=entry.get("goof_type", ""),
        text=entry.get("text", "").strip(),
        has_spoilers=entry.get("spoiler", False),
        minute=entry.get("minute"),
        film_version=entry.get("film_version", ""),
        contributor=contributor,
        contributed_at=contributed_at,
        state=TriviaItem.State.PUBLISHED,
        decided_by=members["editor"],
        decided_at=contributed_at + datetime.timedelta(days=2),
    )
    refuse_misfit(item, entry)
    return checked(item, entry)


def refuse_misfit(item, entry):
    is_quote = item.kind == TriviaItem.Kind.QUOTE
    if bool(entry.get("lines")) != is_quote or bool(item.text) == is_quote:
        raise entry.wrong("a quote has lines and no text, everything else a text and no lines")
    if bool(item.goof_type) != (item.kind == TriviaItem.Kind.GOOF):
        raise entry.wrong("a goof has a goof_type, and nothing else has one")


def load_quote_lines(film, entries_and_items):
    """A line is linked to the credit of whoever plays its speaker."""
    played = {credit.character: credit for credit in film.credits.filter(job=Credit.Job.ACTOR).order_by("-billing")}
    lines = []
    for entry, item in entries_and_items:
        for position, line in enumerate(entry.entries("lines"), start=1):
            line.refuse_others("speaker", "text", "direction")
            speaker = line.get("speaker", "")
            text = line["text"] if speaker else line["direction"]
            row = QuoteLine(item=item, position=position, speaker=speaker, credit=played.get(speaker), text=text)
            lines.append(checked(row, line))
    QuoteLine.objects.bulk_create(lines)
