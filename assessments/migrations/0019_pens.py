"""One device at a time writes in a sitting."""

from django.db import migrations, models

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0018_run_overrides"),
    ]

    operations = [
        append_only_trigger("assessments_sittingevent", rebuilt=True),
        migrations.AddField(model_name="attempt", name="pens", field=models.JSONField(blank=True, null=True)),
        migrations.AlterField(
            model_name="sittingevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opened", "Opened the page"), ("left", "Left the page"), ("returned", "Came back to the page"),
                    ("took_pen", "Went on on another device"),
                ],
                max_length=10,
            ),
        ),
        migrations.RemoveConstraint(model_name="sittingevent", name="sitting_event_known"),
        migrations.AddConstraint(
            model_name="sittingevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["opened", "left", "returned", "took_pen"])), name="sitting_event_known"
            ),
        ),
        append_only_trigger("assessments_sittingevent", rebuilt=True),
    ]
