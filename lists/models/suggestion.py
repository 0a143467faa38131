from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification, Tie
from accounts.models.notification import Kind as News


class SuggestionQuerySet(models.QuerySet):
    def waiting(self):
        """Those that the owner of the list has not decided on."""
        return self.filter(decided_at=None)

    def shown_to(self, owner):
        """Those of members whom the owner wants to meet."""
        return self.exclude(member__in=Tie.objects.hidden_from(owner))

    def met_by(self, owner, member):
        """The owner's and the member's: what the owner does not hear keeps nobody else from suggesting it."""
        return self.filter(~Q(member__in=Tie.objects.hidden_from(owner)) | Q(member=member))


class Suggestion(models.Model):
    """A film that somebody else would put on a list; its owner takes it or not."""

    film_list = models.ForeignKey("FilmList", models.CASCADE, related_name="suggestions")
    film = models.ForeignKey("catalog.Film", models.CASCADE, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="list_suggestions")
    note = models.CharField(max_length=1000, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    is_taken = models.BooleanField(null=True, editable=False)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["film_list", "film", "member"],
                condition=Q(decided_at=None),
                name="film_suggested_once_by_a_member",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, is_taken=None) | Q(decided_at__isnull=False, is_taken__isnull=False),
                name="suggestion_decided_or_not",
            ),
        ]
        indexes = [models.Index(fields=["member", "-made_at"], name="suggestions_of_member")]

    def __str__(self):
        return f"{self.film} for {self.film_list}"

    @transaction.atomic
    def take(self, by):
        """Put the film on the list, with the word that came with it and the name of whoever suggested it.

        Raises what putting a film on the list raises; nothing happens where it has been decided already.
        """
        self.film_list.put(self.film, by, note=self.note, taking=self)
        self.refresh_from_db(fields=["is_taken"])

    @transaction.atomic
    def decline(self, by):
        """Leave the list as it is. Raises PermissionDenied for everybody but its owner."""
        present = self.film_list.held(by, told=[self.member_id])
        waiting = present.suggestions.waiting().filter(pk=self.pk).select_related("member", "film").first()
        if waiting:
            waiting.settle(is_taken=False)
        self.refresh_from_db(fields=["is_taken"])

    def settle(self, *, is_taken):
        """Write down what became of it and tell its writer, in the transaction that holds the list."""
        self.is_taken, self.decided_at = is_taken, timezone.now()
        self.save(update_fields=["is_taken", "decided_at"])
        what = "is on the list now" if is_taken else "was not taken"
        self._tell(self.member, f"{self.film}: your suggestion {what}", "lists/mail/suggestion_decided.txt")

    def tell_owner(self):
        owner = self.film_list.owner
        if not Tie.objects.filter(member=owner, other=self.member, kind=Tie.Kind.MUTE).exists():
            self._tell(owner, f"{self.film} is suggested for your list", "lists/mail/suggestion.txt")

    def _tell(self, member, subject, template):
        page = self.film_list.get_absolute_url()
        url = reverse("lists:arrange", args=[self.film_list_id]) if member.pk == self.film_list.owner_id else page
        context = {"suggestion": self, "list": self.film_list, "member": member, "url": f"{settings.BASE_URL}{url}"}
        body = render_to_string(template, context)
        Notification.objects.tell(member, News.LISTS, subject, body=body, url=url)
