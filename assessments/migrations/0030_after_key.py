"""An exam that is sat after its right answers were open: by whom it was let be, and which sittings."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0029_versions_before_are_ready"),
        ("courses", "0014_results_of_activities"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AfterKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("activity_uuid", models.UUIDField()),
                ("since", models.DateTimeField(verbose_name="right answers open since")),
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
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="after_keys",
                        to="courses.courserun",
                    ),
                ),
            ],
            options={
                "verbose_name": "exam sat after its right answers were shown",
                "verbose_name_plural": "exams sat after their right answers were shown",
                "indexes": [
                    models.Index(fields=["run", "activity_uuid", "since"], name="after_key_run_activity")
                ],
            },
        ),
        append_only_trigger("assessments_afterkey"),
        migrations.AddField(
            model_name="attempt", name="after_key", field=models.DateTimeField(blank=True, editable=False, null=True)
        ),
    ]
