from django.contrib.auth.management import create_permissions
from django.db import migrations

MODELS = [
    "ceremony",
    "connection",
    "contribution",
    "dispute",
    "editlock",
    "merge",
    "personname",
    "picture",
    "release",
    "soundtrackitem",
    "soundtrackline",
]
# What somebody sent in or decided is answered, ended or undone, not deleted.
NEVER_DELETED = ["contribution", "dispute", "editlock", "merge", "picture"]


def give_permissions(apps, schema_editor):
    """Editors keep the rest of the catalogue too."""
    app_config = apps.get_app_config("catalog")
    app_config.models_module = True
    create_permissions(app_config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    permission = apps.get_model("auth", "Permission")
    codenames = [f"{verb}_{model}" for model in MODELS for verb in ("add", "change", "view")]
    codenames += [f"delete_{model}" for model in MODELS if model not in NEVER_DELETED]
    group = apps.get_model("auth", "Group").objects.get(name="editors")
    group.permissions.add(*permission.objects.filter(content_type__app_label="catalog", codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0005_everything_known_about_a_film"),
        ("catalog", "0002_editors"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
