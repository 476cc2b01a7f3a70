from django.db import migrations, models
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):

    dependencies = [
        ("courses", "0006_runs_have_seats_and_a_way_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="enrolment",
            name="edition",
            field=models.ForeignKey(
                null=True, on_delete=PROTECT, related_name="enrolments", to="courses.edition"
            ),
        ),
    ]
