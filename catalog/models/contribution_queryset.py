from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

# The States of a contribution are named in full: its module imports this one.
SENT = ~Q(state="draft")


class ContributionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; editors see all that has been sent."""
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("catalog.change_contribution"):
            return self.filter(Q(contributor=user) | SENT)
        return self.filter(contributor=user)

    def sent(self):
        return self.filter(SENT)

    def waiting(self):
        return self.filter(state="pending")

    def to_look_at(self):
        """What was published without an editor, and has been drawn to be looked at by one."""
        return self.filter(state="accepted", is_sampled=True, looked_at=None).without_removed()

    def in_queue(self):
        """What editors have to do, the longest waiting first."""
        return (self.waiting() | self.to_look_at()).order_by("sent_at", "pk")

    def decidable_by(self, editor):
        """All but the editor's own."""
        return self.exclude(contributor=editor)

    def without_removed(self):
        """All but those of which a moderator has removed what they have become."""
        removed = Q()
        for name in ("triviaitem", "storyline", "picture"):
            rows = apps.get_model("catalog", name).objects.filter(state="removed")
            removed |= Q(made_type__model=name, made_id__in=rows.values("pk"))
        return self.exclude(removed)

    def about(self, row):
        """The contributions that have become this row, or are proposed as it; not those merged with it."""
        return self.filter(
            made_type=ContentType.objects.get_for_model(row),
            made_id=row.pk,
            state__in=["pending", "accepted", "declined"],
        )
