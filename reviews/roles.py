"""Who holds which office, as the public log names it."""

from django.db import models


class Role(models.TextChoices):
    SITE = "site", "automatic"
    EDITOR = "editor", "editor"
    MODERATOR = "moderator", "moderator"
    SENIOR = "senior", "senior moderator"
    ADMINISTRATOR = "administrator", "administrator"


def of(member) -> Role:
    """The highest office of somebody who decides; without a member, the site itself."""
    if member is None:
        return Role.SITE
    if member.has_perm("reviews.act_on_staff"):
        return Role.ADMINISTRATOR
    if member.has_perm("reviews.take_over_claim"):
        return Role.SENIOR
    return Role.MODERATOR if member.has_perm("reviews.add_decision") else Role.EDITOR
