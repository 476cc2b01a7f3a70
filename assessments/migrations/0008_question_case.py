"""A version of a question may be about a case: another question of its bank that is not asked by itself."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0007_fill_question_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="questionversion",
            name="case",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="asked_about",
                to="assessments.question", verbose_name="case",
            ),
        ),
    ]
