"""Where a sitting stands in sections that are sat one after the other."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0013_further_answers"),
    ]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="stages",
            field=models.JSONField(blank=True, null=True),
        ),
    ]
