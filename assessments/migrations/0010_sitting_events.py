"""What became of the page of a sitting."""

import django.db.models.deletion
from django.db import migrations, models

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0009_receipts'),
    ]

    operations = [
        migrations.CreateModel(
            name='SittingEvent',
            fields=[
                ('pk', models.CompositePrimaryKey('attempt', 'client', 'sequence', blank=True, editable=False, primary_key=True, serialize=False)),
                ('client', models.IntegerField()),
                ('sequence', models.IntegerField()),
                ('kind', models.CharField(choices=[('opened', 'Opened the page'), ('left', 'Left the page'), ('returned', 'Came back to the page')], max_length=10)),
                ('after', models.PositiveIntegerField(blank=True, null=True)),
                ('device', models.CharField(blank=True, default='', max_length=16)),
                ('place', models.CharField(blank=True, default='', max_length=16)),
                ('at', models.DateTimeField()),
                ('attempt', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='assessments.attempt')),
            ],
            options={
                'verbose_name': 'event of a sitting',
                'verbose_name_plural': 'events of sittings',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['opened', 'left', 'returned'])), name='sitting_event_known')],
            },
        ),
        append_only_trigger("assessments_sittingevent"),
    ]
