"""Outcomes: what came of an activity, pushed down by the app of its kind."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly


class Outcome(AppendOnly):
    """State, exact mark and evidence of one activity for one enrolment at a moment.

    Appended by ``record_outcome``; ``Progress`` is its current copy. ``evidence`` names what it rests
    on, such as ``attempt:<uuid>``. ``by`` is who did it; None: the system (a deadline).
    """

    enrolment = models.ForeignKey("courses.Enrolment", on_delete=models.PROTECT, related_name="outcomes")
    activity_uuid = models.UUIDField()
    state = models.CharField(_("state"), max_length=10)
    fraction = models.CharField(max_length=200, blank=True)
    evidence = models.CharField(max_length=100, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        indexes = [models.Index(fields=["enrolment", "activity_uuid"], name="outcome_enrolment_activity")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["started", "done", "failed"]), name="outcome_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.activity_uuid} · {self.state}"
