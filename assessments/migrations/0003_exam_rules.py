

import assessments.pages
import courses.blocks.stream
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0002_written_once'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='exampage',
            name='attempts',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Empty: as many as one likes.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='attempts'),
        ),
        migrations.AddField(
            model_name='exampage',
            name='bank',
            field=models.ForeignKey(help_text='The bank of the course, from which this exam asks.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.bank', verbose_name='question bank'),
        ),
        migrations.AddField(
            model_name='exampage',
            name='counting',
            field=models.CharField(choices=[('highest', 'The highest'), ('latest', 'The latest'), ('first', 'The first'), ('mean', 'The mean of all')], default='highest', max_length=7, verbose_name='attempt that counts'),
        ),
        migrations.AddField(
            model_name='exampage',
            name='counts',
            field=models.BooleanField(default=True, help_text='Otherwise it is a quiz, done when submitted.', verbose_name='counts for the mark'),
        ),
        migrations.AddField(
            model_name='exampage',
            name='intro',
            field=models.TextField(blank=True, help_text='Markdown. Shown before an attempt begins.', max_length=2000, verbose_name='introduction'),
        ),
        migrations.AddField(
            model_name='exampage',
            name='minutes',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Empty: no limit of its own.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1440)], verbose_name='time in minutes'),
        ),
        migrations.AddField(
            model_name='exampage',
            name='pass_mark',
            field=models.DecimalField(blank=True, decimal_places=2, help_text="Of 20. Empty: the course's.", max_digits=4, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(20)], verbose_name='pass mark'),
        ),
        migrations.AddField(
            model_name='exampage',
            name='required',
            field=models.BooleanField(default=True, help_text='The course is complete when every required activity is done.', verbose_name='required'),
        ),
        migrations.AddField(
            model_name='exampage',
            name='review',
            field=models.CharField(choices=[('at_once', 'As soon as it is submitted'), ('after_close', 'When the exam has closed for everybody')], default='after_close', max_length=11, verbose_name='right answers are shown'),
        ),
        migrations.AddField(
            model_name='exampage',
            name='sections',
            field=courses.blocks.stream.ContentStreamField([], blank=True, verbose_name='sections'),
        ),
        migrations.AddField(
            model_name='exampage',
            name='shuffle_options',
            field=models.BooleanField(default=True, verbose_name='shuffle the options'),
        ),
        migrations.AddField(
            model_name='exampage',
            name='shuffle_questions',
            field=models.BooleanField(default=True, verbose_name='shuffle the questions of a section'),
        ),
        migrations.AddField(
            model_name='exampage',
            name='wait_hours',
            field=models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(8760)], verbose_name='hours between attempts'),
        ),
        migrations.AddField(
            model_name='exampage',
            name='weight',
            field=models.CharField(default='1', help_text="In the course's final mark: 1, 1.5 or 2/3.", max_length=20, validators=[assessments.pages.positive_weight], verbose_name='weight'),
        ),
        migrations.AddConstraint(
            model_name='exampage',
            constraint=models.CheckConstraint(condition=models.Q(('counting__in', ['highest', 'latest', 'first', 'mean'])), name='exam_counting_known'),
        ),
        migrations.AddConstraint(
            model_name='exampage',
            constraint=models.CheckConstraint(condition=models.Q(('review__in', ['at_once', 'after_close'])), name='exam_review_known'),
        ),
        migrations.AddConstraint(
            model_name='exampage',
            constraint=models.CheckConstraint(condition=models.Q(('pass_mark', None), models.Q(('pass_mark__gte', 0), ('pass_mark__lte', 20)), _connector='OR'), name='exam_pass_mark_in_scale'),
        ),
    ]
