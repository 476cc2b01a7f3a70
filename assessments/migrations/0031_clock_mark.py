"""The latest moment that is known to have passed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0030_after_key"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClockMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="moment that has passed")),
            ],
            options={
                "verbose_name": "moment that has passed",
                "verbose_name_plural": "moments that have passed",
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_clock_mark")],
            },
        ),
    ]
