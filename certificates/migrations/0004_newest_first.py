"""HR reads certificates from the newest on."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0003_reinstatements'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='certificate',
            index=models.Index(fields=['-issued_on', '-id'], name='certificate_newest_first'),
        ),
    ]
