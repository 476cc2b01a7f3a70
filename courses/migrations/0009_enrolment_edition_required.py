from django.db import migrations, models
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):

    dependencies = [
        ("courses", "0008_fill_edition_of_enrolments"),
    ]

    operations = [
        migrations.AlterField(
            model_name="enrolment",
            name="edition",
            field=models.ForeignKey(on_delete=PROTECT, related_name="enrolments", to="courses.edition"),
        ),
    ]
