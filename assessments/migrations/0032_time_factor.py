"""Overrides give time as a factor too."""

from decimal import Decimal

from django.db import migrations, models

from audit.append_only import append_only_trigger

FACTOR = models.Q(("time_factor", None), ("time_factor__range", (Decimal(1), Decimal(4))), _connector="OR")


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0031_clock_mark"),
    ]

    operations = [
        append_only_trigger("assessments_override", rebuilt=True),
        append_only_trigger("assessments_runoverride", rebuilt=True),
        migrations.AddField(
            model_name="override",
            name="time_factor",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=3, null=True, verbose_name="times the time"
            ),
        ),
        migrations.AddField(
            model_name="runoverride",
            name="time_factor",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=3, null=True, verbose_name="times the time"
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(condition=FACTOR, name="override_factor_in_range"),
        ),
        migrations.AddConstraint(
            model_name="runoverride",
            constraint=models.CheckConstraint(condition=FACTOR, name="run_override_factor_in_range"),
        ),
        append_only_trigger("assessments_override", rebuilt=True),
        append_only_trigger("assessments_runoverride", rebuilt=True),
    ]
