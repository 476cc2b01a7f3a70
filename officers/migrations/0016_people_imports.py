"""Imports of people: the file, its rows, saved columns; a posting says which import opened it.

The new column of postings is empty and takes no rewriting on PostgreSQL.
"""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('officers', '0015_fill_former_names'),
    ]

    operations = [
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('columns', models.JSONField(default=dict, verbose_name='columns')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'saved columns',
                'verbose_name_plural': 'saved columns',
            },
        ),
        migrations.CreateModel(
            name='PeopleImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='uploaded')),
                ('state', models.CharField(choices=[('uploaded', 'Columns to be chosen'), ('checking', 'Being checked'), ('checked', 'Checked, nothing changed yet'), ('applying', 'Being imported'), ('applied', 'Imported'), ('undoing', 'Being undone'), ('undone', 'Undone'), ('discarded', 'Discarded')], default='uploaded', max_length=12, verbose_name='state')),
                ('file_name', models.CharField(max_length=120, verbose_name='file')),
                ('file_sha256', models.CharField(max_length=64, verbose_name='hash of the file')),
                ('heading_line', models.PositiveIntegerField(verbose_name='line of the headings')),
                ('headings', models.JSONField(default=list)),
                ('sample', models.JSONField(default=list)),
                ('lines', models.PositiveIntegerField(default=0)),
                ('foreign', models.JSONField(default=list)),
                ('columns', models.JSONField(default=dict, verbose_name='columns')),
                ('since', models.DateField(default=django.utils.timezone.localdate, verbose_name='holds from')),
                ('exact_names', models.BooleanField(default=False, verbose_name='accents and capitals of names count')),
                ('absent', models.CharField(choices=[('keep', 'They stay as they are'), ('retired', 'They are recorded as retired'), ('dismissed', 'They are recorded as dismissed and may no longer log in')], default='keep', max_length=12, verbose_name='officers who are not in the file')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('asked_at', models.DateTimeField(null=True)),
                ('counts', models.JSONField(default=dict)),
                ('serving', models.PositiveIntegerField(default=0)),
                ('checked_at', models.DateTimeField(null=True, verbose_name='checked')),
                ('trouble', models.JSONField(default=dict)),
                ('applied_at', models.DateTimeField(null=True, verbose_name='imported')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='undone')),
                ('undone_why', models.CharField(blank=True, max_length=200, verbose_name='reason for undoing')),
                ('applied_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people_imports', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officers.unit')),
            ],
            options={
                'verbose_name': 'import of people',
                'verbose_name_plural': 'imports of people',
            },
        ),
        migrations.CreateModel(
            name='ImportedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField(null=True, verbose_name='line')),
                ('place', models.PositiveSmallIntegerField()),
                ('kinds', models.CharField(max_length=90)),
                ('login', models.CharField(blank=True, max_length=12)),
                ('name', models.CharField(blank=True, max_length=210)),
                ('search_name', models.CharField(blank=True, max_length=210)),
                ('cells', models.JSONField(default=dict)),
                ('changes', models.JSONField(default=dict)),
                ('problems', models.JSONField(default=list)),
                ('notes', models.JSONField(default=list)),
                ('since', models.DateField(null=True)),
                ('officer', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('people_import', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='officers.peopleimport')),
            ],
            options={
                'verbose_name': 'row of an import',
                'verbose_name_plural': 'rows of imports',
            },
        ),
        migrations.CreateModel(
            name='ImportedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.BinaryField()),
                ('people_import', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='file', to='officers.peopleimport')),
            ],
            options={
                'verbose_name': 'file of an import',
                'verbose_name_plural': 'files of imports',
            },
        ),
        migrations.AddField(
            model_name='posting',
            name='imported',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='officers.peopleimport'),
        ),
        migrations.AddConstraint(
            model_name='peopleimport',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['uploaded', 'checking', 'checked', 'applying', 'applied', 'undoing', 'undone', 'discarded'])), name='people_import_state_known'),
        ),
        migrations.AddConstraint(
            model_name='peopleimport',
            constraint=models.CheckConstraint(condition=models.Q(('absent__in', ['keep', 'retired', 'dismissed'])), name='people_import_absent_known'),
        ),
        migrations.AddConstraint(
            model_name='peopleimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['applied', 'undoing', 'undone']), _negated=True), ('applied_at__isnull', False), _connector='OR'), name='people_import_applied_has_moment'),
        ),
        migrations.AddIndex(
            model_name='importedrow',
            index=models.Index(fields=['people_import', 'place', 'line', 'id'], name='imported_row_order'),
        ),
        migrations.AddConstraint(
            model_name='importedrow',
            constraint=models.UniqueConstraint(fields=('people_import', 'line'), name='one_row_a_line'),
        ),
    ]
