"""Secrets planted wherever a story can be given away, and where on a page such a secret stands."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from accounts.models import Tie
from catalog.models import Contribution
from reviews.models import Draft, Rating, Report
from tests import make
from tests.making import disputes
from tests.making.contributions import sent

# Every secret is one word that begins so, then says of which film it is: "secret-rated-quote" and the like.
SECRET = re.compile(r"secret-\w+(?:-\w+)*")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(frozen=True)
class Place:
    """Where a secret stands: in the text, an attribute or a comment, and inside which elements (tag, attributes)."""

    secret: str
    kind: str
    path: tuple[tuple[str, dict], ...]

    def leak(self, shown: set[str]) -> str:
        """What is wrong with it, where spoilers of the films `shown` stand open and all others are closed."""
        if self.kind != "text":
            return self.kind
        if found := {tag for tag, _ in self.path} & {"head", "script", "textarea", "summary", "h1", "h2", "h3"}:
            return " ".join(found)
        spoilers = [attributes for tag, attributes in self.path if tag == "details" and is_spoiler(attributes)]
        if not spoilers:
            return "not in a spoiler"
        should_be_open = self.secret.split("-")[1] in shown
        wrong = any(("open" in attributes) != should_be_open for attributes in spoilers)
        return f"{'closed' if should_be_open else 'open'}, against the reader's choice" if wrong else ""


def is_spoiler(attributes: dict) -> bool:
    return "spoiler" in (attributes.get("class") or "").split()


class Finder(HTMLParser):
    """Every place of a page where a secret stands."""

    def __init__(self, html: str):
        super().__init__()
        self.open, self.places = [], []
        self.feed(html)
        self.close()

    def note(self, kind, words):
        for secret in SECRET.findall((words or "").lower()):
            self.places.append(Place(secret, kind, tuple(self.open)))

    def handle_starttag(self, tag, attributes):
        for _, value in attributes:
            self.note("attribute", value)
        if tag not in VOID:
            self.open.append((tag, dict(attributes)))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag):
        tags = [name for name, _ in self.open]
        if tag in tags:
            del self.open[len(tags) - 1 - tags[::-1].index(tag) :]

    def handle_data(self, words):
        self.note("text", words)

    def handle_comment(self, words):
        self.note("comment", words)

    def handle_decl(self, words):
        self.note("comment", words)


# However it is marked; each stands before the next in one text.
ODDLY_MARKED = {
    "nested": "[spoiler]one [spoiler]two[/spoiler] {}[/spoiler]",
    "capital": "[SPOILER]{}[/Spoiler]",
    "paragraphs": "[spoiler]One.\n\n{}\n\nThree.[/spoiler]",
    "unclosed": "[/spoiler] again [spoiler]{}",
}


def secret(film, name) -> str:
    return f"secret-{film.title.lower()}-{name}"


def plant(film):
    """Reviews and facts of every kind that give the film away, marked in every way their writers may mark them."""
    passage = f"Before it. {make.BODY[:60]} [spoiler]{secret(film, 'passage')}[/spoiler] {make.BODY}"
    odd = " and ".join(marked.format(secret(film, name)) for name, marked in ODDLY_MARKED.items())
    for headline, body, rating in (("A passage", passage, 9), ("Odd marks", f"Before it. {odd} {make.BODY}", 2)):
        author = make.member()
        Rating.objects.record(film, author, rating)
        make.review(film, author, headline=headline, body=body)
    make.review(film, headline="All of it", body=f"{secret(film, 'whole')} {make.BODY}", has_spoilers=True)
    late = make.review(film, headline="Marked late", body=f"{secret(film, 'late')} {make.BODY}")
    late.revise(body=f"[spoiler]{secret(film, 'late')}[/spoiler] {make.BODY}")
    for kind in ("trivia", "goof", "crazy_credit", "alternate_version"):
        make.trivia(film, kind, f"At last {secret(film, kind)}.", has_spoilers=True)
    make.trivia(film, "parents_guide", f"Beware {secret(film, 'note')}.", has_spoilers=True, guide_category="fear")
    lines = [("Ann", f"It was {secret(film, 'quote')}."), ("", secret(film, "direction"))]
    make.quote(film, *lines, has_spoilers=True)
    make.storyline(film, text=f"In the end {secret(film, 'storyline')}.", has_spoilers=True)
    notice = {"law": "The penal code", "place": "Wales", "good_faith": True}
    Report.objects.file(late, None, reason="illegal", details="The last line.", notice=notice)


def live_here(member, film):
    """What a member has done about the film, so that their own pages have something to give away."""
    for review in film.reviews.filter(headline__in=["A passage", "All of it", "Marked late"]):
        review.record_vote(member, is_helpful=True)
        make.decision(make.report(review, member).case, "dismiss")
        make.report(review, member)
        Tie.objects.set(member, review.author, Tie.Kind.FOLLOW)
    for item in film.trivia_items.filter(kind__in=["goof", "quote"]):
        make.report(item, member)
    dispute_facts(member, film)
    write(member, film)
    changed = film.reviews.get(headline="A passage")
    changed.revise(body=f"{changed.body} {make.BODY} [spoiler]{secret(film, 'passage')}[/spoiler] a second time.")


def dispute_facts(member, film):
    """One dispute that an editor has decided, so that its words stand on the fact's page, and one that is open."""
    words = f"It was not so: {secret(film, 'disputed')}."
    editor = make.editor(f"editor-{film.title.lower()}")
    decided = disputes.dispute(film.trivia_items.get(kind="goof"), member, words, source=secret(film, "source"))
    disputes.decided(decided, by=editor, reason=f"So it was: {secret(film, 'reason')}.", text=secret(film, "goof"))
    disputes.dispute(film.trivia_items.get(kind="quote"), member, words)


def write(member, film):
    """A review that was decided on and changed since, a fact that waits, and a draft of another text."""
    own = make.review(film, member, headline="My own", body=f"[spoiler]{secret(film, 'own')}[/spoiler] {make.BODY}")
    decision = make.decision(make.report(own).case, "spoiler" if film.title == "Rated" else "hide")
    if decision.action == "spoiler":
        make.appeal(decision, member).ask(make.moderator("asker"), "Why should it stand open?")
    own.revise(body=f"{own.body} A little more of it.")
    waiting = {"contributor": member, "has_spoilers": True, "state": "pending", "decided_at": None}
    make.trivia(film, text=f"Mine: {secret(film, 'contributed')}.", **waiting)
    told = f"In the end {secret(film, 'contributedline')}. " * 12
    sent(film, member, "storyline", text=told, has_spoilers=True)
    begun = {"text": [secret(film, "draftgoof")], "has_spoilers": ["on"]}
    Contribution.objects.create(film=film, contributor=member, kind="goof", values={"typed": begun})
    text = {"headline": "A draft", "has_spoilers": False, "language": "en", "rating": None}
    Draft.objects.keep(film, member, body=f"[spoiler]{secret(film, 'draft')}[/spoiler]", **text)
