"""Requests of people who forgot their password."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('officers', '0010_act_of_confirming_a_person'),
    ]

    operations = [
        migrations.CreateModel(
            name='PasswordRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public identifier')),
                ('login', models.CharField(max_length=12, verbose_name='login')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('until', models.DateTimeField(verbose_name='valid until')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('confirmed', 'Confirmed'), ('declined', 'Declined'), ('lapsed', 'Lapsed')], default='waiting', max_length=10, verbose_name='state')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('how', models.CharField(blank=True, choices=[('in_person', 'In person, with the identity card or the DNI'), ('telephone', 'By telephone, calling back the number that the unit has on record')], max_length=10, verbose_name='how the person was recognised')),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='password_requests', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'request for a new password',
                'verbose_name_plural': 'requests for a new password',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('login',), name='one_open_password_request_per_login'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'confirmed', 'declined', 'lapsed'])), name='password_request_state_known'), models.CheckConstraint(condition=models.Q(('how__in', ['', 'in_person', 'telephone'])), name='password_request_how_known'), models.CheckConstraint(condition=models.Q(('by', models.F('officer')), _negated=True), name='nobody_confirms_his_own_password_request'), models.CheckConstraint(condition=models.Q(models.Q(('by', None), ('officer', None), ('state__in', ['waiting', 'lapsed'])), models.Q(('by__isnull', False), ('decided_at__isnull', False), ('officer__isnull', False), ('state', 'confirmed'), models.Q(('how', ''), _negated=True)), models.Q(('by__isnull', False), ('decided_at__isnull', False), ('officer__isnull', False), ('state', 'declined'), models.Q(('why', ''), _negated=True)), _connector='OR'), name='password_request_decided_by_somebody')],
            },
        ),
    ]
