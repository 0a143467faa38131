from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models.tie import Tie
from accounts.names import USERNAME_PATTERN, closed_username, username_validators

# What others may change while a member does something.
STANDING = ["is_active", "suspended_until", "limited_until", "reports_paused_until"]


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The members with a public page: everybody who has not been shut out, and whom no block keeps apart."""
        members = self.filter(is_active=True)
        if not user.is_authenticated:
            return members
        return members.exclude(pk__in=Tie.objects.filter(other=user, kind=Tie.Kind.BLOCK).values("member"))

    def listed_for(self, user):
        """Those of them who stand on lists for this reader: neither muted nor blocked."""
        members = self.visible_to(user)
        return members.exclude(pk__in=Tie.objects.hidden_from(user)) if user.is_authenticated else members

    def lock(self):
        """Hold these members' rows until the transaction ends; in one order, and after the films."""
        list(self.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk"))


class UserManager(DjangoUserManager.from_queryset(UserQuerySet)):
    """Django's, with the questions above."""


class User(AbstractUser):
    """Somebody with an account; the pages say *member*.

    The username is small letters only, so that two members never differ by letter case alone.
    """

    class Spoilers(models.TextChoices):
        HIDE = "hide", "Hide all"
        RATED = "rated", "Show for films I have rated"
        SHOW = "show", "Show all"

    class ProfileState(models.TextChoices):
        PUBLISHED = "published", "Published"
        SHIELDED = "shielded", "Hidden for a time"
        HIDDEN = "hidden", "Hidden until edited"
        REMOVED = "removed", "Removed by a moderator"

    first_name = None
    last_name = None
    username = models.CharField(max_length=30, unique=True, validators=username_validators)
    display_name = models.CharField(
        max_length=50, blank=True, help_text="Shown instead of your username. At most 50 characters."
    )
    bio = models.TextField(
        "about you", max_length=500, blank=True, help_text="Shown on your public page. At most 500 characters."
    )

    language = models.CharField("language you read in", max_length=2, blank=True, help_text="Reviews in it come first.")
    spoilers = models.CharField(max_length=5, choices=Spoilers, default=Spoilers.HIDE)
    clears_watchlist = models.BooleanField(
        "take films off my watchlist once I have seen, rated or reviewed them", default=True
    )
    shows_diary = models.BooleanField("let others read my diary", default=True)

    # Kept by the verbs that suspend members and tell them things, so that no page has to ask.
    suspended_until = models.DateTimeField(null=True, editable=False)
    limited_until = models.DateTimeField(null=True, editable=False)
    reports_paused_until = models.DateTimeField(null=True, editable=False)
    unread_count = models.PositiveIntegerField(default=0, editable=False)
    # Name and words of one's own, which a moderator can take from view.
    profile_state = models.CharField(
        max_length=10, choices=ProfileState, default=ProfileState.PUBLISHED, editable=False
    )

    objects = UserManager()

    class Meta:
        verbose_name = "member"
        constraints = [
            models.CheckConstraint(condition=Q(username__regex=USERNAME_PATTERN), name="username_is_well_formed"),
        ]

    def __str__(self):
        return (self.has_profile and self.display_name) or self.username

    def get_absolute_url(self):
        return reverse("accounts:member_detail", args=[self.username])

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)

    def lock(self):
        """Hold the member's row until the transaction ends, and read again whether they may take part."""
        fresh = User.objects.select_for_update(no_key=True).only(*STANDING).get(pk=self.pk)
        for name in STANDING:
            setattr(self, name, getattr(fresh, name))

    @property
    def is_closed(self):
        """Whether this is what is left of an account that its member has closed."""
        return not self.is_active and self.username == closed_username(self.pk)

    @property
    def is_suspended(self):
        return self.suspended_until is not None and self.suspended_until > timezone.now()

    @property
    def is_limited(self):
        """Whether what this member writes waits for a moderator."""
        return self.limited_until is not None and self.limited_until > timezone.now()

    @property
    def can_report(self):
        """Whether reports of this member are taken: not while they are paused for misuse."""
        is_paused = self.reports_paused_until is not None and self.reports_paused_until > timezone.now()
        return self.can_take_part and not is_paused

    @property
    def has_profile(self):
        """Whether others see the name and the words of this member's own choice."""
        return self.profile_state == self.ProfileState.PUBLISHED

    @property
    def shown_bio(self):
        """The words about themselves that others read; none while a decision keeps them from view."""
        return self.bio if self.has_profile else ""

    @property
    def keeps_profile_closed(self):
        """Whether a decision has taken name and words away, so that changing them does not bring them back."""
        return self.profile_state in {self.ProfileState.SHIELDED, self.ProfileState.REMOVED}

    @property
    def profile_case(self):
        """The last case in which something was decided on name and words; for the member to read why."""
        decided = self.profile_cases.filter(kind="profile", decisions__isnull=False)
        return decided.order_by("-pk").first()

    def publish_profile_again(self):
        """Name and words were hidden until they were changed, and now they are."""
        hidden = User.objects.filter(pk=self.pk, profile_state=self.ProfileState.HIDDEN)
        if hidden.update(profile_state=self.ProfileState.PUBLISHED):
            self.profile_state = self.ProfileState.PUBLISHED

    @property
    def can_take_part(self):
        """Whether this member may write, rate, vote and report: neither shut out nor suspended."""
        return self.is_active and not self.is_suspended

    def shows_diary_to(self, reader):
        """Whether this reader may know what this member has seen, and when."""
        return self.shows_diary or self.pk == reader.pk

    def choose_spoilers(self, choice):
        """Whether what gives a story away stands open for this member: one of Spoilers."""
        self.spoilers = choice
        self.save(update_fields=["spoilers"])

    def refuse_tie_with(self, member, kind):
        """Raise ValidationError or PermissionDenied where that member cannot follow, mute or block this one."""
        if member.pk == self.pk:
            raise ValidationError("This is you.")
        if not self.is_active or Tie.objects.filter(member=self, other=member, kind=Tie.Kind.BLOCK).exists():
            raise PermissionDenied("This member is not there for you.")
        if kind == Tie.Kind.FOLLOW and Tie.objects.filter(member=member, other=self, kind=Tie.Kind.BLOCK).exists():
            raise ValidationError("You have blocked this member; end that first.")

    @property
    def initial(self):
        """The letter that stands where other sites show a portrait."""
        return next(filter(str.isalnum, str(self)), "?").upper()
