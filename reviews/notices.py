"""What members are told of what happens to reviews."""

from django.conf import settings
from django.template.loader import render_to_string

from accounts.models import Notification, Tie, User
from accounts.models.notification import Kind


def tell_voters_of_change(review, revisions: list[int]):
    """Ask those who voted on these revisions of a review to look at their vote again; nobody is asked twice at a time.

    No passage of the text is in it: neither a spoiler nor words that were taken back.
    """
    if not (revisions and review.is_published):
        return
    voters = User.objects.filter(helpful_votes__revision__in=revisions, is_active=True)
    strangers = Tie.objects.filter(other=review.author_id).exclude(kind=Tie.Kind.FOLLOW).values("member")
    blocked = Tie.objects.filter(member=review.author_id, kind=Tie.Kind.BLOCK).values("other")
    url = f"{review.get_absolute_url()}#{review.anchor}"
    waiting = Notification.objects.unread().filter(kind=Kind.CHANGED_REVIEW, url=url).values("member")
    members = voters.exclude(pk__in=strangers).exclude(pk__in=blocked).exclude(pk__in=waiting)
    context = {"review": review, "film": review.film, "base_url": settings.BASE_URL, "url": url}
    Notification.objects.tell_many(
        members,
        Kind.CHANGED_REVIEW,
        f"A review of {review.film} that you voted on has changed",
        body=render_to_string("reviews/mail/changed_review.txt", context),
        url=url,
    )
