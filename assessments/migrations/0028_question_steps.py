"""Versions of questions are drafts, in review or ready; a bank says whether that takes a second person."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0027_late_answers_marked_by_hand'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='bank',
            name='needs_review',
            field=models.BooleanField(default=False, verbose_name='a second person reviews its questions'),
        ),
        migrations.CreateModel(
            name='QuestionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('ready', 'Ready')], max_length=9, verbose_name='state')),
                ('why', models.TextField(blank=True, verbose_name='reason')),
                ('needs_review', models.BooleanField(verbose_name='a second person was needed')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='assessments.questionversion')),
            ],
            options={
                'verbose_name': 'step of a version',
                'verbose_name_plural': 'steps of versions',
                'ordering': ['version', 'number'],
                'constraints': [models.UniqueConstraint(fields=('version', 'number'), name='step_number_once_per_version'), models.UniqueConstraint(condition=models.Q(('state', 'ready')), fields=('version',), name='version_made_ready_once'), models.CheckConstraint(condition=models.Q(('by', models.F('author')), ('needs_review', True), ('state', 'ready'), _negated=True), name='nobody_reviews_a_version_of_her_own'), models.CheckConstraint(condition=models.Q(('state__in', ['in_review', 'ready']), models.Q(('number', 1), ('state', 'draft')), models.Q(('state', 'draft'), models.Q(('why', ''), _negated=True)), _connector='OR'), name='version_state_known_and_sent_back_with_a_reason')],
            },
        ),
        append_only_trigger("assessments_questionstep"),
    ]
