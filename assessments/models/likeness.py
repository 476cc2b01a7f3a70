"""Which questions are alike: what they are found by, and what was found."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionSketch(models.Model):
    """A key under which a question is found by those like it (``assessments.likeness``), by its newest version."""

    question = models.ForeignKey("assessments.Question", on_delete=models.PROTECT, related_name="sketch")
    key = models.BigIntegerField()

    class Meta:
        verbose_name = _("sketch of a question")
        verbose_name_plural = _("sketches of questions")
        indexes = [models.Index(fields=["key"], name="question_by_sketch")]
        constraints = [models.UniqueConstraint(fields=["question", "key"], name="sketch_key_once_per_question")]

    def __str__(self) -> str:
        return f"{self.question_id} · {self.key}"


class Likeness(models.Model):
    """That a question is much like another one, by the newest versions of both; stands once each way.

    ``hundredths``: 100 where the words are the same. Found when either is saved; it warns and forbids nothing.
    """

    question = models.ForeignKey("assessments.Question", on_delete=models.PROTECT, related_name="alike")
    other = models.ForeignKey("assessments.Question", on_delete=models.PROTECT, related_name="+")
    hundredths = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("likeness of two questions")
        verbose_name_plural = _("likenesses of two questions")
        constraints = [models.UniqueConstraint(fields=["question", "other"], name="likeness_once_each_way")]

    def __str__(self) -> str:
        return f"{self.question_id} · {self.other_id}"
