"""Complaints, what became of them, and marks changed by hand."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0010_sitting_events'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('slot', models.PositiveSmallIntegerField(verbose_name='question')),
                ('text', models.TextField(verbose_name='what is wrong')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='assessments.attempt')),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='assessments.questionversion')),
            ],
            options={
                'verbose_name': 'complaint',
                'verbose_name_plural': 'complaints',
            },
        ),
        migrations.CreateModel(
            name='ComplaintStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('filed', 'Filed'), ('under_review', 'Under review'), ('upheld', 'Upheld'), ('dismissed', 'Dismissed')], max_length=12, verbose_name='state')),
                ('text', models.TextField(blank=True, verbose_name='answer')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to='assessments.complaint')),
            ],
            options={
                'verbose_name': 'step of a complaint',
                'verbose_name_plural': 'steps of complaints',
                'ordering': ['complaint', 'number'],
            },
        ),
        migrations.CreateModel(
            name='MarkChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.PositiveSmallIntegerField(verbose_name='question')),
                ('before', models.CharField(max_length=200)),
                ('after', models.CharField(max_length=200)),
                ('mark_before', models.DecimalField(decimal_places=2, max_digits=4)),
                ('mark_after', models.DecimalField(decimal_places=2, max_digits=4)),
                ('why', models.TextField(verbose_name='reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mark_changes', to='assessments.attempt')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mark_changes', to='assessments.complaint')),
            ],
            options={
                'verbose_name': 'change of a mark',
                'verbose_name_plural': 'changes of marks',
            },
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(fields=['-at'], name='complaint_newest_first'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.UniqueConstraint(fields=('attempt', 'slot'), name='one_complaint_per_question_of_an_attempt'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('slot', 0), ('version', None)), models.Q(('slot__gte', 1), ('version__isnull', False)), _connector='OR'), name='complaint_about_a_question_names_its_version'),
        ),
        migrations.AddConstraint(
            model_name='complaintstep',
            constraint=models.UniqueConstraint(fields=('complaint', 'number'), name='step_number_once_per_complaint'),
        ),
        migrations.AddConstraint(
            model_name='complaintstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('number', 1), ('state', 'under_review')), models.Q(('number', 2), ('state__in', ['upheld', 'dismissed']), models.Q(('text', ''), _negated=True)), _connector='OR'), name='complaint_taken_up_then_decided_with_a_text'),
        ),
        migrations.AddConstraint(
            model_name='markchange',
            constraint=models.UniqueConstraint(fields=('complaint', 'slot'), name='one_change_per_question_of_a_complaint'),
        ),
        migrations.AddConstraint(
            model_name='markchange',
            constraint=models.CheckConstraint(condition=models.Q(('mark_after__gte', models.F('mark_before'))), name='mark_changed_by_hand_never_falls'),
        ),
        append_only_trigger("assessments_complaint"),
        append_only_trigger("assessments_complaintstep"),
        append_only_trigger("assessments_markchange"),
    ]
