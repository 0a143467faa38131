"""Fills an empty site with the demo, in one transaction."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.db import transaction

from accounts.models import User
from catalog.images import prepare
from catalog.models import Feature, Film, Nomination, TriviaItem
from catalog.posters import store_poster
from filmsite.demo import editorial, pictures, posters
from filmsite.demo.answers import load_answers
from filmsite.demo.catalogue import film_files, load_catalogue
from filmsite.demo.contributions import load_contributions, load_past_contributions
from filmsite.demo.diaries import load_diaries
from filmsite.demo.facts import load_facts
from filmsite.demo.keeping import keep_catalogue
from filmsite.demo.lists import load_lists
from filmsite.demo.members import ACCOUNTS, load_members, usernames
from filmsite.demo.moderation import load_cases, load_poster_cases
from filmsite.demo.opinions import load_opinions
from reviews.models import Decision, HelpfulVote, Rating, Report, Review


class SiteInUseError(Exception):
    """The site has members or films of its own, so the demo does not belong on it."""


def site_is_empty() -> bool:
    return not (Film.objects.exists() or User.objects.exists())


def has_accounts() -> bool:
    """Whether somebody can sign in with the password that everybody knows."""
    return User.objects.filter(username__in=ACCOUNTS, email__endswith="@example.org").exists()


def is_loaded() -> bool:
    """Whether the demo is here, and nobody else yet. Raises SiteInUseError for a site that somebody uses."""
    if site_is_empty():
        return False
    names = usernames()
    if User.objects.exclude(username__in=names).exists():
        raise SiteInUseError("This site has members of its own; the demo is for an empty site.")
    if User.objects.count() < len(names):
        raise SiteInUseError("This site is not empty; the demo is for an empty site.")
    return True


def load(say):
    """Load everything or nothing; `say` is told what has been done. Raises DemoError for a fault in the files."""
    files = film_files()
    drawn = draw_posters(files)
    further = draw_pictures()
    say(f"{len(drawn)} posters and {len(further)} other pictures")
    with transaction.atomic():
        catalogue, members = load_rows(files, say)
        for slug, film in catalogue.films.items():
            # The picture files follow when the rows are committed.
            store_poster(film, drawn[slug], **pictures.OURS)
        transaction.on_commit(partial(pictures.load_pictures, catalogue, further))
        transaction.on_commit(partial(load_poster_cases, catalogue, members))


def draw_posters(files) -> dict:
    """Ready to be stored, by the films' slugs."""
    # Half of the work is Python's, which one thread at a time can do; a fourth thread makes it slower.
    with ThreadPoolExecutor(max_workers=3) as pool:
        return dict(zip(files, pool.map(draw_poster, files, files.values()), strict=True))


def draw_pictures() -> list:
    """Stills and portraits, ready to be stored, each with its kind and its entry."""
    entries = pictures.entries()
    with ThreadPoolExecutor(max_workers=3) as pool:
        drawn = list(pool.map(lambda entry: draw_picture(*entry), entries))
    return [(kind, entry, picture) for (kind, entry), picture in zip(entries, drawn, strict=True)]


def draw_picture(kind, entry):
    return pictures.draw(kind, entry)


def draw_poster(slug, file):
    directors = [entry["person"] for entry in file.entries("credits") if entry["job"] == "director"]
    return prepare(posters.draw(slug, file["title"], file["year"], " & ".join(directors)), fast=True)


def load_rows(files, say):
    """Write all rows; returns the catalogue and the members."""
    members = load_members()
    say(f"{len(members)} members")
    awards, features = editorial.award_file(), editorial.feature_file()
    catalogue = load_catalogue(files, editorial.people_in(awards, features))
    for slug, file in files.items():
        load_facts(catalogue.films[slug], file, members)
    say(f"{len(catalogue.films)} films with {len(catalogue.people)} people and {TriviaItem.objects.count()} facts")
    bodies = editorial.load_awards(awards, catalogue)
    editorial.load_features(features, catalogue, bodies)
    say(f"{Nomination.objects.count()} nominations and {Feature.objects.count()} features")
    load_opinions(catalogue, members)
    load_answers(catalogue, members)
    load_diaries(catalogue, members)
    load_lists(catalogue, members)
    load_cases(catalogue, members)
    load_past_contributions()
    load_contributions(catalogue, members)
    keep_catalogue(catalogue, members)
    counts = [f"{model.objects.count()} {name}" for name, model in OPINIONS.items()]
    say(", ".join(counts))
    return catalogue, members


OPINIONS = {"reviews": Review, "ratings": Rating, "votes": HelpfulVote, "reports": Report, "decisions": Decision}
