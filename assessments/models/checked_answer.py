"""Checked answers of a practice."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly


class CheckedAnswer(AppendOnly):
    """An answer that its officer had checked in a practice, and what it earned by itself, as an exact fraction of 1.

    ``number`` counts the tries at a question from 1; ``response`` is the ``client.sequence`` of what was checked. With
    the penalty of the exam's payload they give the mark of the question again (``assessments.practice``).
    """

    attempt = models.ForeignKey("assessments.Attempt", on_delete=models.PROTECT, related_name="checked")
    slot = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    response = models.CharField(max_length=24)
    fraction = models.CharField(max_length=200)
    reasons = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("checked answer")
        verbose_name_plural = _("checked answers")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "slot", "number"], name="try_number_once_per_question"),
            # Pressing the button twice is one try.
            models.UniqueConstraint(fields=["attempt", "slot", "response"], name="answer_checked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.slot} · {self.number}"
