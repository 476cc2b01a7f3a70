import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('courses', '0001_initial'),
        ('officers', '0001_initial'),
        ('officers', '__first__'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='ExamPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('activity_uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
            ],
            options={
                'verbose_name': 'exam',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('enrolled', 'Enrolled'), ('trial', 'Trial')], default='enrolled', max_length=10, verbose_name='kind')),
                ('activity_uuid', models.UUIDField()),
                ('payload_sha256', models.CharField(max_length=64)),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('seed', models.BinaryField(max_length=16)),
                ('draw', models.JSONField()),
                ('started_at', models.DateTimeField(verbose_name='started')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='ends')),
                ('clients', models.PositiveIntegerField(default=0)),
                ('state', models.CharField(choices=[('open', 'Open'), ('submitted', 'Submitted')], default='open', max_length=10, verbose_name='state')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted')),
                ('submitted_by', models.CharField(blank=True, choices=[('officer', 'The officer'), ('deadline', 'The end of the time')], max_length=10)),
                ('fraction', models.CharField(blank=True, max_length=200)),
                ('mark', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True, verbose_name='mark')),
                ('passed', models.BooleanField(blank=True, null=True, verbose_name='passed')),
                ('enrolment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='courses.enrolment')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='courses.editionitem')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'attempt',
                'verbose_name_plural': 'attempts',
            },
        ),
        migrations.CreateModel(
            name='AttemptMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('slots', models.JSONField()),
                ('fraction', models.CharField(max_length=200)),
                ('mark', models.DecimalField(decimal_places=2, max_digits=4)),
                ('passed', models.BooleanField()),
                ('why', models.TextField(blank=True, verbose_name='reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='assessments.attempt')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'marking of an attempt',
                'verbose_name_plural': 'markings of attempts',
            },
        ),
        migrations.CreateModel(
            name='Bank',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('classification', models.CharField(choices=[('open', 'Open outline'), ('internal', 'Internal'), ('reserved', 'Reserved')], default='internal', max_length=10, verbose_name='classification')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officers.area', verbose_name='area')),
                ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='banks', to='courses.course', verbose_name='course')),
            ],
            options={
                'verbose_name': 'question bank',
                'verbose_name_plural': 'question banks',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='retired')),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='assessments.bank')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
            },
        ),
        migrations.CreateModel(
            name='QuestionVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('kind', models.CharField(max_length=30, verbose_name='kind')),
                ('content', models.JSONField()),
                ('weight', models.CharField(default='1', max_length=20, verbose_name='weight')),
                ('difficulty', models.CharField(choices=[('easy', 'Easy'), ('medium', 'Medium'), ('hard', 'Hard')], default='medium', max_length=6, verbose_name='difficulty')),
                ('tags', models.JSONField(default=list)),
                ('lessons', models.JSONField(default=list)),
                ('reference', models.CharField(blank=True, max_length=300, verbose_name='reference')),
                ('sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='assessments.question')),
            ],
            options={
                'verbose_name': 'version of a question',
                'verbose_name_plural': 'versions of questions',
                'ordering': ['question', '-number'],
            },
        ),
        migrations.CreateModel(
            name='PinnedQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pinned_questions', to='courses.editionitem')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pins', to='assessments.questionversion')),
            ],
            options={
                'verbose_name': 'pinned question',
                'verbose_name_plural': 'pinned questions',
            },
        ),
        migrations.AddIndex(
            model_name='attempt',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['ends_at'], name='attempt_open_ends'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('enrolment', 'activity_uuid'), name='one_open_attempt_per_activity'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(fields=('enrolment', 'activity_uuid', 'number'), name='attempt_number_once_per_activity'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('enrolment', None), ('kind', 'trial')), models.Q(('enrolment__isnull', False), ('kind', 'enrolled')), _connector='OR'), name='only_a_trial_has_no_enrolment'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mark', None), ('state', 'open'), ('submitted_at', None)), models.Q(('state', 'submitted'), ('submitted_at__isnull', False)), _connector='OR'), name='attempt_open_or_submitted'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.CheckConstraint(condition=models.Q(('mark', None), models.Q(('mark__gte', 0), ('mark__lte', 20)), _connector='OR'), name='attempt_mark_in_scale'),
        ),
        migrations.AddConstraint(
            model_name='attemptmark',
            constraint=models.UniqueConstraint(fields=('attempt', 'number'), name='marking_number_once_per_attempt'),
        ),
        migrations.AddConstraint(
            model_name='attemptmark',
            constraint=models.CheckConstraint(condition=models.Q(('mark__gte', 0), ('mark__lte', 20)), name='marking_in_scale'),
        ),
        migrations.AddConstraint(
            model_name='bank',
            constraint=models.CheckConstraint(condition=models.Q(('classification__in', ['open', 'internal', 'reserved'])), name='bank_classification_known'),
        ),
        migrations.AddConstraint(
            model_name='questionversion',
            constraint=models.UniqueConstraint(fields=('question', 'number'), name='version_number_once_per_question'),
        ),
        migrations.AddConstraint(
            model_name='questionversion',
            constraint=models.CheckConstraint(condition=models.Q(('difficulty__in', ['easy', 'medium', 'hard'])), name='question_difficulty_known'),
        ),
        migrations.AddConstraint(
            model_name='pinnedquestion',
            constraint=models.UniqueConstraint(fields=('item', 'version'), name='question_pinned_once_per_item'),
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('pk', models.CompositePrimaryKey('attempt', 'client', 'sequence', blank=True, editable=False, primary_key=True, serialize=False)),
                ('client', models.IntegerField()),
                ('sequence', models.IntegerField()),
                ('slot', models.SmallIntegerField()),
                ('value', models.JSONField()),
                ('base', models.CharField(blank=True, max_length=24)),
                ('standing', models.CharField(choices=[('counted', 'Counted'), ('stale', 'Given without knowing a newer answer'), ('late', 'After the end'), ('after_submit', 'After submitting')], max_length=12)),
                ('order', models.IntegerField()),
                ('at', models.DateTimeField()),
                ('attempt', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='assessments.attempt')),
            ],
            options={
                'verbose_name': 'response',
                'verbose_name_plural': 'responses',
                'constraints': [models.CheckConstraint(condition=models.Q(('standing__in', ['counted', 'stale', 'late', 'after_submit'])), name='response_standing_known')],
            },
        ),
    ]
