"""Answers that a person marks, their marks, and markings of attempts that wait for them."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0024_board_acts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        append_only_trigger("assessments_attemptmark", rebuilt=True),
        migrations.CreateModel(
            name='AnswerMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('levels', models.JSONField()),
                ('fraction', models.CharField(max_length=200)),
                ('comment', models.TextField(blank=True, verbose_name='comment for the officer')),
                ('why', models.TextField(blank=True, verbose_name='reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'mark of an answer',
                'verbose_name_plural': 'marks of answers',
                'ordering': ['answer', 'number'],
            },
        ),
        migrations.CreateModel(
            name='AnswerToMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('slot', models.PositiveSmallIntegerField(verbose_name='question')),
                ('response', models.CharField(max_length=24)),
                ('marks', models.PositiveSmallIntegerField(default=0)),
                ('at', models.DateTimeField(verbose_name='handed in')),
            ],
            options={
                'verbose_name': 'answer to mark',
                'verbose_name_plural': 'answers to mark',
            },
        ),
        migrations.AddField(
            model_name='exampage',
            name='marked_without_names',
            field=models.BooleanField(default=True, help_text='Whoever marks an answer by hand is not told whose it is.', verbose_name='marked without names'),
        ),
        migrations.AlterField(
            model_name='attemptmark',
            name='fraction',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name='attemptmark',
            name='mark',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True),
        ),
        migrations.AlterField(
            model_name='attemptmark',
            name='passed',
            field=models.BooleanField(null=True),
        ),
        migrations.AddConstraint(
            model_name='attemptmark',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fraction', ''), ('mark', None), ('passed', None)), models.Q(('mark__isnull', False), ('passed__isnull', False), models.Q(('fraction', ''), _negated=True)), _connector='OR'), name='marking_has_all_of_a_mark_or_nothing'),
        ),
        migrations.AddField(
            model_name='answermark',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='answertomark',
            name='attempt',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers_to_mark', to='assessments.attempt'),
        ),
        migrations.AddField(
            model_name='answertomark',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers_to_mark', to='assessments.questionversion'),
        ),
        migrations.AddField(
            model_name='answermark',
            name='answer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to='assessments.answertomark'),
        ),
        migrations.AddIndex(
            model_name='answertomark',
            index=models.Index(condition=models.Q(('marks', 0)), fields=['at'], name='answer_waits_oldest_first'),
        ),
        migrations.AddConstraint(
            model_name='answertomark',
            constraint=models.UniqueConstraint(fields=('attempt', 'slot'), name='one_answer_to_mark_per_question'),
        ),
        migrations.AddConstraint(
            model_name='answermark',
            constraint=models.UniqueConstraint(fields=('answer', 'number'), name='answer_mark_number_once'),
        ),
        migrations.AddConstraint(
            model_name='answermark',
            constraint=models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('number__gt', 1), models.Q(('why', ''), _negated=True)), _connector='OR'), name='mark_over_another_says_why'),
        ),
        append_only_trigger("assessments_attemptmark", rebuilt=True),
        append_only_trigger("assessments_answermark"),
    ]
