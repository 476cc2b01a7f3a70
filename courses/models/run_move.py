"""Moves of runs to other editions: the history of what a run teaches."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly


class RunMove(AppendOnly):
    """A run that taught one edition teaches another from a moment on; the run's ``edition`` is the newest ``after``.

    ``again``: the keys of the lessons that had to be read again. ``learning``: how many were learning in the run;
    ``completed``: how many of these completed the course by the move.
    """

    run = models.ForeignKey("courses.CourseRun", on_delete=models.PROTECT, related_name="moves")
    before = models.ForeignKey("courses.Edition", on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey("courses.Edition", on_delete=models.PROTECT, related_name="+")
    again = models.JSONField(default=list)
    learning = models.PositiveIntegerField()
    completed = models.PositiveIntegerField()
    why = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("move of a run")
        verbose_name_plural = _("moves of runs")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(before=models.F("after")), name="run_moves_to_another_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} · {self.before_id} → {self.after_id}"
