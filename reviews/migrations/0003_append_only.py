from django.db import migrations

TABLES = ["reviews_auditentry", "reviews_decision"]

SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRESQL_FUNCTION = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
POSTGRESQL = "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"


def triggers(tables):
    return [{"table": table, "verb": verb} for table in tables for verb in ("update", "delete")]


def refuse_changes(apps, schema_editor):
    """What was decided and done stays on record: the database refuses to change or delete it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
    close(schema_editor, TABLES)


def allow_changes(apps, schema_editor):
    reopen(schema_editor, TABLES)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION refuse_change()")


def close(schema_editor, tables):
    """Let the database refuse every change of these tables' rows."""
    statement = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for names in triggers(tables):
        schema_editor.execute(statement.format(**names))


def reopen(schema_editor, tables):
    """Let these tables' rows be changed again."""
    on_table = " ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    for names in triggers(tables):
        schema_editor.execute(("DROP TRIGGER {table}_no_{verb}" + on_table).format(**names))


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_moderators")]

    operations = [migrations.RunPython(refuse_changes, allow_changes)]
