"""Course runs: offerings of an edition with dates."""

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class CourseRun(models.Model):
    """An offering of an edition, from a moment to a moment.

    Whoever may see the course may enrol while the run is open to enrolment. ``starts_at`` and
    ``ends_at`` bound learning; an enrolment still active when the run ends has failed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey("courses.Edition", on_delete=models.PROTECT, related_name="runs")
    code = models.CharField(
        _("code"), max_length=30, unique=True,
        validators=[RegexValidator(r"\A[A-Z0-9-]+\Z", _("Use capitals, digits and hyphens."))],
    )  # fmt: skip
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    enrolment_opens_at = models.DateTimeField(_("enrolment opens"))
    enrolment_closes_at = models.DateTimeField(_("enrolment closes"))

    class Meta:
        verbose_name = _("course run")
        verbose_name_plural = _("course runs")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="run_dates_in_order"),
            models.CheckConstraint(
                condition=models.Q(enrolment_closes_at__gt=models.F("enrolment_opens_at"))
                & models.Q(enrolment_closes_at__lte=models.F("ends_at")),
                name="run_enrolment_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class RunActivity(models.Model):
    """The dates of one activity in one run; None: bound by the run alone.

    ``start_until`` is the last moment to begin an exam, ``closes`` the moment at which every sitting ends.
    """

    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="activities")
    activity_uuid = models.UUIDField()
    opens = models.DateTimeField(_("opens"), null=True, blank=True)
    start_until = models.DateTimeField(_("last start"), null=True, blank=True)
    closes = models.DateTimeField(_("closes"), null=True, blank=True)

    class Meta:
        verbose_name = _("dates of an activity")
        verbose_name_plural = _("dates of activities")
        constraints = [
            models.UniqueConstraint(fields=["run", "activity_uuid"], name="dates_once_per_run_and_activity"),
            models.CheckConstraint(
                condition=models.Q(opens=None) | models.Q(closes=None) | models.Q(closes__gt=models.F("opens")),
                name="run_activity_dates_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(start_until=None)
                | models.Q(closes=None)
                | models.Q(closes__gte=models.F("start_until")),
                name="run_activity_starts_before_close",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} · {self.activity_uuid}"
