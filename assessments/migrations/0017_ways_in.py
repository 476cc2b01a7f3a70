"""What an exam asks for before it begins; the pledge is kept with the attempt."""

from django.db import migrations, models

import assessments.entry_fields


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0016_review_table"),
    ]

    operations = [
        migrations.AddField(
            model_name="attempt", name="pledge", field=models.TextField(blank=True, verbose_name="pledge")
        ),
        migrations.AddField(
            model_name="exampage",
            name="password",
            field=models.CharField(blank=True, max_length=256, verbose_name="password"),
        ),
        migrations.AddField(
            model_name="exampage",
            name="asks_code",
            field=models.BooleanField(default=False, verbose_name="the proctor's code"),
        ),
        migrations.AddField(
            model_name="exampage",
            name="networks",
            field=models.TextField(
                blank=True, max_length=2000, validators=[assessments.entry_fields.networks_only],
                verbose_name="from these addresses only",
            ),
        ),
        migrations.AddField(
            model_name="exampage",
            name="pledge",
            field=models.TextField(blank=True, max_length=1000, verbose_name="pledge"),
        ),
        migrations.AddField(
            model_name="exampage",
            name="after_earlier",
            field=models.BooleanField(default=False, verbose_name="after what comes before"),
        ),
    ]
