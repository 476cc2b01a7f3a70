"""Attempts: sittings of an exam."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Sentences about attempts."""

    def marked(self) -> Self:
        """Return those that were handed in and earn something that counts; one that is marked again does meanwhile."""
        return self.filter(state=Attempt.State.SUBMITTED).exclude(fraction="")

    def being_marked(self) -> Self:
        """Return those that were handed in and wait for a person."""
        return self.filter(state=Attempt.State.SUBMITTED, mark=None)

    def without_a_mark(self) -> Self:
        """Return those that may yet pass: open, or being marked."""
        return self.filter(mark=None).exclude(state=Attempt.State.ANNULLED)


class Attempt(models.Model):
    """One sitting of one exam by one officer.

    ``draw`` is what was drawn and shuffled (``assessments.draw``), from the secret ``seed``. ``ends_at``
    is a column, set at the start by the database's clock and moved only by an override with a reason;
    None: no limit. ``stages`` are the sections that were begun (``assessments.stages``); None: all are open as long as
    the attempt. ``clients`` counts loads of the sitting page, each of which numbers its own responses. ``pens``: which
    device writes (``assessments.pens``).
    Mark, fraction and ``passed`` are the copy of the newest ``AttemptMark``; a submitted attempt without a mark is
    being marked: answers of it wait for a person (``is_being_marked``). Where one of these came late and was decided to
    count, ``fraction`` stays that of the mark which the officer was told: it counts until the attempt has its new one.
    """

    class Kind(models.TextChoices):
        """Whether it belongs to an enrolment, or is a trial that counts nowhere."""

        ENROLLED = "enrolled", _("Enrolled")
        TRIAL = "trial", _("Trial")

    class State(models.TextChoices):
        """Open until submitted; what is submitted may be opened again, or annulled, by the examination board."""

        OPEN = "open", _("Open")
        SUBMITTED = "submitted", _("Submitted")
        ANNULLED = "annulled", _("Annulled")

    class SubmittedBy(models.TextChoices):
        """Who ended it."""

        OFFICER = "officer", _("The officer")
        DEADLINE = "deadline", _("The end of the time")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ENROLLED)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attempts")
    enrolment = models.ForeignKey(
        "courses.Enrolment", null=True, blank=True, on_delete=models.PROTECT, related_name="attempts"
    )
    item = models.ForeignKey(
        "courses.EditionItem", null=True, blank=True, on_delete=models.PROTECT, related_name="attempts"
    )
    activity_uuid = models.UUIDField()
    payload_sha256 = models.CharField(max_length=64)
    number = models.PositiveSmallIntegerField(_("number"))
    seed = models.BinaryField(max_length=16, editable=False)
    draw = models.JSONField()
    #: What the officer ticked before it began; empty: nothing was asked.
    pledge = models.TextField(_("pledge"), blank=True)
    #: Since when right answers of the exam had been open in its run when it began (``AfterKey``); None: they were not.
    after_key = models.DateTimeField(null=True, blank=True, editable=False)
    #: Whether the officer could read the right answers of an exam that counts when it began (``may_read_key``).
    reads_key = models.BooleanField(default=False, db_default=False, editable=False)
    started_at = models.DateTimeField(_("started"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    stages = models.JSONField(null=True, blank=True)
    clients = models.PositiveIntegerField(default=0)
    pens = models.JSONField(null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    submitted_by = models.CharField(max_length=10, choices=SubmittedBy, blank=True)
    #: Exact fraction of 1, ``n/d``.
    fraction = models.CharField(max_length=200, blank=True)
    mark = models.DecimalField(_("mark"), max_digits=4, decimal_places=2, null=True, blank=True)
    passed = models.BooleanField(_("passed"), null=True, blank=True)
    #: Whether the sweep has counted its questions as shown (``services.count_shown``).
    is_counted = models.BooleanField(default=False, db_default=False, editable=False)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        indexes = [
            # The sweep's question: which open attempts are past their end?
            models.Index(fields=["ends_at"], condition=models.Q(state="open"), name="attempt_open_ends"),
            # Which are over and not counted yet?
            models.Index(
                fields=["id"],
                condition=models.Q(is_counted=False) & ~models.Q(state="open"),
                name="attempt_not_counted",
            ),
        ]
        constraints = [
            # Two open sittings would be two draws of one exam.
            models.UniqueConstraint(
                fields=["enrolment", "activity_uuid"],
                condition=models.Q(state="open"),
                name="one_open_attempt_per_activity",
            ),
            models.UniqueConstraint(
                fields=["enrolment", "activity_uuid", "number"], name="attempt_number_once_per_activity"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="trial", enrolment=None) | models.Q(kind="enrolled", enrolment__isnull=False),
                name="only_a_trial_has_no_enrolment",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", submitted_at=None, mark=None)
                | models.Q(state__in=["submitted", "annulled"], submitted_at__isnull=False),
                name="attempt_open_or_submitted",
            ),
            models.CheckConstraint(
                condition=models.Q(mark=None) | models.Q(mark__gte=0, mark__lte=20), name="attempt_mark_in_scale"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_being_marked(self) -> bool:
        """Whether it was handed in and has no mark yet, since answers of it wait for a person."""
        return self.state == self.State.SUBMITTED and self.mark is None
