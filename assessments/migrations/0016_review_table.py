"""What is shown of a finished attempt may be said in a table of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0015_practice"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="exampage", name="exam_review_known"),
        migrations.AlterField(
            model_name="exampage",
            name="review",
            field=models.CharField(
                choices=[
                    ("at_once", "As soon as it is submitted"),
                    ("after_close", "When the exam has closed for everybody"),
                    ("after_results", "When results are published"),
                    ("own_marks", "Never: only what each question earned"),
                    ("table", "As the table below says"),
                ],
                default="after_close", max_length=13, verbose_name="right answers are shown",
            ),
        ),
        migrations.AddField(
            model_name="exampage",
            name="review_table",
            field=models.JSONField(blank=True, null=True, verbose_name="what is shown, and when"),
        ),
        migrations.AddConstraint(
            model_name="exampage",
            constraint=models.CheckConstraint(
                condition=models.Q(("review__in", ["at_once", "after_close", "after_results", "own_marks", "table"])),
                name="exam_review_known",
            ),
        ),
    ]
