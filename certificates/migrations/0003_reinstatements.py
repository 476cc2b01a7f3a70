"""A revocation may be undone, and come again after that: more than one a certificate, never two in force."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0002_written_once'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        append_only_trigger("certificates_revocation", rebuilt=True),
        migrations.AlterField(
            model_name='revocation',
            name='certificate',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revocations', to='certificates.certificate'),
        ),
        migrations.CreateModel(
            name='Reinstatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='reinstated')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revocation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reinstatement', to='certificates.revocation')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'reinstatement',
                'verbose_name_plural': 'reinstatements',
            },
        ),
        migrations.AddField(
            model_name='revocation',
            name='after',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='revoked_again', to='certificates.reinstatement'),
        ),
        migrations.AddConstraint(
            model_name='revocation',
            constraint=models.UniqueConstraint(condition=models.Q(('after', None)), fields=('certificate',), name='one_first_revocation_per_certificate'),
        ),
        migrations.AddConstraint(
            model_name='reinstatement',
            constraint=models.CheckConstraint(condition=models.Q(('by', models.F('second')), _negated=True), name='reinstated_by_two_persons'),
        ),
        append_only_trigger("certificates_revocation", rebuilt=True),
        append_only_trigger("certificates_reinstatement"),
    ]
