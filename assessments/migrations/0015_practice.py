"""A quiz may be a practice: answers are checked one by one, and tried again."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0014_sections_in_order"),
    ]

    operations = [
        migrations.AddField(
            model_name="exampage",
            name="behaviour",
            field=models.CharField(
                choices=[("exam", "Marked when it is submitted"), ("practice", "Practice: each answer can be checked and tried again")],
                default="exam", max_length=8, verbose_name="behaviour",
            ),
        ),
        migrations.AddField(
            model_name="exampage",
            name="try_penalty",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="In hundredths of the question, for each try after the first. Of a practice only.",
                validators=[django.core.validators.MaxValueValidator(100)], verbose_name="a further try takes off",
            ),
        ),
        migrations.AddConstraint(
            model_name="exampage",
            constraint=models.CheckConstraint(
                condition=models.Q(("behaviour__in", ["exam", "practice"])), name="exam_behaviour_known"
            ),
        ),
        migrations.CreateModel(
            name="CheckedAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slot", models.PositiveSmallIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("response", models.CharField(max_length=24)),
                ("fraction", models.CharField(max_length=200)),
                ("reasons", models.JSONField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="checked", to="assessments.attempt"
                    ),
                ),
            ],
            options={
                "verbose_name": "checked answer",
                "verbose_name_plural": "checked answers",
                "constraints": [
                    models.UniqueConstraint(fields=("attempt", "slot", "number"), name="try_number_once_per_question"),
                    models.UniqueConstraint(fields=("attempt", "slot", "response"), name="answer_checked_once"),
                ],
            },
        ),
        append_only_trigger("assessments_checkedanswer"),
    ]
