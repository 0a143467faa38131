"""A member's votes count once an address of theirs is confirmed, and only as long as there is one."""

from accounts.models import User


def count_or_not(sender, email_address, **kwargs):
    """What allauth calls when an address was confirmed or removed."""
    User.objects.get(pk=email_address.user_id).helpful_votes.settle()
