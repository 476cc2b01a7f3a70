"""A column by which officers are found by the names that they bore before."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('officers', '0013_mails_of_notices'),
    ]

    operations = [
        migrations.AddField(
            model_name='officer',
            name='search_former',
            field=models.TextField(blank=True, db_default='', default='', editable=False, verbose_name='former names for searching'),
        ),
    ]
