"""What crowds that report together can hide, what honest members can, and where each case comes in the queue.

    uv run python -m benchmarks.mass_reporting

A queue of 30 cases has waited for up to three days when a crowd reports one text or many, within an hour. Every report
goes the way it goes on the site. The table says how many texts were shielded or veiled, how many reports and minutes
the first took, how many of them still are without a person 72 hours later, and in which places of the queue the cases
stand: first and last. Chance has a fixed seed.
"""

import os
import random
import tempfile
from datetime import datetime, timedelta
from unittest.mock import patch

os.environ["DJANGO_SETTINGS_MODULE"] = "filmsite.settings"
os.environ["FILMSITE_DATA_DIR"] = tempfile.mkdtemp(prefix="filmsite-reports-")

import django

django.setup()

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from catalog.models import Film, TriviaItem
from reviews import shield, triage
from reviews.models import Case, Decision, Report, Review, VotePair

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
START: datetime = timezone.now()
QUEUE, CROWD_TAKES = 30, HOUR
REASONS = ["spam", "abuse", "copied", "off_topic", "spoiler"]
WORDS = "It begins quietly, looks its people in the face and leaves the rest to us, which is more than enough. " * 2


def main():
    call_command("migrate", verbosity=0)
    Film.objects.create(title="The Shelf", year=1950)
    queue()
    columns = "texts", "shielded", "veiled", "reports", "minutes", "after 72 h", "places"
    print(f"{QUEUE} cases wait in the queue.\n")
    print(f"{'who reports':62} {columns[0]:>5} " + " ".join(f"{column:>10}" for column in columns[1:]))
    for label, scenario in SCENARIOS.items():
        with transaction.atomic():
            show(label, *run(*scenario()))
            transaction.set_rollback(True)


def queue():
    """What waits already: each reported by one member, for a reason drawn by lot."""
    chance = random.Random(1)
    for text, reporter in zip(texts(QUEUE), known(QUEUE), strict=True):
        case = Report.objects.file(text, reporter, reason=chance.choice(REASONS)).case
        Case.objects.filter(pk=case.pk).update(opened_at=START - chance.random() * 3 * DAY)
        triage.weigh(Case.objects.get(pk=case.pk))


# Who reports what: the crowd, the texts, and for each reporter the reason.


def rings(reporters, reason="spam", **fields):
    """Everybody of the crowd reports one text."""
    return texts(1, **fields), [[(reporter, reason) for reporter in reporters]]


def newcomers(number):
    """Accounts of the last days, each made in another hour and seen in another network."""
    return members(number, [START - hour * HOUR for hour in range(number)])


def in_one_network():
    return seen_in(known(50), ["198.51.100.7"] * 50)


def of_one_hour():
    return members(50, [START - 200 * DAY] * 50, contributions=3)


def with_favours():
    found = known(50)
    for one, other in zip(found, found[1:], strict=False):
        VotePair.objects.create(first=one, second=other, votes=20, yes=20, share=0.9)
    return found


def with_bad_records():
    """Ten members who have reported eight texts each that had nothing wrong with them."""
    found, judge = known(10), moderator()
    for text in texts(8):
        for reporter in found:
            file(text, reporter, "spam")
        case = text.cases.get()
        case.decide("unfounded", moderator=judge, guideline="honest-votes", facts="Nothing of it is advertising.")
    return found


def brigade(number, author=None):
    """Twelve members who are known and independent go from text to text."""
    crowd = known(12)
    return texts(number, author=author), [[(one, "abuse") for one in crowd[:4]] for _ in range(number)]


def honest():
    """Twenty texts that are really bad, each seen as that by three to six members as they come."""
    chance = random.Random(3)
    crowd = [*known(30), *known(5, contributions=10), *newcomers(15)]
    reported = [chance.sample(crowd, chance.randint(3, 6)) for _ in range(20)]
    return texts(20), [
        [(one, "spoiler" if number % 4 == 0 else "abuse") for one in some] for number, some in enumerate(reported)
    ]


