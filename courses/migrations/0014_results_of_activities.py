"""From when the results of an activity are published in a run."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("courses", "0013_what_the_loader_left"),
    ]

    operations = [
        migrations.AddField(
            model_name="runactivity",
            name="results",
            field=models.DateTimeField(blank=True, null=True, verbose_name="results are published"),
        ),
        migrations.AddConstraint(
            model_name="runactivity",
            constraint=models.CheckConstraint(
                condition=models.Q(("results", None), ("closes", None), ("results__gte", models.F("closes")), _connector="OR"),
                name="run_activity_results_after_close",
            ),
        ),
    ]
