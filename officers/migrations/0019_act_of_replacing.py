"""Replacing a certificate takes two persons."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('officers', '0018_act_of_reviewers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='proposal',
            name='act',
            field=models.CharField(choices=[('cms.use', 'Work in the CMS'), ('content.read', 'Read content without enrolment'), ('content.edit', 'Edit content'), ('question.review', 'Review questions that others wrote'), ('edition.publish', 'Publish an edition'), ('access.set', 'Change classification and access rules'), ('classification.lower', 'Lower a classification (two persons)'), ('run.manage', 'Plan and run cohorts'), ('marks.view', 'See marks'), ('answer.mark', 'Mark answers by hand'), ('mark.decide', 'Decide on a mark (two persons)'), ('role.grant', 'Give and withdraw roles'), ('role.grant_content', 'Give and withdraw roles that work on content'), ('officer.manage', 'Manage officers and units'), ('officer.confirm', 'Confirm who forgot the password (the second of two persons)'), ('record.view', 'See training records'), ('certificate.revoke', 'Revoke a certificate (two persons)'), ('certificate.reinstate', 'Undo the revocation of a certificate (two persons)'), ('certificate.reissue', 'Replace a certificate by a corrected one (two persons)'), ('audit.view', 'See the audit'), ('system.operate', 'Look after the system')], max_length=40, verbose_name='act'),
        ),
    ]
