"""Names that officers were known by before a correction."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Now

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):
    dependencies = [("officers", "0002_wrong_passwords_counted")]
    operations = [
        migrations.CreateModel(
            name="FormerName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("given_names", models.CharField(max_length=80, verbose_name="given names")),
                ("paternal_surname", models.CharField(max_length=60, verbose_name="paternal surname")),
                ("maternal_surname", models.CharField(blank=True, max_length=60, verbose_name="maternal surname")),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("until", models.DateField(verbose_name="until")),
                ("why", models.CharField(max_length=300, verbose_name="reason")),
                ("at", models.DateTimeField(db_default=Now(), verbose_name="when")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_names",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "former name",
                "verbose_name_plural": "former names",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("since", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="former_name_dates_in_order",
                    )
                ],
            },
        ),
        append_only_trigger("officers_formername"),
    ]
