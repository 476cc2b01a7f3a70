"""Files that are handed in as answers."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0025_answers_marked_by_hand'),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.PositiveSmallIntegerField(verbose_name='question')),
                ('sha256', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('media_type', models.CharField(max_length=100)),
                ('size', models.PositiveIntegerField(verbose_name='bytes')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answer_files', to='assessments.attempt')),
            ],
            options={
                'verbose_name': 'file of an answer',
                'verbose_name_plural': 'files of answers',
                'constraints': [models.UniqueConstraint(fields=('attempt', 'slot', 'sha256', 'name'), name='answer_file_once')],
            },
        ),
        append_only_trigger("assessments_answerfile"),
    ]
