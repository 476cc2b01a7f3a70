"""Overrides for everybody in a run: what all of them get beyond the rules of an exam."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly
from courses.models.run import CourseRun


class RunOverride(AppendOnly):
    """More attempts or time for everybody in a run in one exam, with a reason: who enrols later too.

    Each row states what holds from then on; the newest counts, the earlier ones are the history, and one that gives
    nothing takes it back. A later date for everybody is the run's own (``RunActivity``). What an officer has of his own
    (``Override``) stands beside it: of each the greater holds.
    """

    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="overrides")
    activity_uuid = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    extra_attempts = models.PositiveSmallIntegerField(_("more attempts"), default=0)
    extra_minutes = models.PositiveSmallIntegerField(_("more minutes"), default=0)
    #: Times the time, 1 to 4; None: as long as the exam says.
    time_factor = models.DecimalField(_("times the time"), max_digits=3, decimal_places=2, null=True, blank=True)
    why = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("override for a run")
        verbose_name_plural = _("overrides for runs")
        constraints = [
            # More than the form gives would be a slip of the pen, less than 1 would take time away.
            models.CheckConstraint(
                condition=models.Q(time_factor=None) | models.Q(time_factor__range=(Decimal(1), Decimal(4))),
                name="run_override_factor_in_range",
            ),
            # Two at once would each state what holds; the second must see the first.
            models.UniqueConstraint(
                fields=["run", "activity_uuid", "number"], name="run_override_number_once_per_exam"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} · {self.activity_uuid} · {self.number}"

    @classmethod
    def newest(cls, run: CourseRun, activity: UUID) -> "RunOverride | None":
        """Return the one that counts in an exam of a run."""
        return cls.objects.filter(run=run, activity_uuid=activity).order_by("-number").first()

    @classmethod
    def append(cls, run: CourseRun, activity: UUID, *, after: "RunOverride | None", **states: Any) -> "RunOverride":
        """Add one after the newest; the caller has locked the run."""
        number = after.number + 1 if after else 1
        return cls.objects.create(run=run, activity_uuid=activity, number=number, **states)
