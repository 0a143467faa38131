"""How a film's story is told: signed storylines, and the one outline below the title."""

from django.core.exceptions import ValidationError

from catalog.contributing.facts import WITH_MODERATORS
from catalog.contributing.handler import Handler
from catalog.contributing.near import near_texts
from catalog.forms.plot import OutlineForm, StorylineForm
from catalog.models import Film, Storyline

State = Storyline.State
OUTLINE_CHANGED = (
    "The outline reads otherwise by now, so there is nothing to take back. Change it on the film’s own page."
)


class StorylineHandler(Handler):
    """A plot summary, printed with its writer's name."""

    kind, noun, plural, one = "storyline", "storyline", "storylines", "a storyline"
    about = "The plot at some length, in your own words and under your name."
    path = "storylines/"
    form_class = StorylineForm
    rules_template = "catalog/contribute/_rules_storyline.html"
    preview_template = "catalog/contribute/_preview_storyline.html"

    def known(self, film):
        return film.storylines.published()

    def near_duplicates(self, film, values):
        rows = self.known(film).select_related("author", "film").order_by("pk")
        return near_texts(values["text"], rows, lambda storyline: storyline.text)

    def preview_context(self, film, values, member):
        return {"storyline": Storyline(film=film, author=member, **values)}

    def words(self, values):
        return values.get("text", "")

    def propose(self, contribution):
        storyline = contribution.made or Storyline(
            film=contribution.film,
            author=contribution.contributor,
            state=State.PENDING,
            written_at=contribution.sent_at,
        )
        return written(storyline, contribution.values)

    def publish(self, contribution):
        storyline = open_to_editors(contribution.made)
        storyline.state = State.PUBLISHED
        return written(storyline, contribution.values)

    def decline(self, contribution, *, by, reason):
        contribution.made.state = State.DECLINED
        contribution.made.save(update_fields=["state"])

    def discard(self, contribution):
        contribution.made.delete()

    def take_back(self, contribution, *, by, reason):
        open_to_editors(contribution.made)
        contribution.made.is_featured = False
        contribution.made.state = State.DECLINED
        contribution.made.save(update_fields=["state", "is_featured"])
        return contribution.made


def open_to_editors(storyline):
    """The storyline, unless a moderator has taken it down."""
    if storyline is None or storyline.state not in {State.PENDING, State.DECLINED, State.PUBLISHED}:
        raise ValidationError(WITH_MODERATORS, code="with_moderators")
    return storyline


def written(storyline, values):
    storyline.text, storyline.has_spoilers = values["text"], values["has_spoilers"]
    storyline.save()
    return storyline


class OutlineHandler(Handler):
    """The sentence or two below the title; a new one takes the place of the old."""

    kind, noun, plural, one = "outline", "outline", "outlines", "an outline"
    about = "A sentence or two below the title: who does what, and nothing of the ending."
    form_class = OutlineForm
    rules_template = "catalog/contribute/_rules_outline.html"
    preview_template = "catalog/contribute/_preview_outline.html"

    def known(self, film):
        return Film.objects.filter(pk=film.pk).exclude(outline="")

    def words(self, values):
        return values.get("text", "")

    def publish(self, contribution):
        return outlined(contribution.film, contribution.values["text"])

    def take_back(self, contribution, *, by, reason):
        film = contribution.film
        if film.outline != contribution.values["text"]:
            raise ValidationError(OUTLINE_CHANGED, code="changed")
        before = film.history.exclude(outline=film.outline).order_by("-history_date", "-history_id").first()
        outlined(film, before.outline if before else "")
        return None


def outlined(film, text):
    film.outline = text
    film.save(update_fields=["outline"])
    return film
