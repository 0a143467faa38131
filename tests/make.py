"""Short builders: one line makes a member, a film, a review, so that a test says only what matters to it."""

import itertools
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Notification, Tie, User
from catalog.models import Award, AwardBody, Credit, Feature, Film, Nomination, Person, Storyline, TriviaItem
from reviews.helpfulness import Ballot, figures
from reviews.models import Appeal, Case, Decision, Report, Review
from reviews.targets import Poster, Profile

# 38 words: too few for the site to compare with each other what all these members wrote.
BODY = "A calm and careful film that takes time, looks people in the face and trusts us to look back. " * 2

PASSWORD = "violet harbour lamp"

_numbers = itertools.count(1)


def newcomer(username=None, **fields):
    """A member of a minute ago, whose address nobody has confirmed."""
    username = username or f"member{next(_numbers)}"
    return User.objects.create(username=username, email=f"{username}@example.org", **fields)


def confirmed(somebody):
    """The member, with a confirmed address."""
    EmailAddress.objects.create(user=somebody, email=somebody.email, verified=True, primary=True)
    return somebody


def member(username=None, **fields):
    """A member of some time, whose votes count."""
    return confirmed(newcomer(username, **{"date_joined": timezone.now() - timedelta(days=400), **fields}))


def known(texts=3, **fields):
    """A member whose reports weigh: with so many facts that stand, and a sign-up hour that nobody shares."""
    hours = timedelta(hours=next(_numbers))
    somebody = member(**{"date_joined": timezone.now() - timedelta(days=400) - hours, **fields})
    shelf = Film.objects.filter(title="The Shelf").first() or film("The Shelf")
    fact = {"film": shelf, "contributor": somebody, "state": "published", "decided_at": timezone.now()}
    TriviaItem.objects.bulk_create(TriviaItem(kind="trivia", text=f"Fact {n}.", **fact) for n in range(texts))
    return somebody


def trusted(**fields):
    """A member who has been here long, with ten texts that stand and nothing against them."""
    return known(texts=10, **fields)


def account(username=None, **fields):
    """A member who can sign in with PASSWORD."""
    somebody = member(username, **fields)
    somebody.set_password(PASSWORD)
    somebody.save()
    return somebody


def staff(username, group):
    """A member of the group that a migration made: "moderators" or "editors"."""
    somebody = member(username, is_staff=True)
    somebody.groups.add(Group.objects.get(name=group))
    return somebody


def moderator(username="mod"):
    return staff(username, "moderators")


def senior(username="seno"):
    return staff(username, "senior moderators")


def administrator(username="adam"):
    return staff(username, "administrators")


def editor(username="edna"):
    return staff(username, "editors")


def film(title="The Long Road", year=1962, **fields):
    made = Film.objects.create(title=title, year=year, **fields)
    made.refresh_keys()
    made.refresh_from_db()
    return made


def pictured(some_film, name="posters/ab.jpg"):
    """The film with a poster, of which there is no file."""
    Film.objects.filter(pk=some_film.pk).update(poster=name, poster_width=200, poster_height=300)
    return Film.objects.get(pk=some_film.pk)


def rated(some_film, *values):
    """The film with the figures of these ratings, as if members had given them."""
    some_film.count_ratings([values.count(value) for value in Film.RATING_VALUES])
    some_film.save()
    some_film.refresh_from_db()
    return some_film


def person(name="Ada Quill", **fields):
    made = Person.objects.create(name=name, **fields)
    made.refresh_keys()
    return made


def credit(on_film, somebody, job="actor", **fields):
    return Credit.objects.create(film=on_film, person=somebody, job=job, **fields)


def award(body="Golden Reels", name="Best Film", **fields):
    giver, _ = AwardBody.objects.get_or_create(name=body, slug=slugify(body))
    made, _ = Award.objects.get_or_create(body=giver, slug=slugify(name), defaults={"name": name, **fields})
    return made


