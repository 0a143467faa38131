import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0003_chart_mean_and_slow_mode"),
        ("reviews", "0005_fill_revisions_and_votes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="helpfulvote",
            name="film",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="helpful_votes", to="catalog.film"
            ),
        ),
        migrations.AlterField(
            model_name="helpfulvote",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="helpful_votes", to="reviews.revision"
            ),
        ),
    ]
