from importlib import import_module

from django.contrib.auth.management import create_permissions
from django.db import migrations

append_only = import_module("reviews.migrations.0003_append_only")

# Nothing here changes a vote, a rating, a member or a permission.
MODERATORS = [
    "view_appeal",
    "view_auditentry",
    "view_case",
    "view_decision",
    "view_guideline",
    "view_proposal",
    "view_report",
    "view_restriction",
    "view_review",
    "view_slowmode",
    "view_suspension",
    "view_votepair",
    "add_decision",
]
# Theirs are the ones about the catalogue.
EDITORS = ["view_appeal", "view_proposal"]
SENIORS = [*MODERATORS, "take_over_claim"]
ADMINISTRATORS = [*SENIORS, "act_on_staff", "add_guideline", "change_guideline"]
OF_CATALOGUE = ["view_film", "view_triviaitem", "view_storyline"]


def give_offices(apps, schema_editor):
    """Moderators decide, senior moderators take over, administrators also write the rules and act on staff."""
    for label in ("reviews", "accounts", "catalog"):
        app_config = apps.get_app_config(label)
        app_config.models_module = True
        create_permissions(app_config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    give(apps, "editors", EDITORS)
    give(apps, "moderators", MODERATORS)
    give(apps, "senior moderators", SENIORS)
    give(apps, "administrators", ADMINISTRATORS)
    permissions = apps.get_model("auth", "Permission").objects
    view_members = permissions.get(content_type__app_label="accounts", codename="view_user")
    apps.get_model("auth", "Group").objects.get(name="administrators").permissions.add(view_members)


def give(apps, name, rights):
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
    permissions = apps.get_model("auth", "Permission").objects
    group.permissions.add(*permissions.filter(content_type__app_label="reviews", codename__in=rights))
    group.permissions.add(*permissions.filter(content_type__app_label="catalog", codename__in=OF_CATALOGUE))


def take_offices(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=["senior moderators", "administrators"]).delete()


def refuse_new_words(apps, schema_editor):
    """What a guideline said on a day stays on record too."""
    append_only.close(schema_editor, ["reviews_guidelineversion"])


def allow_new_words(apps, schema_editor):
    append_only.reopen(schema_editor, ["reviews_guidelineversion"])


class Migration(migrations.Migration):
    dependencies = [("reviews", "0011_rules_and_sealed_texts")]

    operations = [
        migrations.RunPython(give_offices, take_offices),
        migrations.RunPython(append_only.refuse_changes, append_only.allow_changes),
        migrations.RunPython(refuse_new_words, allow_new_words),
    ]
