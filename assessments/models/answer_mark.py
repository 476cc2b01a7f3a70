"""Answers that a person marks, and the marks that they were given."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly

__all__ = ["AnswerMark", "AnswerToMark"]


class AnswerToMark(models.Model):
    """An answer that a person marks: one a question, made at submitting, and each that came late and was let count.

    ``response`` is its ``client.sequence``. ``marks`` counts the ``AnswerMark`` rows; 0: it waits.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    attempt = models.ForeignKey("assessments.Attempt", on_delete=models.PROTECT, related_name="answers_to_mark")
    slot = models.PositiveSmallIntegerField(_("question"))
    version = models.ForeignKey("assessments.QuestionVersion", on_delete=models.PROTECT, related_name="answers_to_mark")
    response = models.CharField(max_length=24)
    marks = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(_("handed in"))

    class Meta:
        verbose_name = _("answer to mark")
        verbose_name_plural = _("answers to mark")
        indexes = [
            # What every list asks for: what waits, the oldest first.
            models.Index(fields=["at"], condition=models.Q(marks=0), name="answer_waits_oldest_first"),
        ]
        constraints = [
            # Two rows for one answer would be marked twice, with two results.
            models.UniqueConstraint(fields=["attempt", "response"], name="answer_to_mark_once"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class AnswerMark(AppendOnly):
    """A mark that a person gave an answer: the number of the level at each criterion, and a comment for the officer.

    ``fraction`` is exact (``n/d``), of the question. The newest of an answer counts; one that stands over another says
    why.
    """

    answer = models.ForeignKey(AnswerToMark, on_delete=models.PROTECT, related_name="history")
    number = models.PositiveSmallIntegerField()
    levels = models.JSONField()
    fraction = models.CharField(max_length=200)
    comment = models.TextField(_("comment for the officer"), blank=True)
    why = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("mark of an answer")
        verbose_name_plural = _("marks of answers")
        ordering = ["answer", "number"]
        constraints = [
            # Two who mark at once: the second must see the first.
            models.UniqueConstraint(fields=["answer", "number"], name="answer_mark_number_once"),
            models.CheckConstraint(
                condition=models.Q(number=1) | (models.Q(number__gt=1) & ~models.Q(why="")),
                name="mark_over_another_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} · {self.number}"
