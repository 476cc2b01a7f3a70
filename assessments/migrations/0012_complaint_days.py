"""How many days after the results an officer may complain."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0011_complaints")]
    operations = [
        migrations.AddField(
            model_name="exampage",
            name="complaint_days",
            field=models.PositiveSmallIntegerField(
                default=5,
                help_text="After the results, which of an exam that counts are there when it has closed for everybody.",
                validators=[django.core.validators.MaxValueValidator(365)],
                verbose_name="days for complaints",
            ),
        ),
    ]
