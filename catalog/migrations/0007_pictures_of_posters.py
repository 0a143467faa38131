from django.db import migrations
from django.db.models import F
from django.utils import timezone


def make_pictures(apps, schema_editor):
    """Every poster that is there becomes a picture of its film; of these all smaller files have been made."""
    film_model, picture_model = apps.get_model("catalog", "Film"), apps.get_model("catalog", "Picture")
    films = film_model.objects.exclude(poster="").exclude(poster=None).filter(poster_has_variants=False)
    known = set(picture_model.objects.filter(film__poster=F("file")).values_list("film", flat=True))
    rows = (
        picture_model(
            kind="poster",
            film=film,
            file=film.poster.name,
            width=film.poster_width,
            height=film.poster_height,
            alt=f"Poster of {film.title}"[:200],
            state=film.poster_state,
            variants_made_at=timezone.now(),
        )
        for film in films.exclude(pk__in=known).iterator(chunk_size=500)
    )
    picture_model.objects.bulk_create(rows, batch_size=500)
    films.update(poster_has_variants=True)


def take_pictures_back(apps, schema_editor):
    """The films keep their posters; nothing but their copies is known of them again."""
    pictures = apps.get_model("catalog", "Picture").objects
    pictures.filter(kind="poster", file=F("film__poster")).delete()


class Migration(migrations.Migration):
    dependencies = [("catalog", "0006_editors_of_everything")]

    operations = [migrations.RunPython(make_pictures, take_pictures_back)]
