"""When the system last did what it does by itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LastRun(models.Model):
    """The last time that one of the system's own works came to its end: a row a work, written over.

    No history: who looks after the system wants to know how long ago. ``facts`` are plain values of that run.
    """

    class Work(models.TextChoices):
        """What the system does by itself."""

        SWEEP = "sweep", _("Sweep")
        BACKUP = "backup", _("Backup")

    work = models.CharField(_("work"), max_length=10, choices=Work, unique=True)
    at = models.DateTimeField(_("when"))
    facts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("last run")
        verbose_name_plural = _("last runs")
        constraints = [
            models.CheckConstraint(condition=models.Q(work__in=["sweep", "backup"]), name="last_run_work_known"),
        ]

    def __str__(self) -> str:
        return f"{self.work} · {self.at}"
