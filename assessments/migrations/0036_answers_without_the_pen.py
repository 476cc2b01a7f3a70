"""The log of a sitting notes that answers were sent from a device that had lost its pen."""

from django.db import migrations, models

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0035_save_known"),
    ]

    operations = [
        append_only_trigger("assessments_sittingevent", rebuilt=True),
        migrations.AlterField(
            model_name="sittingevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opened", "Opened the page"), ("left", "Left the page"), ("returned", "Came back to the page"),
                    ("took_pen", "Went on on another device"),
                    ("lost_pen", "Sent an answer when the sitting went on on another device"),
                    ("strange", "Sent answers from a device without the pen"),
                ],
                max_length=10,
            ),
        ),
        migrations.RemoveConstraint(model_name="sittingevent", name="sitting_event_known"),
        migrations.AddConstraint(
            model_name="sittingevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["opened", "left", "returned", "took_pen", "lost_pen", "strange"])),
                name="sitting_event_known",
            ),
        ),
        append_only_trigger("assessments_sittingevent", rebuilt=True),
    ]
