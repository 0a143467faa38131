"""What the queue of contributions can be narrowed down to."""

from django.conf import settings
from django.contrib import admin
from django.db.models import Count, F, Q
from django.utils import timezone

from catalog.contributing import trust
from catalog.models import Contribution, Film

MOST_FILMS = 15


class StateFilter(admin.SimpleListFilter):
    """What there is to do, unless another choice is made."""

    title = "state"
    parameter_name = "state"
    CHOICES = [
        ("todo", "All there is to do"),
        ("pending", "Waiting"),
        ("look", "To look at: published directly"),
        ("direct", "All published directly"),
        ("accepted", "Accepted"),
        ("declined", "Declined"),
        ("merged", "Merged"),
        ("withdrawn", "Withdrawn"),
        ("all", "All"),
    ]

    def lookups(self, request, model_admin):
        return self.CHOICES

    def choices(self, changelist):
        for lookup, title in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: lookup}, remove=["p"])
            yield {"selected": (self.value() or "todo") == lookup, "query_string": query, "display": title}

    def queryset(self, request, contributions):
        choice = self.value() or "todo"
        if choice in {"pending", "accepted", "declined", "merged", "withdrawn"}:
            return contributions.filter(state=choice)
        choices = {
            "look": contributions.to_look_at,
            "direct": lambda: contributions.filter(state=Contribution.State.ACCEPTED, decided_by=None),
            "all": contributions.all,
        }
        return choices.get(choice, contributions.in_queue)()


class StandingFilter(admin.SimpleListFilter):
    """How those who contributed it stand."""

    title = "contributor"
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [
            ("new", "Nothing decided yet"),
            ("trusted", f"Trusted: {settings.TRUSTED_AFTER} accepted, few declined"),
            ("declined", "More than one in five declined"),
            ("limited", "Limited or suspended"),
        ]

    def queryset(self, request, contributions):
        now = timezone.now()
        limited = Q(contributor__limited_until__gt=now) | Q(contributor__suspended_until__gt=now)
        few_declined = Q(declined__lte=trust.DECLINED_AT_MOST * (F("accepted") + F("declined")))
        decided = Contribution.objects.exclude(decided_by=None).order_by().values("contributor")
        counted = decided.annotate(**trust.FIGURES)
        choices = {
            "new": lambda: contributions.exclude(contributor__in=decided),
            "trusted": lambda: contributions.exclude(limited).filter(
                contributor__in=counted.filter(few_declined, accepted__gte=settings.TRUSTED_AFTER).values("contributor")
            ),
            "declined": lambda: contributions.filter(
                contributor__in=counted.exclude(few_declined).values("contributor")
            ),
            "limited": lambda: contributions.filter(limited),
        }
        return choices.get(self.value(), contributions.all)()


class FilmFilter(admin.SimpleListFilter):
    """The films with most to do; any other film by its number, as the film's own page links here."""

    title = "film"
    parameter_name = "film"

    def lookups(self, request, model_admin):
        waiting = Q(pk__in=Contribution.objects.in_queue().order_by().values("film"))
        if self.chosen(request):
            waiting |= Q(pk=self.chosen(request))
        in_queue = Q(contributions__in=Contribution.objects.in_queue().order_by())
        films = Film.objects.filter(waiting).annotate(to_do=Count("contributions", filter=in_queue))
        return [(str(film.pk), f"{film} · {film.to_do}") for film in films.order_by("-to_do", "pk")[:MOST_FILMS]]

    def chosen(self, request) -> int | None:
        number = request.GET.get(self.parameter_name, "")
        return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None

    def has_output(self):
        return bool(self.lookup_choices)

    def queryset(self, request, contributions):
        if self.value() is None:
            return contributions
        return contributions.filter(film=self.chosen(request))