def nomination(of_award, year=1963, *, films=(), people=(), **fields):
    made = Nomination.objects.create(award=of_award, **{"ceremony_year": year, "film_year": year - 1, **fields})
    made.films.set(films)
    made.people.set(people)
    return made


def feature(title="Roads", **fields):
    text = {"slug": slugify(title), "teaser": "A look back at roads.", "body": "Roads go on."}
    return Feature.objects.create(title=title, **text | fields)


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


def voted(some_review, helpful=0, unhelpful=0, *, earlier_helpful=0, earlier_unhelpful=0):
    """The review, not yet saved, with the figures of so many votes, as if members had cast them before today."""
    numbers = {
        (True, False): helpful,
        (False, False): unhelpful,
        (True, True): earlier_helpful,
        (False, True): earlier_unhelpful,
    }
    for name, value in figures(Ballot(*kind, side=0, number=number) for kind, number in numbers.items()).items():
        setattr(some_review, name, value)
    return some_review


def many_reviews(of_film, number, *, days_ago=100, helpful=0, unhelpful=0, **fields):
    """So many published reviews at once, each a minute older than the one before, with these votes; no revisions."""
    of_all = {"film": of_film, "headline": "A road worth walking", "body": BODY, **fields}
    names = [f"member{next(_numbers)}" for _ in range(number)]
    authors = User.objects.bulk_create(User(username=name) for name in names)
    newest = timezone.now() - timedelta(days=days_ago)
    made = Review.objects.bulk_create(
        voted(Review(author=author, published_at=newest - timedelta(minutes=age), **of_all), helpful, unhelpful)
        for age, author in enumerate(authors)
    )
    Film.objects.filter(pk=of_film.pk).update(review_count=F("review_count") + number)
    return made


def report(target, reporter=None, reason="spam", **fields):
    return Report.objects.file(target, reporter or member(), reason=reason, **fields)


def decision(case, action="remove", by=None, **fields):
    """What a moderator decides on the case, knowing of everything that was decided before."""
    words = {"guideline": "no-advertising", "facts": "It names a shop and its prices.", **fields}
    by = by or moderator(f"mod{next(_numbers)}")
    case.refresh_from_db()
    return case.decide(action, moderator=by, version=case.version, **words)


def unasked(target):
    """The open case of what a moderator has pointed to, though nobody had reported it."""
    return Report.objects.notice_by_site(target, reason="other", details="Look at this.", source="staff").case


def automatic(case, action):
    """What the site decides by itself on an open case, until a person does."""
    case = Case.objects.with_texts().get(pk=case.pk)
    days = 3 if action in Decision.NEEDS_DAYS else None
    words = {"guideline": "no-advertising", "facts": "Several members say so."}
    made = Decision.objects.make(case, action, moderator=None, days=days, **words)
    made.carry_out()
    return made


def suspension(somebody, days=7, by=None, **fields):
    """The member is suspended, by a decision on their public page."""
    case = unasked(profile(somebody))
    return decision(case, "suspend", by, days=days, **fields).suspensions.get()


def limit(somebody, days=7):
    """What the member writes from now on waits for a moderator, by a decision on their public page."""
    decision(unasked(profile(somebody)), "limit", days=days)
    somebody.refresh_from_db()


def profile(somebody):
    """The member's name and words, as what can be reported."""
    return Profile(somebody)


def poster(of_film):
    return Poster(of_film)


def appeal(against, by=None, words="Nothing in it names a shop."):
    """The appeal of whoever it concerns: the author, or the first reporter of what was dismissed."""
    concerned = against.author if against.action in against.RESTRICTS else against.case.reports.first().reporter
    return Appeal.objects.file(against, by or concerned, words)


def tie(somebody, kind, other):
    """One member follows, mutes or blocks another."""
    Tie.objects.set(somebody, other, kind)


def told(somebody, kind="changed_review", subject="A review has changed", **fields):
    """What the site has told a member."""
    return Notification.objects.tell(
        somebody, kind, subject, **{"body": "Hello,\n\nlook at it again.", "url": "/me/votes/", **fields}
    )
