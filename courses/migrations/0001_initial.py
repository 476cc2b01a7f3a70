import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelsearch.index
import taggit.managers
import uuid
import wagtail.images.models
import wagtail.models.media
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('officers', '0001_initial'),
        ('officers', '__first__'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='CataloguePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'catalogue',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'home page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='LessonPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('activity_uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
            ],
            options={
                'verbose_name': 'lesson',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ModulePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('activity_uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
            ],
            options={
                'verbose_name': 'module',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.CharField(max_length=10, unique=True, validators=[django.core.validators.RegexValidator('\\A[A-Z]{2,4}-[0-9]{3}\\Z', 'A code looks like PC-101: letters, a hyphen, three digits.')], verbose_name='code')),
                ('classification', models.CharField(choices=[('open', 'Open outline'), ('internal', 'Internal'), ('reserved', 'Reserved')], default='internal', max_length=10, verbose_name='classification')),
                ('contact', models.CharField(blank=True, help_text='Whom a learner asks about this course.', max_length=200, verbose_name='contact')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officers.area', verbose_name='area')),
                ('prerequisites', models.ManyToManyField(blank=True, related_name='required_for', to='courses.course', verbose_name='prerequisites')),
            ],
            options={
                'verbose_name': 'course',
                'verbose_name_plural': 'courses',
                'ordering': ['code'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CourseDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', models.FileField(upload_to='documents', verbose_name='file')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, editable=False, max_length=40)),
                ('classification', models.CharField(choices=[('open', 'Open outline'), ('internal', 'Internal'), ('reserved', 'Reserved')], default='internal', max_length=10, verbose_name='classification')),
                ('sha256', models.CharField(db_index=True, default='', editable=False, max_length=64)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officers.area', verbose_name='area')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'abstract': False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='CourseImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('classification', models.CharField(choices=[('open', 'Open outline'), ('internal', 'Internal'), ('reserved', 'Reserved')], default='internal', max_length=10, verbose_name='classification')),
                ('sha256', models.CharField(db_index=True, default='', editable=False, max_length=64)),
                ('credit', models.CharField(blank=True, max_length=200, verbose_name='credit')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officers.area', verbose_name='area')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'image',
                'verbose_name_plural': 'images',
                'abstract': False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='CoursePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('course', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='page', to='courses.course')),
            ],
            options={
                'verbose_name': 'course page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='CourseRendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='courses.courseimage')),
            ],
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('public_title', models.CharField(max_length=200, verbose_name='public title')),
                ('academic_hours', models.PositiveSmallIntegerField(verbose_name='academic hours')),
                ('credits', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=4, verbose_name='credits')),
                ('level', models.CharField(choices=[('basic', 'Basic'), ('intermediate', 'Intermediate'), ('advanced', 'Advanced')], max_length=12, verbose_name='level')),
                ('pass_mark', models.DecimalField(decimal_places=2, default=Decimal('11'), max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(20)], verbose_name='pass mark')),
                ('rounding', models.CharField(choices=[('none', 'Two decimals'), ('whole', 'Whole marks, half up')], default='none', max_length=5, verbose_name='rounding')),
                ('validity_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='validity in months')),
                ('resolution', models.CharField(blank=True, max_length=120, verbose_name='resolution')),
                ('payload', models.JSONField()),
                ('search_text', models.TextField(editable=False)),
                ('notes', models.TextField(blank=True, verbose_name='notes')),
                ('revisions', models.JSONField(default=dict)),
                ('sha256', models.CharField(max_length=64)),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='published')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='courses.course')),
            ],
            options={
                'verbose_name': 'edition',
                'verbose_name_plural': 'editions',
                'ordering': ['course', '-number'],
            },
        ),
        migrations.CreateModel(
            name='CourseRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.CharField(max_length=30, unique=True, validators=[django.core.validators.RegexValidator('\\A[A-Z0-9-]+\\Z', 'Use capitals, digits and hyphens.')], verbose_name='code')),
                ('starts_at', models.DateTimeField(verbose_name='starts')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('enrolment_opens_at', models.DateTimeField(verbose_name='enrolment opens')),
                ('enrolment_closes_at', models.DateTimeField(verbose_name='enrolment closes')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='courses.edition')),
            ],
            options={
                'verbose_name': 'course run',
                'verbose_name_plural': 'course runs',
                'ordering': ['-starts_at'],
            },
        ),
        migrations.CreateModel(
            name='EditionAsset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('file', models.CharField(max_length=200)),
                ('media_type', models.CharField(max_length=100)),
                ('name', models.CharField(max_length=200)),
                ('size', models.PositiveIntegerField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assets', to='courses.edition')),
            ],
            options={
                'verbose_name': 'file of an edition',
                'verbose_name_plural': 'files of editions',
            },
        ),
        migrations.CreateModel(
            name='EditionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity_uuid', models.UUIDField()),
                ('kind', models.CharField(max_length=20)),
                ('order', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('label', models.CharField(max_length=10)),
                ('minutes', models.PositiveSmallIntegerField(default=0)),
                ('required', models.BooleanField(default=True)),
                ('weight', models.CharField(blank=True, max_length=20)),
                ('payload', models.JSONField()),
                ('search_text', models.TextField(blank=True, editable=False)),
                ('sha256', models.CharField(max_length=64)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='courses.edition')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='courses.editionitem')),
            ],
            options={
                'verbose_name': 'item of an edition',
                'verbose_name_plural': 'items of editions',
                'ordering': ['edition', 'order'],
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('requested', 'Requested'), ('waiting', 'On the waiting list'), ('declined', 'Declined'), ('active', 'In progress'), ('completed', 'Completed'), ('failed', 'Not passed'), ('withdrawn', 'Withdrawn'), ('expired', 'Expired')], max_length=10, verbose_name='state')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='enrolled')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('final_mark', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True, verbose_name='final mark')),
                ('last_activity', models.UUIDField(blank=True, null=True)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='courses.course')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='courses.courserun')),
            ],
            options={
                'verbose_name': 'enrolment',
                'verbose_name_plural': 'enrolments',
                'ordering': ['-made_at'],
            },
        ),
        migrations.CreateModel(
            name='Guideline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.CharField(max_length=10, unique=True, validators=[django.core.validators.RegexValidator('\\A[A-Z]{2,4}-[0-9]{3}\\Z', 'A code looks like PC-101: letters, a hyphen, three digits.')], verbose_name='code')),
                ('classification', models.CharField(choices=[('open', 'Open outline'), ('internal', 'Internal'), ('reserved', 'Reserved')], default='internal', max_length=10, verbose_name='classification')),
                ('contact', models.CharField(blank=True, help_text='Whom a learner asks about this course.', max_length=200, verbose_name='contact')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officers.area', verbose_name='area')),
            ],
            options={
                'verbose_name': 'guideline',
                'verbose_name_plural': 'guidelines',
                'ordering': ['code'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='guideline',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='courses.guideline'),
        ),
        migrations.CreateModel(
            name='AccessRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('why', models.CharField(max_length=300, verbose_name='reason')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='access_rules', to=settings.AUTH_USER_MODEL, verbose_name='officer')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officers.unit', verbose_name='unit and below')),
                ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='access_rules', to='courses.course')),
                ('guideline', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='access_rules', to='courses.guideline')),
            ],
            options={
                'verbose_name': 'access rule',
                'verbose_name_plural': 'access rules',
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity_uuid', models.UUIDField()),
                ('state', models.CharField(max_length=10, verbose_name='state')),
                ('fraction', models.CharField(blank=True, max_length=200)),
                ('evidence', models.CharField(blank=True, max_length=100)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='courses.enrolment')),
            ],
            options={
                'verbose_name': 'outcome',
                'verbose_name_plural': 'outcomes',
            },
        ),
        migrations.CreateModel(
            name='Progress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity_uuid', models.UUIDField()),
                ('state', models.CharField(choices=[('started', 'Started'), ('done', 'Done'), ('failed', 'Not passed')], max_length=10, verbose_name='state')),
                ('fraction', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='progress', to='courses.enrolment')),
            ],
            options={
                'verbose_name': 'progress',
                'verbose_name_plural': 'progress',
            },
        ),
        migrations.CreateModel(
            name='RunActivity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity_uuid', models.UUIDField()),
                ('opens', models.DateTimeField(blank=True, null=True, verbose_name='opens')),
                ('start_until', models.DateTimeField(blank=True, null=True, verbose_name='last start')),
                ('closes', models.DateTimeField(blank=True, null=True, verbose_name='closes')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='courses.courserun')),
            ],
            options={
                'verbose_name': 'dates of an activity',
                'verbose_name_plural': 'dates of activities',
            },
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('classification__in', ['open', 'internal', 'reserved'])), name='course_classification_known'),
        ),
        migrations.AddConstraint(
            model_name='coursedocument',
            constraint=models.CheckConstraint(condition=models.Q(('classification__in', ['open', 'internal', 'reserved'])), name='document_classification_known'),
        ),
        migrations.AddConstraint(
            model_name='courseimage',
            constraint=models.CheckConstraint(condition=models.Q(('classification__in', ['open', 'internal', 'reserved'])), name='image_classification_known'),
        ),
        migrations.AlterUniqueTogether(
            name='courserendition',
            unique_together={('image', 'filter_spec', 'focal_point_key')},
        ),
        migrations.AddConstraint(
            model_name='courserun',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='run_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='courserun',
            constraint=models.CheckConstraint(condition=models.Q(('enrolment_closes_at__gt', models.F('enrolment_opens_at')), ('enrolment_closes_at__lte', models.F('ends_at'))), name='run_enrolment_dates_in_order'),
        ),
        migrations.AddIndex(
            model_name='editionasset',
            index=models.Index(fields=['sha256'], name='edition_asset_sha256'),
        ),
        migrations.AddConstraint(
            model_name='editionasset',
            constraint=models.UniqueConstraint(fields=('edition', 'sha256'), name='asset_once_per_edition'),
        ),
        migrations.AddConstraint(
            model_name='editionitem',
            constraint=models.UniqueConstraint(fields=('edition', 'activity_uuid'), name='activity_once_per_edition'),
        ),
        migrations.AddConstraint(
            model_name='editionitem',
            constraint=models.UniqueConstraint(fields=('edition', 'order'), name='order_once_per_edition'),
        ),
        migrations.AddIndex(
            model_name='enrolment',
            index=models.Index(fields=['run', 'state'], name='enrolment_run_state'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['requested', 'waiting', 'declined', 'active', 'completed', 'failed', 'withdrawn', 'expired'])), name='enrolment_state_known'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['requested', 'waiting', 'active'])), fields=('officer', 'course'), name='one_open_enrolment_per_course'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state__in', ['requested', 'waiting', 'active'])), models.Q(('ended_at__isnull', False), ('state__in', ['declined', 'completed', 'failed', 'withdrawn', 'expired'])), _connector='OR'), name='enrolment_ended_or_open'),
        ),
        migrations.AddConstraint(
            model_name='guideline',
            constraint=models.CheckConstraint(condition=models.Q(('classification__in', ['open', 'internal', 'reserved'])), name='guideline_classification_known'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('course', 'number'), name='edition_number_once_per_course'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('guideline', 'number'), name='edition_number_once_per_guideline'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('course', None), ('guideline__isnull', False)), models.Q(('course__isnull', False), ('guideline', None)), _connector='OR'), name='edition_of_one_subject'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('pass_mark__gte', 0), ('pass_mark__lte', 20)), name='edition_pass_mark_in_scale'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['basic', 'intermediate', 'advanced'])), name='edition_level_known'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('rounding__in', ['none', 'whole'])), name='edition_rounding_known'),
        ),
        migrations.AddConstraint(
            model_name='accessrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('course', None), ('guideline__isnull', False)), models.Q(('course__isnull', False), ('guideline', None)), _connector='OR'), name='access_rule_for_one_subject'),
        ),
        migrations.AddConstraint(
            model_name='accessrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('officer__isnull', False), ('unit', None)), models.Q(('officer', None), ('unit__isnull', False)), _connector='OR'), name='access_rule_names_unit_or_officer'),
        ),
        migrations.AddConstraint(
            model_name='accessrule',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('since')), _connector='OR'), name='access_rule_dates_in_order'),
        ),
        migrations.AddIndex(
            model_name='outcome',
            index=models.Index(fields=['enrolment', 'activity_uuid'], name='outcome_enrolment_activity'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['started', 'done', 'failed'])), name='outcome_state_known'),
        ),
        migrations.AddConstraint(
            model_name='progress',
            constraint=models.UniqueConstraint(fields=('enrolment', 'activity_uuid'), name='progress_once_per_activity'),
        ),
        migrations.AddConstraint(
            model_name='progress',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['started', 'done', 'failed'])), name='progress_state_known'),
        ),
        migrations.AddConstraint(
            model_name='runactivity',
            constraint=models.UniqueConstraint(fields=('run', 'activity_uuid'), name='dates_once_per_run_and_activity'),
        ),
        migrations.AddConstraint(
            model_name='runactivity',
            constraint=models.CheckConstraint(condition=models.Q(('opens', None), ('closes', None), ('closes__gt', models.F('opens')), _connector='OR'), name='run_activity_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='runactivity',
            constraint=models.CheckConstraint(condition=models.Q(('start_until', None), ('closes', None), ('closes__gte', models.F('start_until')), _connector='OR'), name='run_activity_starts_before_close'),
        ),
    ]
