from django.db import models
from django.db.models import Case, Count, F, Prefetch, Q, Value, When, Window
from django.db.models.functions import Mod, RowNumber

from catalog.models.dispute import Dispute
from catalog.models.interest_vote import InterestVote
from catalog.models.parents_guide import GuideCategory
from catalog.models.quote_line import QuoteLine

# What this many members have answered about, and most of them found dull, is never a teaser.
DULL_VOTES, DULL = 4, 0.35


class TriviaItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The facts this reader may know about: what is published, and one's own."""
        published = Q(state=self.model.State.PUBLISHED)
        return self.filter(published | Q(contributor=user) if user.is_authenticated else published)

    def published(self):
        return self.filter(state=self.model.State.PUBLISHED)

    def with_words(self):
        """All that is printed of a fact: who brought it, the lines of a quote, and what came of disputes."""
        lines = QuoteLine.objects.select_related("credit__person")
        disputes = Dispute.objects.that_show().select_related("challenger").order_by("pk")
        return self.select_related("contributor").prefetch_related(
            Prefetch("quote_lines", lines), Prefetch("disputes", disputes)
        )

    def with_vote_of(self, user):
        """Each fact with what this reader answered to "Is this interesting?", in one query more for a member."""
        votes = InterestVote.objects.filter(member=user.pk) if user.is_authenticated else InterestVote.objects.none()
        return self.prefetch_related(Prefetch("interest_votes", votes, to_attr="votes_of_reader"))

    def in_order(self):
        """As a page lists them: goofs by type, what members find interesting first; spoilers at the end."""
        places = [When(goof_type=goof_type, then=place) for place, goof_type in enumerate(self.model.GoofType)]
        return self.order_by("has_spoilers", Case(*places, default=0), "-interest", "pk")

    def in_film_order(self):
        """By the minute of the film, those without one last; what gives the story away still apart, at the end."""
        return self.order_by("has_spoilers", F("minute").asc(nulls_last=True), "-interest", "pk")

    def in_guide_order(self):
        """As the parents guide lists its notes: by category, in each what gives the story away at the end."""
        places = [When(guide_category=category, then=place) for place, category in enumerate(GuideCategory)]
        return self.order_by(Case(*places, default=0), "has_spoilers", "pk")

    def teasers(self, day):
        """A fact of each kind, another one every day; with how many facts `kind_count` says, and whether it `is_fit`.

        Those that more find interesting than dull take turns; the others only where there is no such fact. What gives
        the story away, and what many found dull, is not fit. A kind of which no fact is fit still has its rows, so that
        its page can be offered.
        """
        is_dull = Q(interest__lt=DULL) & Q(interesting_count__gte=DULL_VOTES - F("dull_count"))
        group = [F("kind"), F("is_fit"), F("has_spoilers")]
        liked = Count("pk", filter=Q(interest__gte=0.5))
        turns = Case(When(liked__gt=0, then=F("liked")), default=F("places"))
        return (
            self.published()
            .exclude(kind=self.model.Kind.PARENTS_GUIDE)
            .annotate(is_fit=Case(When(Q(has_spoilers=True) | is_dull, then=Value(False)), default=Value(True)))
            .annotate(
                kind_count=Window(Count("*"), partition_by=[F("kind")]),
                place=Window(
                    RowNumber(), partition_by=group, order_by=[Case(When(interest__gte=0.5, then=0), default=1), "pk"]
                ),
                places=Window(Count("*"), partition_by=group),
                liked=Window(liked, partition_by=group),
            )
            .filter(place=Mod(Value(day.toordinal()), turns) + 1)
        )
