"""Fills what lists search and filter by, for the questions that were saved before it was there."""

from django.db import migrations

from assessments.question_types import registry
from kernel.folding import fold


def fill(apps, schema_editor):
    """Write words and tags of every question's newest version."""
    question_tag = apps.get_model("assessments", "QuestionTag")
    for question in apps.get_model("assessments", "Question").objects.all():
        newest = question.versions.order_by("-number").first()
        if newest is None:
            continue
        question_type = registry.get(newest.kind)
        question.words = fold(question_type.words(question_type.load(newest.content)))
        question.save(update_fields=["words"])
        question_tag.objects.bulk_create(
            question_tag(question=question, tag=tag) for tag in dict.fromkeys(newest.tags)
        )


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0006_question_words_and_tags"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