SCENARIOS = {
    "50 new accounts: advertising": lambda: rings(newcomers(50)),
    "50 new accounts: private details": lambda: rings(newcomers(50), "private"),
    "50 new accounts: a spoiler": lambda: rings(newcomers(50), "spoiler"),
    "50 new accounts and 1 member": lambda: rings([*newcomers(50), *known(1)]),
    "50 members in one network": lambda: rings(in_one_network()),
    "50 members who signed up in one hour": lambda: rings(of_one_hour()),
    "50 members who vote for each other": lambda: rings(with_favours()),
    "10 members with 8 unfounded reports each": lambda: rings(with_bad_records()),
    "2 independent members: advertising": lambda: rings(known(2)),
    "3 independent members: advertising": lambda: rings(known(3)),
    "2 independent members: a spoiler": lambda: rings(known(2), "spoiler"),
    "5 independent members, a trusted author": lambda: rings(known(5), author=known(1, contributions=10)[0]),
    "6 independent members, a trusted author": lambda: rings(known(6), author=known(1, contributions=10)[0]),
    "a brigade of members, 6 texts of one author": lambda: brigade(6, author=known(1)[0]),
    "a brigade of members, 40 texts": lambda: brigade(40),
    "honest members, new and old, 20 texts that are really bad": honest,
}


def run(reported, reports):
    """Let the reports come in one after the other within an hour; then 72 hours pass without a moderator."""
    every = CROWD_TAKES / sum(map(len, reports))
    moment, first = START, {}
    for text, crowd in zip(reported, reports, strict=True):
        began = moment
        for number, (reporter, reason) in enumerate(crowd, start=1):
            with clock(moment):
                file(text, reporter, reason)
            if text.pk not in first and Decision.objects.filter(case__review=text).exists():
                first[text.pk] = number, (moment - began) / timedelta(minutes=1)
            moment += every
    places = places_of(reported)
    taken = Decision.objects.filter(case__review__in=reported, action__in=["shield", "veil"])
    actions = list(taken.values_list("action", flat=True))
    with clock(moment + 3 * DAY):
        shield.end_due()
    return len(reported), actions, first, taken.filter(superseded_by=None).count(), places


def file(text, reporter, reason):
    """Report it, if it can still be seen."""
    text.refresh_from_db()
    if text.is_published:
        Report.objects.file(text, reporter, reason=reason)


def places_of(reported):
    order = list(Case.objects.open().most_pressing_first().values_list("review", flat=True))
    return sorted(order.index(text.pk) + 1 for text in reported)


def texts(number, author=None):
    """So many reviews, each of another film and, unless one is named, of another author."""
    made = []
    for author_of_one in [author] * number if author else known(number, contributions=0):
        film = Film.objects.create(title="The Long Road", year=1962)
        made.append(Review.publish(film, author_of_one, headline="A road", body=WORDS))
    return made


def known(number, contributions=3):
    """Members of long ago with as many texts, each from another hour and another network."""
    hours = User.objects.count()
    joined = [START - 300 * DAY - (hours + each) * HOUR for each in range(number)]
    return members(number, joined, contributions)


def members(number, joined, contributions=0):
    begin = User.objects.count()
    names = [f"member{begin + index}" for index in range(number)]
    made = User.objects.bulk_create(
        User(username=name, email=f"{name}@example.org", date_joined=moment)
        for name, moment in zip(names, joined, strict=True)
    )
    fact = {"film": Film.objects.get(title="The Shelf"), "kind": "trivia", "state": "published", "decided_at": START}
    TriviaItem.objects.bulk_create(
        TriviaItem(contributor=member, text=f"Fact {each}.", **fact) for member in made for each in range(contributions)
    )
    return seen_in(made, [f"10.{member.pk // 250}.{member.pk % 250}.1" for member in made])


def seen_in(found, addresses):
    """The members, last seen at these addresses."""
    UserSession.objects.filter(user__in=found).delete()
    UserSession.objects.bulk_create(
        UserSession(user=member, ip=address, session_key=f"key{member.pk}", user_agent="")
        for member, address in zip(found, addresses, strict=True)
    )
    return found


def moderator():
    found = User.objects.create(username="judge", is_staff=True, date_joined=START - 400 * DAY)
    found.groups.add(Group.objects.get(name="moderators"))
    return found


def clock(moment):
    return patch("django.utils.timezone.now", return_value=moment)


def show(label, number, actions, first, left, places):
    reports, minutes = min(first.values(), default=("never", "-"))
    minutes = minutes if isinstance(minutes, str) else f"{minutes:.0f}"
    where = f"{places[0]}" if len(places) == 1 else f"{places[0]} to {places[-1]}"
    cells = actions.count("shield"), actions.count("veil"), reports, minutes, left, where
    print(f"{label:62} {number:>5} " + " ".join(f"{cell:>10}" for cell in cells))


if __name__ == "__main__":
    main()
