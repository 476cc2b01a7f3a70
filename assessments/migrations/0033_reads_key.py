"""Of a sitting it is kept whether its officer could read the right answers when it began."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0032_time_factor"),
    ]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="reads_key",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
    ]
