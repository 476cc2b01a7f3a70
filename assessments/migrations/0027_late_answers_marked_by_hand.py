"""Late answers that a person marks once they count: more than one answer of a question, and a mark that comes later."""

from django.db import migrations, models

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0026_answer_files'),
    ]

    operations = [
        append_only_trigger("assessments_latedecision", rebuilt=True),
        migrations.AlterField(
            model_name='latedecision',
            name='mark_after',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True),
        ),
        migrations.RemoveConstraint(
            model_name='answertomark',
            name='one_answer_to_mark_per_question',
        ),
        migrations.AddConstraint(
            model_name='answertomark',
            constraint=models.UniqueConstraint(fields=('attempt', 'response'), name='answer_to_mark_once'),
        ),
        append_only_trigger("assessments_latedecision", rebuilt=True),
    ]
