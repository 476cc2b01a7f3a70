"""Whether an officer wishes notices by e-mail."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('officers', '0011_password_requests'),
    ]

    operations = [
        migrations.AddField(
            model_name='officer',
            name='mail_notices',
            field=models.BooleanField(db_default=True, default=True, verbose_name='notices by e-mail'),
        ),
    ]
