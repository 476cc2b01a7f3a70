"""A version of a question says which objectives of its lessons it asks for."""

from django.db import migrations, models

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0036_answers_without_the_pen"),
    ]

    operations = [
        append_only_trigger("assessments_questionversion", rebuilt=True),
        migrations.AddField(
            model_name="questionversion",
            name="objectives",
            field=models.JSONField(default=list),
        ),
        append_only_trigger("assessments_questionversion", rebuilt=True),
    ]
