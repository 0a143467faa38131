"""Telling everybody of whom something went along with a merge, or came back: by the worker; it may be thousands."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Notification, User
from accounts.models.notification import Kind as News
from catalog.models import Merge
from filmsite.merging import rows

# By the record's names: whose each of these rows is.
OWNERS = {
    "reviews.review.film": "author",
    "reviews.rating.film": "member",
    "reviews.draft.film": "member",
    "lists.listentry.film": "film_list__owner",
    "diary.viewing.film": "member",
    "diary.watchlistentry.film": "member",
    "diary.favourite.film": "member",
    "catalog.storyline.film": "author",
    "catalog.triviaitem.film": "contributor",
    "catalog.contribution.film": "contributor",
    "catalog.contribution.person": "contributor",
    "catalog.picture.film": "contributor",
    "catalog.picture.person": "contributor",
}


def tell_of(merge):
    """Once the transaction has committed."""
    transaction.on_commit(partial(tell_members.enqueue, merge.pk, merge.undone_at is not None))


@task
def tell_members(merge_pk: int, undone: bool):
    """Tell each of them once, also where this is done again after it broke off."""
    merge = Merge.objects.get(pk=merge_pk)
    news, choosing = f"/merges/{merge.pk}/{'undone' if undone else 'done'}", set()
    if not undone:
        choosing = set(merge.choices.values_list("member", flat=True))
    told = Notification.objects.filter(kind=News.MERGES, body__contains=news).values("member")
    for member in concerned(merge).exclude(pk__in=told).order_by("pk"):
        tell(merge, member, undone=undone, chooses=member.pk in choosing, mark=news)


def concerned(merge):
    """Everybody of whom something was moved or set aside."""
    members = set(merge.choices.values_list("member", flat=True))
    for model, field in rows.pointing_to(type(merge.kept)):
        label = rows.label(model, field)
        pks = merge.moved.get("moved", {}).get(label, [])
        if label in OWNERS and pks:
            members |= set(model._base_manager.filter(pk__in=pks).values_list(OWNERS[label], flat=True))
    return User.objects.filter(pk__in=members - {None, merge.by_id}, is_active=True)


def tell(merge, member, *, undone, chooses, mark):
    context = {"merge": merge, "member": member, "undone": undone, "chooses": chooses, "base_url": settings.BASE_URL}
    context["reference"] = mark
    Notification.objects.tell(
        member,
        News.MERGES,
        f"{merge.gone} and {merge.kept} are {'two again' if undone else 'one and the same'}",
        body=render_to_string("filmsite/mail/merge.txt", context),
        url=reverse("merge_choice", args=[merge.pk]) if chooses else merge.kept.get_absolute_url(),
    )
