from itertools import islice

from django.db import migrations

from reviews.originality import prints

BATCH = 500


def fill(apps, schema_editor):
    """Every review gets the prints by which a copy of it is found."""
    reviews = apps.get_model("reviews", "review").objects.order_by("pk")
    print_model = apps.get_model("reviews", "textprint")
    rows = (
        print_model(review_id=pk, value=value)
        for pk, body in reviews.values_list("pk", "body").iterator(chunk_size=BATCH)
        for value in set(prints(body))
    )
    while batch := list(islice(rows, BATCH)):
        print_model.objects.bulk_create(batch)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0007_moderators_look_at_votes")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
