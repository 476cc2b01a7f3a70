"""Progress: where one enrolment stands in one activity."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ActivityState(models.TextChoices):
    """State of an activity for an enrolment."""

    STARTED = "started", _("Started")
    DONE = "done", _("Done")
    FAILED = "failed", _("Not passed")


class Progress(models.Model):
    """The current copy of the newest outcome of an activity for an enrolment."""

    enrolment = models.ForeignKey("courses.Enrolment", on_delete=models.PROTECT, related_name="progress")
    activity_uuid = models.UUIDField()
    state = models.CharField(_("state"), max_length=10, choices=ActivityState)
    #: The counting mark as an exact fraction of 1, ``n/d``; empty for what is not marked.
    fraction = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        constraints = [
            # Two rows would let an activity be done and not done.
            models.UniqueConstraint(fields=["enrolment", "activity_uuid"], name="progress_once_per_activity"),
            models.CheckConstraint(
                condition=models.Q(state__in=["started", "done", "failed"]), name="progress_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.activity_uuid} · {self.state}"
