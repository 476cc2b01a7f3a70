"""Finds what is alike among the questions that were saved before it was looked for."""

from django.db import migrations

from assessments.likeness import HIGH, asked_words, likeness, sketch
from assessments.question_types import registry


def fill(apps, schema_editor):
    """Write sketches and likenesses of every question's newest version, bank by bank of an area."""
    models = {name: apps.get_model("assessments", name) for name in ("Question", "QuestionSketch", "Likeness")}
    by_key: dict[tuple[int, int], list[int]] = {}
    words: dict[int, str] = {}
    for question in models["Question"].objects.select_related("bank").order_by("pk").iterator(chunk_size=500):
        newest = question.versions.order_by("-number").first()
        if newest is None:
            continue
        kind = registry.get(newest.kind)
        words[question.pk] = asked_words(kind.public(kind.load(newest.content)))
        keys = set(sketch(words[question.pk]))
        models["QuestionSketch"].objects.bulk_create(
            [models["QuestionSketch"](question=question, key=key) for key in keys]
        )
        near = {other for key in keys for other in by_key.get((question.bank.area_id, key), ())}
        alike = [(other, likeness(words[question.pk], words[other])) for other in near]
        models["Likeness"].objects.bulk_create(
            models["Likeness"](question_id=one, other_id=two, hundredths=share)
            for other, share in alike
            if share >= HIGH
            for one, two in ((question.pk, other), (other, question.pk))
        )
        for key in keys:
            by_key.setdefault((question.bank.area_id, key), []).append(question.pk)


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0022_questions_alike_and_shown"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
