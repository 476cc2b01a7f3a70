"""The examination board may count answers that came too late."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0020_late_answers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LateDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slot", models.PositiveSmallIntegerField(verbose_name="question")),
                ("response", models.CharField(max_length=24)),
                ("counted", models.CharField(blank=True, max_length=24)),
                ("mark_before", models.DecimalField(decimal_places=2, max_digits=4)),
                ("mark_after", models.DecimalField(decimal_places=2, max_digits=4)),
                ("why", models.TextField(verbose_name="reason")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="late_decisions",
                        to="assessments.attempt",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "decision about a late answer",
                "verbose_name_plural": "decisions about late answers",
                "constraints": [
                    models.UniqueConstraint(fields=("attempt", "slot", "response"), name="late_answer_counted_once"),
                    models.CheckConstraint(
                        condition=models.Q(("second", models.F("by")), _negated=True), name="late_answer_by_two_persons"
                    ),
                ],
            },
        ),
        append_only_trigger("assessments_latedecision"),
    ]
