from django.contrib.auth.management import create_permissions
from django.db import migrations

RIGHTS = ["view_votepair", "view_slowmode", "view_suspension"]


def give(apps, schema_editor):
    """Moderators see pairs of voters (without names), slow modes and suspensions."""
    app_config = apps.get_app_config("reviews")
    app_config.models_module = True
    create_permissions(app_config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="reviews")
    moderators, _ = apps.get_model("auth", "Group").objects.get_or_create(name="moderators")
    moderators.permissions.add(*permissions.filter(codename__in=RIGHTS))


def take(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="reviews")
    for group in apps.get_model("auth", "Group").objects.filter(name="moderators"):
        group.permissions.remove(*permissions.filter(codename__in=RIGHTS))


class Migration(migrations.Migration):
    dependencies = [("reviews", "0006_votes_have_film_and_revision")]

    operations = [migrations.RunPython(give, take)]
