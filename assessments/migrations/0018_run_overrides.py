"""More attempts or minutes for everybody in a run."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0017_ways_in"),
        ("courses", "0014_results_of_activities"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RunOverride",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("activity_uuid", models.UUIDField()),
                ("number", models.PositiveSmallIntegerField()),
                ("extra_attempts", models.PositiveSmallIntegerField(default=0, verbose_name="more attempts")),
                ("extra_minutes", models.PositiveSmallIntegerField(default=0, verbose_name="more minutes")),
                ("why", models.TextField(verbose_name="reason")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="overrides", to="courses.courserun"
                    ),
                ),
            ],
            options={
                "verbose_name": "override for a run",
                "verbose_name_plural": "overrides for runs",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "activity_uuid", "number"), name="run_override_number_once_per_exam"
                    )
                ],
            },
        ),
        append_only_trigger("assessments_runoverride"),
    ]
