"""Short builders: one line makes a member, a film, a review, so that a test says only what matters to it."""

import itertools

from django.utils import timezone

from accounts.models import User
from catalog.models import Credit, Film, Person, Storyline, TriviaItem
from reviews.models import Report, Review

BODY = "A calm and careful film that takes its time, looks people in the face and trusts us to look back. " * 2

_numbers = itertools.count(1)


def member(username=None, **fields):
    username = username or f"member{next(_numbers)}"
    return User.objects.create(username=username, email=f"{username}@example.org", **fields)


def staff(username, group):
    """A member of the group that a migration made: "moderators" or "editors"."""
    from django.contrib.auth.models import Group

    somebody = member(username, is_staff=True)
    somebody.groups.add(Group.objects.get(name=group))
    return somebody


def moderator(username="mod"):
    return staff(username, "moderators")


def editor(username="ed"):
    return staff(username, "editors")


def film(title="The Long Road", year=1962, **fields):
    made = Film.objects.create(title=title, year=year, **fields)
    made.refresh_keys()
    made.refresh_from_db()
    return made


def person(name="Ada Quill", **fields):
    made = Person.objects.create(name=name, **fields)
    made.refresh_keys()
    return made


def credit(on_film, somebody, job="actor", **fields):
    return Credit.objects.create(film=on_film, person=somebody, job=job, **fields)


def storyline(of_film, author=None, **fields):
    return Storyline.objects.create(film=of_film, author=author or member(), **{"text": "Somebody walks.", **fields})


def trivia(of_film, kind="trivia", text="The road is in Wales.", **fields):
    fields = {"state": TriviaItem.State.PUBLISHED, "decided_at": timezone.now(), **fields}
    if kind == "goof":
        fields.setdefault("goof_type", TriviaItem.GoofType.CONTINUITY)
    return TriviaItem.objects.create(film=of_film, kind=kind, text=text, **fields)


def quote(of_film, *lines, **fields):
    """A quote of (speaker, words) pairs; a pair without a speaker is a stage direction."""
    item = trivia(of_film, kind="quote", text="", **fields)
    for position, (speaker, words) in enumerate(lines or [("Ann", "Is it far?"), ("Bo", "It is long.")], start=1):
        item.quote_lines.create(position=position, speaker=speaker, text=words)
    return item


def review(of_film=None, author=None, **fields):
    text = {"headline": "A road worth walking", "body": BODY, **fields}
    return Review.publish(of_film or film(), author or member(), **text)


def report(target, reporter=None, reason="spam", **fields):
    return Report.objects.file(target, reporter or member(), reason=reason, **fields)
