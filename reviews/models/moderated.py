from django.db import models

from reviews import redactions


class Moderated(models.Model):
    """A review as something that decisions change, and change back."""

    edits_locked = models.BooleanField(default=False, editable=False)
    # Where the last change was a moderator's, who took words out; None again once the author has written on.
    redacted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def is_marked_as_spoiler_by_decision(self):
        """Whether a moderator has put the text behind a warning, which is then not the author's to take away."""
        return self.cases.filter(decisions__action__in=["spoiler", "veil"], decisions__superseded_by=None).exists()

    def mark_as_spoiler(self, has_spoilers=True):
        """Close the whole text behind a warning, or open it again."""
        self.has_spoilers = has_spoilers
        self.save(update_fields=["has_spoilers"])
        self.film.touch()

    def moderate(self, state, *, decision):
        """Carry out a decision."""
        review = self._locked()
        review.move_to(state)
        self.refresh_from_db()

    def is_redaction(self, text: dict | None) -> bool:
        """Whether this is the headline and body with something changed, and neither of them gone."""
        return bool(text and all(text.values()) and any(getattr(self, name) != value for name, value in text.items()))

    def redact(self, decision, *, headline, body):
        """Take words out by a moderator's decision."""
        review = self._locked()
        review.redacted_at = decision.decided_at
        review.change_text(decision.moderator, headline=headline, body=body)
        self.refresh_from_db()

    def put_words_back(self, moderator):
        """Set the text to what its author wrote last, without the words that decisions which stand have taken out."""
        review = self._locked()
        text, redaction = redactions.present_text(review)
        review.redacted_at = redaction and redaction.decided_at
        if text and text != {name: getattr(review, name) for name in text}:
            review.change_text(moderator, **text)
        review.save(update_fields=["redacted_at"])
        review.film.touch()
        self.refresh_from_db()

    def lock_edits(self, is_locked):
        """Keep the author from changing the text, or no longer."""
        self.edits_locked = is_locked
        self.save(update_fields=["edits_locked"])
