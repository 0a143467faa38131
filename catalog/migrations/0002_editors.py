from django.contrib.auth.management import create_permissions
from django.db import migrations

MODELS = [
    "alternativetitle",
    "award",
    "awardbody",
    "certificate",
    "country",
    "credit",
    "feature",
    "featureentry",
    "film",
    "filminglocation",
    "genre",
    "language",
    "nomination",
    "person",
    "quoteline",
    "storyline",
    "triviaitem",
]
# Others hang on these: they are merged or corrected, not deleted.
NEVER_DELETED = ["film", "person", "triviaitem"]


def make_group(apps, schema_editor):
    """Editors keep the catalogue."""
    # Permissions are otherwise made only after the last migration.
    app_config = apps.get_app_config("catalog")
    app_config.models_module = True
    create_permissions(app_config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    permission = apps.get_model("auth", "Permission")
    codenames = [f"{verb}_{model}" for model in MODELS for verb in ("add", "change", "view")]
    codenames += [f"delete_{model}" for model in MODELS if model not in NEVER_DELETED]
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="editors")
    group.permissions.add(*permission.objects.filter(content_type__app_label="catalog", codename__in=codenames))


def remove_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name="editors").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_group, remove_group)]
