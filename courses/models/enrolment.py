"""Enrolments: one officer in one run."""

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models.edition import Edition


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Sentences about enrolments."""

    def open(self) -> Self:
        """Return those that still run: requested, waiting or active."""
        return self.filter(state__in=Enrolment.OPEN_STATES)

    def seated(self) -> Self:
        """Return those that have a seat: who completed or failed has used it, so it is not given again."""
        return self.filter(state__in=Enrolment.SEATED_STATES)

    def waiting(self) -> Self:
        """Return the waiting list, in the order in which seats are offered: that of asking."""
        return self.filter(state=Enrolment.State.WAITING).order_by("made_at", "pk")

    def with_course(self) -> Self:
        """Load run, edition and course with them; of the edition its facts, not its cover."""
        return self.select_related("run", "edition", "course").defer(*Edition.cover_at("edition"))

    def for_change(self, *, skip_locked: bool = False) -> Self:
        """Lock them, with run, edition and course loaded and the clock as ``now``: first statement of a transaction.

        A row lock on PostgreSQL, that lets rows that name the enrolment be inserted; on SQLite the
        transaction itself (``IMMEDIATE``).
        """
        return (
            self.with_course().annotate(now=Now()).select_for_update(of=("self",), no_key=True, skip_locked=skip_locked)
        )

    def lock_first(self) -> "Enrolment | None":
        """Return the first of them, of ``for_change``; None: there is none.

        Asked again where nothing came: on PostgreSQL a row whose run or edition was changed while this statement
        waited for it drops out of the join, and is there for the next one.
        """
        return self.for_change().first() or self.for_change().first()

    def locked(self, pk: int) -> "Enrolment":
        """Return one of ``for_change``."""
        found = self.filter(pk=pk).lock_first()
        if found is None:
            raise Enrolment.DoesNotExist
        return found


class Enrolment(models.Model):
    """One officer in one run, with a state.

    ``course`` repeats the run's, so that the database can hold "one open enrolment per officer and
    course"; enrolling again after an end makes a new row. ``edition`` is the one it takes: the run's, and of one that
    had ended before its run moved to a newer edition still the one by which it ended.
    """

    class State(models.TextChoices):
        """Where the enrolment stands."""

        REQUESTED = "requested", _("Requested")
        WAITING = "waiting", _("On the waiting list")
        DECLINED = "declined", _("Declined")
        ACTIVE = "active", _("In progress")
        COMPLETED = "completed", pgettext_lazy("state of an enrolment", "Completed")
        FAILED = "failed", pgettext_lazy("state of an enrolment", "Not passed")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        EXPIRED = "expired", _("Expired")

    OPEN_STATES = (State.REQUESTED, State.WAITING, State.ACTIVE)
    SEATED_STATES = (State.ACTIVE, State.COMPLETED, State.FAILED)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments")
    run = models.ForeignKey("courses.CourseRun", on_delete=models.PROTECT, related_name="enrolments")
    edition = models.ForeignKey("courses.Edition", on_delete=models.PROTECT, related_name="enrolments")
    course = models.ForeignKey("courses.Course", on_delete=models.PROTECT, related_name="enrolments")
    state = models.CharField(_("state"), max_length=10, choices=State)
    made_at = models.DateTimeField(_("enrolled"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    #: Final mark of a completed course: 0–20, quantised once; None where no exam counts.
    final_mark = models.DecimalField(_("final mark"), max_digits=4, decimal_places=2, null=True, blank=True)
    #: The activity opened last, where "Continue" leads when it is not done.
    last_activity = models.UUIDField(null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["run", "state"], name="enrolment_run_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "requested",
                        "waiting",
                        "declined",
                        "active",
                        "completed",
                        "failed",
                        "withdrawn",
                        "expired",
                    ]
                ),
                name="enrolment_state_known",
            ),
            # Two open enrolments in one course would split progress and could earn two awards.
            models.UniqueConstraint(
                fields=["officer", "course"],
                condition=models.Q(state__in=["requested", "waiting", "active"]),
                name="one_open_enrolment_per_course",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["requested", "waiting", "active"], ended_at=None)
                | models.Q(
                    state__in=["declined", "completed", "failed", "withdrawn", "expired"], ended_at__isnull=False
                ),
                name="enrolment_ended_or_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} · {self.run_id} · {self.state}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it; a new one takes the edition of its run."""
        if self.edition_id is None:
            self.edition_id = self.run.edition_id
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address of the outline."""
        return reverse("courses:outline", args=[self.uuid])

    def end(self, state: str, at: datetime, *, final_mark: Decimal | None = None) -> None:
        """Write the end of an enrolment that the caller has locked and found open."""
        self.state, self.ended_at, self.final_mark = state, at, final_mark
        self.save(update_fields=["state", "ended_at", "final_mark"])
