"""Sealed answers that are delivered, and the times that devices claim for answers that come too late."""

import django.db.models.deletion
from django.db import migrations, models

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0019_pens"),
    ]

    operations = [
        migrations.AddField(
            model_name="response", name="claimed_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddIndex(
            model_name="response",
            index=models.Index(
                condition=models.Q(("standing__in", ["late", "after_submit"])), fields=["attempt"],
                name="response_late",
            ),
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField(blank=True, null=True)),
                ("broken_at", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("became", models.JSONField()),
                ("body", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="assessments.attempt"
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery of sealed answers",
                "verbose_name_plural": "deliveries of sealed answers",
                "constraints": [
                    models.UniqueConstraint(fields=("attempt", "sha256"), name="delivery_once_per_seal"),
                ],
            },
        ),
        append_only_trigger("assessments_delivery"),
    ]
