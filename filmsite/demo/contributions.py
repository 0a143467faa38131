"""What the demo's members have sent to the editors: it goes through the same forms and verbs as everybody's."""

import datetime

from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict

from catalog.contributing import handler_of
from catalog.models import Contribution, TriviaItem
from filmsite.demo.content import read

# Published without an editor, and drawn for one to look at.
SAMPLED = "sampled"
KEYS = ("film", "kind", "member", "date", "source", "state", "reason", "with", "values")
VALUES = ("text", "has_spoilers", "minute", "film_version", "goof_type", "guide_category")


def load_past_contributions():
    """That the facts of the films' files were sent in by their contributors, and accepted."""
    of_facts = ContentType.objects.get_for_model(TriviaItem)
    facts = TriviaItem.objects.published().exclude(contributor=None).exclude(kind=TriviaItem.Kind.QUOTE)
    Contribution.objects.bulk_create(
        Contribution(
            kind=fact.kind,
            film_id=fact.film_id,
            contributor_id=fact.contributor_id,
            values={name: getattr(fact, name) for name in VALUES},
            state=Contribution.State.ACCEPTED,
            saved_at=fact.contributed_at,
            sent_at=fact.contributed_at,
            decided_by_id=fact.decided_by_id,
            decided_at=fact.decided_at,
            made_type=of_facts,
            made_id=fact.pk,
        )
        for fact in facts
    )


def load_contributions(catalogue, members):
    for entry in read("contributions.toml").entries("contributions"):
        entry.refuse_others(*KEYS)
        contribution = sent(entry, catalogue.films.of(entry, "film"), members.of(entry, "member"))
        decide(contribution, entry, members["editor"])
        put_back(contribution, entry.moment("date"))


def sent(entry, film, member) -> Contribution:
    """The draft, or what was sent."""
    handler = handler_of(entry["kind"])
    form = form_of(handler, entry, film, member)
    contribution = Contribution(kind=handler.kind, film=film, contributor=member, values={"typed": form.typed})
    contribution.save()
    if entry.get("state") != Contribution.State.DRAFT:
        if not form.is_valid():
            raise entry.wrong(next(iter(form.errors.values()))[0])
        contribution.amend(form.values, form.cited)
        contribution.send()
    return contribution


def form_of(handler, entry, film, member):
    data = QueryDict(mutable=True)
    data.update(entry["values"] | {"source": entry.get("source", "")})
    return handler.form_class(data, film=film, member=member)


def decide(contribution, entry, editor):
    """What became of it; without a state it still waits."""
    state = entry.get("state")
    if state == Contribution.State.ACCEPTED:
        contribution.accept(by=editor)
    elif state == Contribution.State.DECLINED:
        contribution.decline(by=editor, reason=entry["reason"])
    elif state == Contribution.State.MERGED:
        known = contribution.film.trivia_items.filter(text__startswith=entry["with"]).first()
        if known is None:
            raise entry.wrong(f"there is no fact that begins with “{entry['with']}”")
        contribution.merge_with(known, by=editor, reason=entry["reason"])
    elif state == Contribution.State.WITHDRAWN:
        contribution.withdraw()
    elif state == SAMPLED:
        Contribution.objects.filter(pk=contribution.pk).update(is_sampled=True)


def put_back(contribution, moment):
    """Date it as the file says: sent that day, and decided two days later unless it was published directly."""
    decided = moment + datetime.timedelta(days=2 if contribution.decided_by else 0)
    if contribution.state == Contribution.State.DRAFT:
        Contribution.objects.filter(pk=contribution.pk).update(saved_at=moment)
        return
    Contribution.objects.filter(pk=contribution.pk).update(
        saved_at=moment, sent_at=moment, decided_at=decided if contribution.decided_at else None
    )
    if contribution.kind in {"trivia", "goof", "quote", "alternate_version", "parents_guide"} and contribution.made_id:
        items = contribution.film.trivia_items.filter(pk=contribution.made_id, contributor=contribution.contributor)
        items.update(contributed_at=moment, decided_at=decided if contribution.decided_at else None)
