"""Wrong passwords are counted in a table."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("officers", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="LoginFailure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=45, verbose_name="address")),
                ("login", models.CharField(max_length=12, verbose_name="login")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
            ],
            options={
                "verbose_name": "wrong password",
                "verbose_name_plural": "wrong passwords",
                "indexes": [
                    models.Index(fields=["address", "-at"], name="login_failure_address"),
                    models.Index(fields=["at"], name="login_failure_at"),
                ],
            },
        ),
    ]
