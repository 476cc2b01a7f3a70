"""Which notices are mailed, and what became of it."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('officers', '0012_choice_of_mail'),
    ]

    operations = [
        migrations.CreateModel(
            name='NoticeMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sending', 'Being sent'), ('sent', 'Sent'), ('dropped', 'No longer needed'), ('unsure', 'Interrupted'), ('failed', 'Given up')], default='waiting', max_length=10, verbose_name='state')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                ('due_at', models.DateTimeField(verbose_name='due')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled')),
                ('notice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='mail', to='officers.notice')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'mail of a notice',
                'verbose_name_plural': 'mails of notices',
                'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'sending'])), fields=['due_at'], name='notice_mail_due'), models.Index(condition=models.Q(('state__in', ['unsure', 'failed'])), fields=['settled_at'], name='notice_mail_failed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sending', 'sent', 'dropped', 'unsure', 'failed'])), name='notice_mail_state_known')],
            },
        ),
    ]
