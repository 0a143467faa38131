"""The kinds that are facts: TriviaItems, which their contributor sees as rows from the moment they are sent."""

from types import SimpleNamespace

from django.core.exceptions import ValidationError
from django.utils import timezone

from catalog.contributing.handler import Handler
from catalog.contributing.near import near_quotes, near_texts
from catalog.forms import fact, quote
from catalog.forms.base import ROWS
from catalog.models import Credit, QuoteLine, TriviaItem

State = TriviaItem.State
WITH_MODERATORS = "A moderator has decided on this fact. What becomes of it is decided in its case."


class FactHandler(Handler):
    """A fact of one kind."""

    preview_template = "catalog/contribute/_preview_fact.html"

    def known(self, film):
        return film.trivia_items.published().filter(kind=self.kind)

    def near_duplicates(self, film, values):
        rows = self.known(film).defer("film_version", "decision_reason").order_by("pk")
        return near_texts(values["text"], rows, lambda item: item.text)

    def preview_context(self, film, values, member):
        return {"item": preview_of(self.kind, film, values)}

    def words(self, values):
        return values.get("text", "")

    # What becomes of it

    def propose(self, contribution):
        item = contribution.made or TriviaItem(
            film=contribution.film,
            kind=self.kind,
            contributor=contribution.contributor,
            contributed_at=contribution.sent_at,
        )
        self.write(item, contribution.values)
        return item

    def publish(self, contribution):
        item = contribution.made
        if item is None or item.is_with_moderators:
            raise ValidationError(WITH_MODERATORS, code="with_moderators")
        decide(item, State.PUBLISHED, by=contribution.decided_by)
        self.write(item, contribution.values)
        return item

    def decline(self, contribution, *, by, reason):
        item = contribution.made
        decide(item, State.DECLINED, by=by, reason=reason)
        item.save()

    def discard(self, contribution):
        contribution.made.delete()

    def take_back(self, contribution, *, by, reason):
        item = contribution.made
        if item.is_with_moderators:
            raise ValidationError(WITH_MODERATORS, code="with_moderators")
        self.decline(contribution, by=by, reason=reason)
        return item

    def write(self, item, values):
        """Put the words of a form on the row."""
        item.text = values.get("text", "")
        item.has_spoilers, item.minute = values["has_spoilers"], values["minute"]
        item.film_version = values["film_version"]
        item.goof_type, item.guide_category = values.get("goof_type", ""), values.get("guide_category", "")
        item.save()


def decide(item, state, *, by, reason=""):
    item.state, item.decided_by, item.decided_at, item.decision_reason = state, by, timezone.now(), reason[:200]


def preview_of(kind, film, values) -> SimpleNamespace:
    """A fact that is no row yet, as the templates of facts read one."""
    item = TriviaItem(kind=kind, film=film, **{name: values.get(name) or "" for name in ("text", "goof_type")})
    credits = film.credits.select_related("person").in_bulk([line["credit"] for line in values.get(ROWS, [])])
    lines = [QuoteLine(**line | {"credit": credits.get(line["credit"])}) for line in values.get(ROWS, [])]
    return SimpleNamespace(
        kind=kind,
        film_id=film.pk,
        text=item.text,
        goof_type=item.goof_type,
        get_goof_type_display=item.get_goof_type_display(),
        guide_category=values.get("guide_category", ""),
        get_guide_category_display=TriviaItem(
            guide_category=values.get("guide_category", "")
        ).get_guide_category_display(),
        has_spoilers=values["has_spoilers"],
        place_in_film=TriviaItem(minute=values["minute"], film_version=values["film_version"]).place_in_film,
        quote_lines=SimpleNamespace(all=lines),
    )


class Trivia(FactHandler):
    kind, noun, plural, one = "trivia", "piece of trivia", "trivia", "a piece of trivia"
    about = "Something worth knowing about how the film was made, or about what is in it."
    path = "trivia/"
    form_class = fact.TriviaForm
    rules_template = "catalog/contribute/_rules_trivia.html"


class Goof(FactHandler):
    kind, noun, plural, one = "goof", "goof", "goofs", "a goof"
    about = "A mistake that can be seen or heard: a watch in a film about Rome, a glass that fills itself."
    path = "goofs/"
    form_class = fact.GoofForm
    rules_template = "catalog/contribute/_rules_goof.html"


class CrazyCredit(FactHandler):
    kind, noun, plural, one = "crazy_credit", "crazy credit", "crazy credits", "a crazy credit"
    about = "Something in the opening or closing credits that is not as it usually is."
    path = "crazy-credits/"
    form_class = fact.CrazyCreditForm
    rules_template = "catalog/contribute/_rules_crazy_credit.html"


class AlternateVersion(FactHandler):
    kind, noun, plural, one = "alternate_version", "alternate version", "alternate versions", "an alternate version"
    about = "How another version differs: what was cut, what was put back, who saw which."
    path = "alternate-versions/"
    form_class = fact.AlternateVersionForm
    rules_template = "catalog/contribute/_rules_alternate_version.html"


class ParentsGuide(FactHandler):
    kind, noun, plural, one = "parents_guide", "note for parents", "notes for parents", "a note for parents"
    about = "What there is to see and hear that parents may want to know before a child does."
    path = "parents-guide/"
    form_class = fact.ParentsGuideForm
    rules_template = "catalog/contribute/_rules_parents_guide.html"

    def near_duplicates(self, film, values):
        rows = self.known(film).filter(guide_category=values["guide_category"]).order_by("pk")
        return near_texts(values["text"], rows, lambda item: item.text)


class Quote(FactHandler):
    """What is said in the film: its words are in lines, each with its speaker."""

    kind, noun, plural, one = "quote", "quote", "quotes", "a quote"
    about = "Lines worth repeating, word for word, each with who says it."
    path = "quotes/"
    form_class = quote.QuoteForm
    form_template = "catalog/contribute/_fields_quote.html"
    rules_template = "catalog/contribute/_rules_quote.html"

    def near_duplicates(self, film, values):
        rows = self.known(film).prefetch_related("quote_lines").order_by("pk")
        spoken = [line["text"] for line in values[ROWS] if line["speaker"]]
        return near_quotes(spoken, rows, lambda item: [line.text for line in item.quote_lines.all() if line.speaker])

    def words(self, values):
        return "\n".join(
            f"{line['speaker']}: {line['text']}" if line["speaker"] else f"[{line['text']}]"
            for line in values.get(ROWS, [])
        )

    def write(self, item, values):
        super().write(item, values)
        item.quote_lines.all().delete()
        # Who was credited when the quote was written may not be any more.
        credits = item.film.credits.filter(job=Credit.Job.ACTOR).in_bulk([line["credit"] for line in values[ROWS]])
        for position, line in enumerate(values[ROWS], start=1):
            credit = credits.get(line["credit"])
            item.quote_lines.create(position=position, speaker=line["speaker"], text=line["text"], credit=credit)
