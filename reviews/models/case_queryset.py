from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import timezone

from lists.models import ListEntry
from reviews.kinds import OF_EDITORS
from reviews.models.decision import Decision
from reviews.models.proposal import Proposal

# Its own lane on top: what hurts somebody while it stands. Then by the stored urgency, which is the score less the day
# the case was opened: every day of waiting adds one to all alike, so the order of two cases changes only with reports.
MOST_PRESSING = ["-lane", "-urgency", "pk"]


# What the subject of a case is made of.
WITH_SUBJECT = [
    *("review__film", "trivia_item__film", "storyline__film", "picture__film", "picture__person"),
    *("film_list__owner", "poster", "member"),
]


class CaseQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def visible_to(self, user):
        """The cases whose page this member may open: as reporter, as author once told or while the text waits, as
        somebody who decides.

        Somebody who decides is, before a case about their own text, an author like every other.
        """
        if not user.is_authenticated:
            return self.none()
        told = Q(author=user, pk__in=Decision.objects.told_to(user).values("case"))
        told |= Q(author=user, closed_at=None, review__state="waiting")
        reported = Q(pk__in=user.reports.values("case"))
        return self.filter(told | reported) | self.decidable_by(user).exclude(author=user)

    def decidable_by(self, user):
        """Moderators decide every case; editors those about the catalogue's own texts, which are theirs to correct."""
        if user.has_perm("reviews.add_decision"):
            return self.all()
        if user.has_perm("catalog.change_triviaitem"):
            return self.filter(kind__in=OF_EDITORS)
        return self.none()

    def waiting_for(self, moderator):
        """The open cases that this moderator can decide now: not about their own texts or what was copied from them,
        not reported by them, not claimed by somebody else, and not waiting for a second moderator."""
        others = Q(claimed_until__gt=timezone.now()) & ~Q(claimed_by=moderator)
        of_others = self.exclude(author=moderator).exclude(pk__in=moderator.reports.values("case"))
        of_others = of_others.exclude(reports__similar_to__author=moderator)
        unheld = of_others.exclude(pk__in=Proposal.objects.waiting().values("case"))
        return unheld.open().exclude(others).decidable_by(moderator)

    def most_pressing_first(self):
        return self.order_by(*MOST_PRESSING)

    def behind(self, case):
        """Those that come after this one in that order."""
        as_urgent = Q(urgency__lt=case.urgency) | Q(urgency=case.urgency, pk__gt=case.pk)
        return self.filter(Q(lane__lt=case.lane) | Q(lane=case.lane) & as_urgent)

    def with_texts(self):
        """With film, text and author, whichever kind of thing it is about."""
        related = self.select_related(*WITH_SUBJECT, "author", "review__author")
        notes = Prefetch("film_list__entries", ListEntry.objects.noted(), to_attr="noted_entries")
        return related.prefetch_related("trivia_item__quote_lines", notes)

    def lock(self):
        """Hold these cases until the transaction ends; after films, members and texts, and in one order."""
        list(self.select_for_update(of=("self",)).order_by("pk").values_list("pk"))

    def count_change(self):
        """Something has happened to these cases: who has looked at one before has not seen it."""
        self.update(version=F("version") + 1)
