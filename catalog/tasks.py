"""What takes too long for a request; `manage.py db_worker` does it."""

from django.tasks import task

from catalog import pictures


@task
def make_variants(name):
    """Make the smaller files of the picture whose JPEG has this name. Done twice, it is done once."""
    from catalog.models import Picture

    picture = Picture.objects.filter(file=name, variants_made_at=None).first()
    if picture is None:
        return
    try:
        pictures.make_variants(name)
    except FileNotFoundError:
        return
    if not picture.has_variants_now():
        # It was thrown away meanwhile.
        pictures.delete_files(name)
