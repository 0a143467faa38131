import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0010_fill_moderation")]

    operations = [
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source__in", ["site", "staff"])),
                fields=("case", "source"),
                name="one_report_of_the_site_per_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reporter__isnull", False), ("source", "member")),
                    models.Q(models.Q(("source", "member"), _negated=True), ("reporter", None)),
                    _connector="OR",
                ),
                name="members_reports_have_a_reporter",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="guideline",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="reviews.guideline"
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["guideline", "-id"], name="decisions_by_guideline"),
        ),
        migrations.RemoveField(
            model_name="decision",
            name="text_as_decided",
        ),
        migrations.AlterField(
            model_name="auditentry",
            name="seq",
            field=models.PositiveBigIntegerField(unique=True),
        ),
    ]
