from django.db import models
from django.db.models import Q

from accounts.models import Tie
from reviews.models.helpful_vote import HelpfulVote
from reviews.orders import SORTS


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The reviews this reader may know about: what is published, and one's own; nothing from beyond a block."""
        published = Q(state=self.model.State.PUBLISHED)
        if not user.is_authenticated:
            return self.filter(published)
        return self.filter(published | Q(author=user)).exclude(author__in=Tie.objects.kept_from(user))

    def lock(self):
        """Hold these reviews until the transaction ends; in one order, after films and members."""
        list(self.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk"))

    def published(self):
        return self.filter(state=self.model.State.PUBLISHED)

    def waiting(self):
        """Those of authors on whom a limit stands (or stood), which a moderator has not looked at yet."""
        return self.filter(state=self.model.State.WAITING)

    def published_for(self, user):
        """What stands on lists for this reader: published, and by nobody whom they have muted or a block keeps away."""
        published = self.published()
        if not user.is_authenticated:
            return published
        return published.exclude(author__in=Tie.objects.hidden_from(user))

    def without_spoilers(self):
        """Neither marked as a whole nor with a passage that is."""
        return self.filter(has_spoilers=False).exclude(body__icontains="[spoiler]")

    def by_followed(self, user):
        """Those by members whom this one follows."""
        return self.filter(author__in=user.ties.follows().values("other"))

    def with_vote_of(self, user):
        """Each review with what this reader answered, as `my_vote`, in one query more for a member."""
        votes = HelpfulVote.objects.filter(voter=user.pk) if user.is_authenticated else HelpfulVote.objects.none()
        votes = votes.select_related("revision", "voter", "film")
        return self.prefetch_related(models.Prefetch("helpful_votes", votes, to_attr="votes_of_reader"))

    def in_order(self, sort):
        """One of reviews.orders.SORTS; every order ends with the id, so that no two reviews ever stand in a tie."""
        return self.order_by(*SORTS[sort].order)
