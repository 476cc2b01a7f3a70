"""A certificate may be replaced by a corrected one, which ends when the first does, though that was before its issue."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0005_bundles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        append_only_trigger("certificates_certificate", rebuilt=True),
        migrations.CreateModel(
            name='Supersession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='replaced')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='supersession', to='certificates.certificate')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'supersession',
                'verbose_name_plural': 'supersessions',
            },
        ),
        migrations.AddConstraint(
            model_name='supersession',
            constraint=models.CheckConstraint(condition=models.Q(('by', models.F('second')), _negated=True), name='superseded_by_two_persons'),
        ),
        migrations.RemoveConstraint(
            model_name='certificate',
            name='certificate_expires_after_issue',
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(('expires_on', None), ('expires_on__gte', models.F('issued_on')), ('supersedes__isnull', False), _connector='OR'), name='certificate_expires_after_issue'),
        ),
        append_only_trigger("certificates_certificate", rebuilt=True),
        append_only_trigger("certificates_supersession"),
    ]
