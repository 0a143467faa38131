"""What planted rings of voters move, and how long honest votes wait: a day on one film, hour by hour.

    uv run python -m benchmarks.vote_rings

A film with 40 reviews has had honest votes for 60 days. Then thirty puppets vote yes on one review within 24 hours,
while honest members go on voting as before. What the puppets moved is how many places the review stands above where it
would stand without their votes: at worst at any full hour, and after the day. Chance has a fixed seed.
"""

import os
import random
import tempfile
from datetime import UTC, datetime, timedelta
from io import StringIO
from unittest.mock import patch

os.environ["DJANGO_SETTINGS_MODULE"] = "filmsite.settings"
os.environ["FILMSITE_DATA_DIR"] = tempfile.mkdtemp(prefix="filmsite-rings-")

import django

django.setup()

from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.db import transaction

from accounts.models import User
from catalog.models import Film
from reviews.helpfulness import wilson_lower_bound
from reviews.models import HelpfulVote, Review

REVIEWS, HONEST, PUPPETS, HONEST_VOTES_A_DAY = 40, 250, 30, 25
DAY = timedelta(days=1)
START = datetime(2026, 3, 1, tzinfo=UTC)
ATTACK = START + 60 * DAY
WORDS = "It begins quietly, looks its people in the face and leaves the rest to us, which is more than enough. " * 2


def main():
    call_command("migrate", verbosity=0)
    film = honest_past()
    places = [review.pk for review in film.reviews.in_order("helpful")]
    targets = {"place 10": places[9], "place 20": places[19], "place 35": places[34]}
    print(
        f"{REVIEWS} reviews, {HelpfulVote.objects.count()} honest votes in 60 days; {PUPPETS} puppets vote in a day\n"
    )
    print(f"{'puppets':34} {'target':9} {'moved at worst':>14} {'after a day':>12}   honest votes")
    for label, kind in SCENARIOS.items():
        for name, target in targets.items():
            show(label, name, *run(film, Review.objects.get(pk=target), kind))


# How old the puppets' accounts are, whether they have an address, over how long they vote.
SCENARIOS = {
    "new accounts, all at once": (timedelta(hours=1), True, timedelta(minutes=5)),
    "no confirmed address, all at once": (90 * DAY, False, timedelta(minutes=5)),
    "old accounts, all at once": (90 * DAY, True, timedelta(minutes=5)),
    "old accounts, over six hours": (90 * DAY, True, timedelta(hours=6)),
    "old accounts, over the whole day": (90 * DAY, True, timedelta(hours=23)),
}


def honest_past():
    """The film as it stands before the attack: some reviews are found helpful by many, some by few."""
    chance = random.Random(1)
    film = Film.objects.create(title="The Long Road", year=1962)
    authors = members("author", REVIEWS, START - 90 * DAY, True)
    with clock(START):
        reviews = [
            Review.publish(
                film, author, headline="A road", body=WORDS, published_at=START - chance.random() * 300 * DAY
            )
            for author in authors
        ]
    quality = {review.pk: chance.betavariate(4, 2) for review in reviews}
    reach = {review.pk: chance.lognormvariate(0, 1) for review in reviews}
    voters = members("honest", HONEST, START - 90 * DAY, True)
    for moment, voter, review in honest_votes(chance, reviews, voters, reach, START, 60):
        with clock(moment):
            review.record_vote(voter, chance.random() < quality[review.pk])
    with clock(ATTACK):
        call_command("tend", verbosity=0, stdout=StringIO())
    return film


def honest_votes(chance, reviews, voters, reach, start, days):
    """When who votes on what: nobody twice on the same, most on what many read."""
    done = set(HelpfulVote.objects.values_list("voter", "review"))
    moments = sorted(start + chance.random() * days * DAY for _ in range(HONEST_VOTES_A_DAY * days))
    for moment in moments:
        review = chance.choices(reviews, [reach[review.pk] for review in reviews])[0]
        voter = chance.choice(voters)
        if (voter.pk, review.pk) not in done:
            done.add((voter.pk, review.pk))
            yield moment, voter, review


def run(film, target, kind):
    """One day, undone afterwards: what the puppets moved at every hour, and what became of the honest votes."""
    with transaction.atomic():
        found = day(film, target, kind)
        transaction.set_rollback(True)
    return found


def day(film, target, kind):
    chance = random.Random(2)
    reviews = list(film.reviews.order_by("pk"))
    voters = list(User.objects.filter(username__startswith="honest").order_by("pk"))
    reach = {review.pk: 1 for review in reviews}
    events = [
        (moment, voter, review, chance.random() < 0.7)
        for moment, voter, review in honest_votes(chance, reviews, voters, reach, ATTACK, 1)
    ]
    honest = {(voter.pk, review.pk): moment for moment, voter, review, _ in events}
    age, has_address, span = kind
    puppets = members("puppet", PUPPETS, ATTACK - age, has_address)
    events += [(ATTACK + number * span / PUPPETS, puppet, target, True) for number, puppet in enumerate(puppets)]
    return watch(film, target, sorted(events, key=lambda event: event[0]), honest)


def watch(film, target, events, honest):
    """Let everything happen in its order and look at the place every hour; then see whether all honest votes count."""
    moved, events = [], list(events)
    for hour in range(1, 25):
        moment = ATTACK + timedelta(hours=hour)
        while events and events[0][0] < moment:
            when, voter, review, answer = events.pop(0)
            with clock(when):
                review.record_vote(voter, answer)
        moved.append(moved_by_puppets(film, target))
    with clock(ATTACK + 2 * DAY):
        HelpfulVote.objects.waiting().settle()
    votes = HelpfulVote.objects.filter(voter__username__startswith="honest", cast_at__gte=ATTACK)
    delays = [(vote.held_until - vote.cast_at if vote.held_until else timedelta(0)) for vote in votes.counted()]
    return moved, {"delays": delays, "lost": len(honest) - len(delays)}


def moved_by_puppets(film, target) -> int:
    """How many places the review stands above where it would stand without the puppets' votes."""
    target.refresh_from_db()
    others = list(film.reviews.exclude(pk=target.pk).values_list("helpfulness", flat=True))
    honest = HelpfulVote.objects.counted().filter(review=target).exclude(voter__username__startswith="puppet")
    bound = wilson_lower_bound(honest.filter(is_helpful=True).count(), honest.count())
    return sum(other > bound for other in others) - sum(other > target.helpfulness for other in others)


def members(name, number, joined, has_address):
    made = User.objects.bulk_create(
        User(username=f"{name}{index}", email=f"{name}{index}@example.org", date_joined=joined)
        for index in range(number)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=member, email=member.email, verified=has_address, primary=True) for member in made
    )
    return made


def clock(moment):
    return patch("django.utils.timezone.now", return_value=moment)


def show(label, name, moved, honest):
    waited = sum(delay > timedelta(0) for delay in honest["delays"])
    longest = max(honest["delays"], default=timedelta(0)) / timedelta(hours=1)
    honest_votes = f"{waited} of {len(honest['delays'])} waited, {longest:.0f} h at most, {honest['lost']} lost"
    print(f"{label:34} {name:9} {max(moved, key=abs):>+14} {moved[-1]:>+12}   {honest_votes}")


if __name__ == "__main__":
    main()
