"""Course runs: offerings of an edition with dates, seats and a way in."""

import uuid
from typing import Self

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.edition import Edition
from officers.roles import Scope


class CourseRunQuerySet(models.QuerySet["CourseRun"]):
    """Sentences about runs."""

    def with_course(self) -> Self:
        """Load edition and course with them; of the edition its facts, not its cover."""
        return self.select_related("edition__course").defer(*Edition.cover_at("edition"))

    def locked(self, pk: int) -> "CourseRun":
        """Return one, locked, with edition and course: who gives, frees or counts its seats asks for it first.

        A row lock on PostgreSQL that lets rows that name the run be inserted; on SQLite the transaction itself
        (``IMMEDIATE``). Where an enrolment is locked too, the run comes first, so that nobody waits in a circle.
        """
        rows = self.with_course().select_for_update(of=("self",), no_key=True).filter(pk=pk)
        # On PostgreSQL a run that moves to another edition while this waits for it drops out of the join.
        return rows.first() or rows.get()


class CourseRun(models.Model):
    """An offering of an edition, from a moment to a moment, with so many seats, and a way in.

    Whoever may see the course may ask for a place while the run is open to enrolment; the way in says what
    comes of it (``courses.admission``). ``starts_at`` and ``ends_at`` bound learning; an enrolment still active
    when the run ends has failed.
    """

    class WayIn(models.TextChoices):
        """How an officer comes into the run."""

        OPEN = "open", _("Open: who enrols has a place")
        APPROVAL = "approval", _("By approval: who enrols asks for a place")
        LIST = "list", _("By list: only who is enrolled by those in charge")

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
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True, validators=[MinValueValidator(1)])
    way_in = models.CharField(_("way in"), max_length=10, choices=WayIn, default=WayIn.OPEN)

    objects = CourseRunQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=models.Q(way_in__in=["open", "approval", "list"]), name="run_way_in_known"
            ),
            # A run of no seats would take requests that nobody can ever grant.
            models.CheckConstraint(
                condition=models.Q(capacity=None) | models.Q(capacity__gte=1), name="run_has_a_seat"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def scope(self) -> Scope:
        """Where acts on this run take place: those of its course, and those of the run itself."""
        course = self.edition.course
        if course is None:
            raise ValueError("Runs are of editions of courses.")
        return Scope(area_id=course.area_id, course=course.uuid, run=self.uuid)


class RunActivity(models.Model):
    """The dates of one activity in one run; None: bound by the run alone.

    ``start_until`` is the last moment to begin an exam, ``closes`` the moment at which every sitting ends,
    ``results`` the moment from which its results are published.
    """

    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="activities")
    activity_uuid = models.UUIDField()
    opens = models.DateTimeField(_("opens"), null=True, blank=True)
    start_until = models.DateTimeField(_("last start"), null=True, blank=True)
    closes = models.DateTimeField(_("closes"), null=True, blank=True)
    results = models.DateTimeField(_("results are published"), null=True, blank=True)

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
            models.CheckConstraint(
                condition=models.Q(results=None) | models.Q(closes=None) | models.Q(results__gte=models.F("closes")),
                name="run_activity_results_after_close",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} · {self.activity_uuid}"
