"""What the demo's members think of facts: which are interesting, which are wrong, and how far a film goes."""

from datetime import timedelta

from catalog.models import Dispute, GuideCategory, InterestVote, SeverityTally, SeverityVote, TriviaItem
from catalog.models.parents_guide import TALLIED
from catalog.models.trivia_item import INTEREST_FIGURES
from filmsite.demo.content import LAST_MOMENT, checked, fraction, moment_between, read, shuffled
from filmsite.demo.members import ACCOUNTS

# As many answers as a fact has at most, and what share of facts few care for.
MOST_ANSWERS = 14
DULL_SHARE = 0.15

DISPUTE_KEYS = (
    *("film", "fact", "before", "before_type", "challenger", "words", "source"),
    *("opened", "decided", "outcome", "reason"),
)


def load_answers(catalogue, members):
    """Notes and votes of parents guides, disputes, and answers to "Is this interesting?"."""
    load_guides(catalogue, members)
    load_disputes(catalogue, members)
    load_interest(members)


def load_guides(catalogue, members):
    notes, votes, tallies = [], [], []
    for entry in read("guides.toml").entries("films"):
        entry.refuse_others("film", "severity", "notes")
        film = catalogue.films.of(entry, "film")
        notes += [note(film, one, members) for one in entry.entries("notes")]
        for category, numbers in entry.table("severity").items():
            tallies.append(tally(film, category, numbers, entry))
            votes += votes_on(film, category, numbers, members)
    TriviaItem.objects.bulk_create(notes)
    SeverityVote.objects.bulk_create(votes)
    SeverityTally.objects.bulk_create(tallies)


def note(film, entry, members) -> TriviaItem:
    """A note of the parents guide, published on the day after it was sent."""
    entry.refuse_others("category", "text", "spoiler", "minute", "contributor")
    contributor = members.of(entry, "contributor")
    contributed_at = moment_between(contributor.date_joined, LAST_MOMENT, entry.where)
    item = TriviaItem(
        film=film,
        kind=TriviaItem.Kind.PARENTS_GUIDE,
        guide_category=entry["category"],
        text=entry["text"],
        has_spoilers=entry.get("spoiler", False),
        minute=entry.get("minute"),
        contributor=contributor,
        contributed_at=contributed_at,
        state=TriviaItem.State.PUBLISHED,
        decided_by=members["editor"],
        decided_at=contributed_at,
    )
    return checked(item, entry)


def tally(film, category, numbers, entry) -> SeverityTally:
    if category not in GuideCategory or len(numbers) != len(TALLIED):
        raise entry.wrong("“severity” has four numbers for each category")
    counts = {TALLIED[severity]: number for severity, number in enumerate(numbers)}
    return SeverityTally(film=film, category=category, **counts)


def votes_on(film, category, numbers, members) -> list[SeverityVote]:
    chosen = [severity for severity, number in enumerate(numbers) for _ in range(number)]
    names = answerers(members, f"{film.title}/{category}")
    return [
        SeverityVote(
            film=film,
            member=members[name],
            category=category,
            severity=severity,
            cast_at=moment_between(members[name].date_joined, LAST_MOMENT, f"{film.title}/{category}/{name}"),
        )
        for name, severity in zip(names, chosen, strict=False)
    ]


def answerers(members, salt) -> list[str]:
    """Who votes, in an order of chance; nobody one can sign in as, so that there is something left to try."""
    return shuffled((name for name in members if name not in ACCOUNTS), salt)


def load_disputes(catalogue, members):
    disputes, facts = [], []
    for entry in read("disputes.toml").entries("disputes"):
        entry.refuse_others(*DISPUTE_KEYS)
        film = catalogue.films.of(entry, "film")
        fact = film.trivia_items.filter(text__startswith=entry["fact"]).first()
        if fact is None:
            raise entry.wrong(f"no fact of the film begins “{entry['fact']}”")
        disputes.append(checked(dispute(fact, entry, members), entry))
        # It stood there for some time before anybody disputed it.
        fact.contributed_at = min(fact.contributed_at, disputes[-1].opened_at - timedelta(days=40))
        fact.decided_at = fact.contributed_at + timedelta(days=2)
        facts.append(fact)
    Dispute.objects.bulk_create(disputes)
    TriviaItem.objects.bulk_update(facts, ["contributed_at", "decided_at"])


def dispute(fact, entry, members) -> Dispute:
    """A dispute and, unless it is open, what an editor made of it."""
    goof_type = entry.get("before_type", fact.goof_type)
    earlier = TriviaItem(kind=fact.kind, goof_type=goof_type, text=entry.get("before", fact.text), minute=fact.minute)
    row = Dispute(
        fact=fact,
        challenger=members.of(entry, "challenger"),
        words=entry["words"],
        source=entry["source"],
        opened_at=entry.moment("opened"),
        text_before=earlier.as_printed(),
    )
    if "outcome" in entry:
        row.outcome, row.reason, row.text_after = entry["outcome"], entry["reason"], fact.as_printed()
        row.decided_by, row.decided_at = members["editor"], entry.moment("decided")
    return row


def load_interest(members):
    """Answers to every fact, more to some and fewer to others, most of them kind."""
    facts = list(TriviaItem.objects.published().exclude(kind=TriviaItem.Kind.PARENTS_GUIDE).order_by("pk"))
    votes = []
    for number, fact in enumerate(facts):
        salt = f"interest {number}"
        names = answerers(members, salt)[: int(fraction(salt) * (MOST_ANSWERS + 1))]
        names = [name for name in names if members[name].pk != fact.contributor_id]
        kind = fraction(f"{salt} kind")
        share = 0.1 if kind < DULL_SHARE else 0.55 + 0.45 * kind
        answers = [position < round(share * len(names)) for position in range(len(names))]
        votes += [answer_to(fact, members[name], yes) for name, yes in zip(names, answers, strict=True)]
        fact.set_interest_figures(answers.count(True), answers.count(False))
    InterestVote.objects.bulk_create(votes)
    TriviaItem.objects.bulk_update(facts, INTEREST_FIGURES)


def answer_to(fact, member, is_interesting) -> InterestVote:
    since = max(member.date_joined, fact.decided_at)
    cast_at = moment_between(since, LAST_MOMENT, f"{fact.pk}/{member.username}")
    return InterestVote(item=fact, member=member, is_interesting=is_interesting, cast_at=cast_at)
