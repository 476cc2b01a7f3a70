"""What was handed in stands with the first marking: how many answers, and the hash that an officer's receipt states."""

from django.db import migrations, models

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):
    dependencies = [("assessments", "0008_question_case")]
    operations = [
        append_only_trigger("assessments_attemptmark", rebuilt=True),
        migrations.AddField("attemptmark", "answers", models.PositiveSmallIntegerField(blank=True, null=True)),
        migrations.AddField("attemptmark", "responses_sha256", models.CharField(blank=True, default="", max_length=64)),
        append_only_trigger("assessments_attemptmark", rebuilt=True),
    ]
