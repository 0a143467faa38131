from django.contrib.auth.management import create_permissions
from django.db import migrations

# Nothing here changes a vote, a rating, a member or a permission.
MODERATORS = {
    "reviews": ["view_case", "add_decision", "view_decision", "view_report", "view_review", "view_auditentry"],
    "catalog": ["view_film", "view_triviaitem"],
}
# Wrong facts are the editors' to decide.
EDITORS = {"reviews": ["view_case", "view_decision", "view_report"]}


def make_groups(apps, schema_editor):
    """Moderators decide cases; editors see those about facts."""
    app_config = apps.get_app_config("reviews")
    app_config.models_module = True
    create_permissions(app_config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    give(apps, "moderators", MODERATORS)
    give(apps, "editors", EDITORS)


def give(apps, name, rights):
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
    permissions = apps.get_model("auth", "Permission").objects
    for app_label, codenames in rights.items():
        group.permissions.add(*permissions.filter(content_type__app_label=app_label, codename__in=codenames))


def remove_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name="moderators").delete()


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial"), ("catalog", "0002_editors")]

    operations = [migrations.RunPython(make_groups, remove_group)]
