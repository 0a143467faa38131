from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.names import USERNAME_PATTERN, username_validators


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The members with a public page: everybody who has not been shut out."""
        return self.filter(is_active=True)


class UserManager(DjangoUserManager.from_queryset(UserQuerySet)):
    """Django's, with the questions above."""


class User(AbstractUser):
    """Somebody with an account; the pages say *member*.

    The username is small letters only, so that two members never differ by letter case alone.
    """

    first_name = None
    last_name = None
    username = models.CharField(max_length=30, unique=True, validators=username_validators)
    display_name = models.CharField(
        max_length=50, blank=True, help_text="Shown instead of your username. At most 50 characters."
    )
    bio = models.TextField(
        "about you", max_length=500, blank=True, help_text="Shown on your public page. At most 500 characters."
    )

    objects = UserManager()

    class Meta:
        verbose_name = "member"
        constraints = [
            models.CheckConstraint(condition=Q(username__regex=USERNAME_PATTERN), name="username_is_well_formed"),
        ]

    def __str__(self):
        return self.display_name or self.username

    def get_absolute_url(self):
        return reverse("accounts:member_detail", args=[self.username])

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)

    @property
    def initial(self):
        """The letter that stands where other sites show a portrait."""
        return next(filter(str.isalnum, str(self)), "?").upper()
