"""Closing an account: what belongs to it goes, what was written for others stays if its writer wants it to."""

import logging
import smtplib
from functools import partial, reduce
from operator import or_

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string

from accounts.models import Tie, User
from accounts.names import CLOSED_DISPLAY_NAME, closed_username
from catalog.models import Contribution, Film, SeverityTally, TriviaItem
from lists.models import FilmList, ListEntry, Suggestion
from reviews.models import IllegalNotice, Rating, Review

logger = logging.getLogger(__name__)


def can_close_account(member) -> bool:
    """Everybody but those who hold an office: who decided what has to stay known."""
    return not (member.is_staff or member.is_superuser)


@transaction.atomic
def close_account(member, *, keep_reviews: bool):
    """Close a member's account for good; reviews, ratings and public lists stay without their name, or leave the site.

    What is left is a row with no name, address or password, so that what others have voted, reported and decided keeps
    its place. Raises PermissionDenied for staff.
    """
    if not can_close_account(member):
        raise PermissionDenied("An administrator closes the accounts of staff.")
    address, name = member.email, str(member)
    # All films at once and in order, as everywhere; the member after the films.
    listed = ListEntry.objects.filter(film_list__owner=member)
    written = [member.reviews, member.trivia_items, member.storylines]
    answered = TriviaItem.objects.filter(Q(interest_votes__member=member) | Q(disputes__challenger=member))
    films_of(member.helpful_votes, member.ratings, *written, listed, answered, member.severity_votes).lock()
    member.lock()
    member.helpful_votes.reviews().lock()
    take_back_votes(member)
    take_back_answers(member)
    if not keep_reviews:
        take_off_reviews(member)
    take_off_lists(member, keep_public=keep_reviews)
    films_of(*written, answered).touch()
    delete_belongings(member)
    for restriction in member.restrictions.standing():
        restriction.end()
    IllegalNotice.objects.forget_notifier(member)
    forget_name(member)
    if address:
        transaction.on_commit(partial(confirm, address, name, keep_reviews))


def films_of(*opinions):
    """The films that any of these rows belong to."""
    return Film.objects.filter(reduce(or_, (Q(pk__in=rows.values("film")) for rows in opinions)))


def take_back_votes(member):
    reviews = list(Review.objects.filter(helpful_votes__voter=member).order_by("film", "pk"))
    member.helpful_votes.all().delete()
    for review in reviews:
        review.recount_votes()
    Film.objects.filter(pk__in={review.film_id for review in reviews}).touch()


def take_back_answers(member):
    """What they answered about facts and parents guides, and disputes that nobody has decided."""
    facts = list(TriviaItem.objects.filter(interest_votes__member=member).order_by("film", "pk"))
    member.interest_votes.all().delete()
    for fact in facts:
        fact.recount_interest()
    votes = list(member.severity_votes.select_related("film").order_by("film", "category"))
    member.severity_votes.all().delete()
    for vote in votes:
        SeverityTally.objects.exchange(vote.film, vote.category, vote.severity, None)
    Film.objects.filter(pk__in={row.film_id for row in [*facts, *votes]}).touch()
    for dispute in member.disputes.open().select_related("fact__film").order_by("fact__film", "pk"):
        dispute.withdraw()


def take_off_reviews(member):
    """Reviews and ratings; also what a moderator has taken down, so that no restoring brings it back."""
    for review in member.reviews.exclude(state=Review.State.WITHDRAWN).select_related("film").order_by("film"):
        review.move_to(Review.State.WITHDRAWN)
    for rating in member.ratings.select_related("film").order_by("film"):
        Rating.objects.clear(rating.film, member)


def take_off_lists(member, *, keep_public):
    """The member's lists, but for public ones that are to stay; nobody suggests anything for these any more."""
    lists = member.film_lists.exclude(state=FilmList.State.WITHDRAWN)
    for film_list in lists.exclude(visibility=FilmList.Visibility.PUBLIC) if keep_public else lists:
        film_list.go()
    Suggestion.objects.filter(Q(member=member) | Q(film_list__owner=member)).delete()
    member.film_lists.update(takes_suggestions=False)


def delete_belongings(member):
    """What was nobody's but this member's, and every way to sign in."""
    Tie.objects.filter(Q(member=member) | Q(other=member)).delete()
    for rows in (member.drafts, member.notifications, member.mail_choices, member.outgoing_mails):
        rows.all().delete()
    # Drafts and what was taken back; what was sent stays with the editors, without the name.
    member.contributions.filter(state__in=[Contribution.State.DRAFT, Contribution.State.WITHDRAWN]).delete()
    for picture in member.pictures.filter(state="draft"):
        picture.throw_away()
    for rows in (member.viewings, member.watchlist, member.favourites):
        rows.all().delete()
    for model in (EmailAddress, Authenticator):
        model.objects.filter(user=member).delete()
    for session in UserSession.objects.filter(user=member):
        session.end()
    member.groups.clear()
    member.user_permissions.clear()


FORGOTTEN = [
    "username",
    "display_name",
    "email",
    "bio",
    "language",
    "spoilers",
    "clears_watchlist",
    "shows_diary",
    "profile_state",
    "unread_count",
    "is_active",
    "last_login",
    "password",
]


def forget_name(member):
    member.username, member.display_name = closed_username(member.pk), CLOSED_DISPLAY_NAME
    member.email = member.bio = member.language = ""
    member.spoilers, member.unread_count = User.Spoilers.HIDE, 0
    member.clears_watchlist = member.shows_diary = True
    # There is nothing left of what a moderator may have taken from view.
    member.profile_state = User.ProfileState.PUBLISHED
    member.is_active, member.last_login = False, None
    member.set_unusable_password()
    member.save(update_fields=FORGOTTEN)


def confirm(address, name, kept):
    """Write to the address that is now forgotten that it is done; there is no account left to keep the mail for."""
    body = render_to_string("accounts/mail/account_closed.txt", {"name": name, "kept": kept, "site": settings.BASE_URL})
    try:
        EmailMessage("Filmsite: your account is closed", body, to=[address]).send()
    except (OSError, smtplib.SMTPException):
        logger.exception("The mail about a closed account was not taken")
