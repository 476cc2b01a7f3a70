import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('courses', '0001_initial'),
        ('officers', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='SerialCounter',
            fields=[
                ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'counter of serials',
                'verbose_name_plural': 'counters of serials',
            },
        ),
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('mark', models.DecimalField(decimal_places=2, max_digits=4, null=True, verbose_name='mark')),
                ('completed_at', models.DateTimeField(verbose_name='completed')),
                ('evidence', models.JSONField(default=list)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='courses.edition')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='courses.enrolment')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'award',
                'verbose_name_plural': 'awards',
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('serial', models.CharField(max_length=32, unique=True, verbose_name='serial')),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('holder_name', models.CharField(max_length=210, verbose_name='holder')),
                ('holder_rank', models.CharField(blank=True, max_length=80, verbose_name='rank')),
                ('holder_unit', models.CharField(blank=True, max_length=160, verbose_name='unit')),
                ('holder_cip', models.CharField(blank=True, max_length=8, verbose_name='CIP')),
                ('course_title', models.CharField(max_length=200, verbose_name='course')),
                ('course_code', models.CharField(max_length=10, verbose_name='code')),
                ('edition_number', models.PositiveIntegerField(verbose_name='edition')),
                ('edition_sha256', models.CharField(max_length=64)),
                ('academic_hours', models.PositiveSmallIntegerField(verbose_name='academic hours')),
                ('credits', models.DecimalField(decimal_places=2, max_digits=4, verbose_name='credits')),
                ('mark', models.DecimalField(decimal_places=2, max_digits=4, null=True, verbose_name='mark')),
                ('resolution', models.CharField(blank=True, max_length=120, verbose_name='resolution')),
                ('signatories', models.JSONField(default=list)),
                ('completed_on', models.DateField(verbose_name='completed on')),
                ('issued_on', models.DateField(verbose_name='issued on')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='expires on')),
                ('base_url', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='certificates.award')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='certificates.certificate')),
            ],
            options={
                'verbose_name': 'certificate',
                'verbose_name_plural': 'certificates',
                'ordering': ['-made_at'],
            },
        ),
        migrations.CreateModel(
            name='CertificateFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('file', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='certificates.certificate')),
            ],
            options={
                'verbose_name': 'file of a certificate',
                'verbose_name_plural': 'files of certificates',
            },
        ),
        migrations.CreateModel(
            name='Revocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(choices=[('marking_error', 'Error in marking'), ('identity_error', "Error in the holder's identity"), ('fraud', 'Irregularity in the exam'), ('administrative', 'Administrative decision')], max_length=16, verbose_name='category')),
                ('reason', models.TextField(verbose_name='reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='revoked')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='revocation', to='certificates.certificate')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'revocation',
                'verbose_name_plural': 'revocations',
            },
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.UniqueConstraint(fields=('enrolment',), name='one_award_per_enrolment'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(('mark', None), models.Q(('mark__gte', 0), ('mark__lte', 20)), _connector='OR'), name='award_mark_in_scale'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(fields=('year', 'number'), name='certificate_number_once_per_year'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('supersedes', None)), fields=('award',), name='one_first_certificate_per_award'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(('expires_on', None), ('expires_on__gte', models.F('issued_on')), _connector='OR'), name='certificate_expires_after_issue'),
        ),
        migrations.AddConstraint(
            model_name='certificatefile',
            constraint=models.UniqueConstraint(fields=('certificate', 'sha256'), name='pdf_once_per_certificate'),
        ),
        migrations.AddConstraint(
            model_name='revocation',
            constraint=models.CheckConstraint(condition=models.Q(('category__in', ['marking_error', 'identity_error', 'fraud', 'administrative'])), name='revocation_category_known'),
        ),
        migrations.AddConstraint(
            model_name='revocation',
            constraint=models.CheckConstraint(condition=models.Q(('by', models.F('second')), _negated=True), name='revoked_by_two_persons'),
        ),
    ]
