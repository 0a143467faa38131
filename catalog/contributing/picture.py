"""Pictures that members bring: kept from the moment a file was chosen, seen by all once an editor has accepted."""

from datetime import timedelta

from django.core.exceptions import ValidationError

from catalog.contributing.handler import Handler
from catalog.forms.picture import GONE, PictureForm
from catalog.models import Contribution, Picture

UNSENT_KEPT_FOR = timedelta(days=14)
SENT_ALREADY = "You have sent this picture already. Choose another file, or change what you sent."
WITH_MODERATORS = "A moderator has decided on this picture. What becomes of it is decided in its case."
WORDS = ("alt", "caption", "licence", "credit")


class PictureHandler(Handler):
    kind = "picture"
    noun = "picture"
    plural = "pictures"
    one = "a picture"
    about = "A poster or a still of the film that may be passed on, with its licence, its maker and where it is from."
    path = "pictures/"
    form_class = PictureForm
    rules_template = "catalog/contribute/_rules_picture.html"
    form_template = "catalog/contribute/_picture_fields.html"
    preview_template = "catalog/contribute/_preview_picture.html"

    def known(self, film):
        return film.pictures.published()

    def preview_context(self, film, values, member) -> dict:
        picture = Picture.objects.with_names().filter(pk=values["picture"]).first()
        if picture:
            say(picture, values)
        return {"picture": picture}

    def propose(self, contribution):
        """The picture waits; another one that it is to take the place of goes."""
        picture = picture_of(contribution)
        if Contribution.objects.about(picture).exclude(pk=contribution.pk).exists():
            raise ValidationError(SENT_ALREADY)
        before = contribution.made
        if before is not None and before != picture:
            before.throw_away()
        say(picture, contribution.values)
        picture.state = Picture.State.PENDING
        picture.save()
        return picture

    def publish(self, contribution):
        picture = picture_of(contribution)
        say(picture, contribution.values)
        picture.save()
        picture.publish()
        return picture

    def decline(self, contribution, *, by, reason):
        if contribution.made is not None:
            contribution.made.decline()

    def discard(self, contribution):
        if contribution.made is not None:
            contribution.made.throw_away()

    def take_back(self, contribution, *, by, reason):
        picture = contribution.made
        if picture is not None and picture.is_with_moderators:
            raise ValidationError(WITH_MODERATORS, code="with_moderators")
        self.decline(contribution, by=by, reason=reason)
        return picture

    def words(self, values) -> str:
        return " · ".join(filter(None, [values.get("alt", ""), values.get("caption", "")]))


def throw_forgotten_away(now) -> int:
    """Throw away what members chose weeks ago and neither sent nor kept in a draft; returns how many that were."""
    drafts = Contribution.objects.filter(kind="picture", state=Contribution.State.DRAFT).values_list(
        "values", flat=True
    )
    in_drafts = {name for values in drafts for name in values.get("typed", {}).get("picture", [])}
    unsent = Picture.objects.filter(state=Picture.State.DRAFT, contributed_at__lt=now - UNSENT_KEPT_FOR).order_by("pk")
    forgotten = [picture for picture in unsent if str(picture.pk) not in in_drafts]
    for picture in forgotten:
        picture.throw_away()
    return len(forgotten)


def picture_of(contribution) -> Picture:
    """Its picture. Raises ValidationError where that is not kept any more."""
    rows = Picture.objects.select_related("film", "person").exclude(file="")
    picture = rows.filter(pk=contribution.values["picture"], contributor=contribution.contributor_id).first()
    if picture is None:
        raise ValidationError(GONE)
    return picture


def say(picture, values):
    """Give the picture the words of the form."""
    for name in WORDS:
        setattr(picture, name, values[name])
    picture.source = values["origin"]
    picture.kind = values.get("kind", Picture.Kind.PORTRAIT)
