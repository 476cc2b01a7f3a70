"""Complaints about a question or a mark, and what became of them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly

__all__ = ["Complaint", "ComplaintStep", "MarkChange"]


class ComplaintState(models.TextChoices):
    """Where a complaint stands."""

    FILED = "filed", _("Filed")
    UNDER_REVIEW = "under_review", _("Under review")
    UPHELD = "upheld", _("Upheld")
    DISMISSED = "dismissed", _("Dismissed")


class Complaint(AppendOnly):
    """What an officer complains of in an attempt of his own: a question, by its slot, or the mark (slot 0).

    ``version`` is the wording that he was asked. It is never changed: where it stands is told by its newest
    ``ComplaintStep``; without one it is filed.
    """

    State = ComplaintState

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    attempt = models.ForeignKey("assessments.Attempt", on_delete=models.PROTECT, related_name="complaints")
    slot = models.PositiveSmallIntegerField(_("question"))
    version = models.ForeignKey(
        "assessments.QuestionVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="complaints"
    )
    text = models.TextField(_("what is wrong"))
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        indexes = [models.Index(fields=["-at"], name="complaint_newest_first")]
        constraints = [
            # Sent twice, it would be answered twice.
            models.UniqueConstraint(fields=["attempt", "slot"], name="one_complaint_per_question_of_an_attempt"),
            models.CheckConstraint(
                condition=models.Q(slot=0, version=None) | models.Q(slot__gte=1, version__isnull=False),
                name="complaint_about_a_question_names_its_version",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class ComplaintStep(AppendOnly):
    """A step of a complaint: taken up, or decided with a text for the officer."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="history")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(_("state"), max_length=12, choices=ComplaintState)
    text = models.TextField(_("answer"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("step of a complaint")
        verbose_name_plural = _("steps of complaints")
        ordering = ["complaint", "number"]
        constraints = [
            # Two who answer at once: the second must see the first.
            models.UniqueConstraint(fields=["complaint", "number"], name="step_number_once_per_complaint"),
            models.CheckConstraint(
                condition=models.Q(state="under_review", number=1)
                | (models.Q(state__in=["upheld", "dismissed"], number=2) & ~models.Q(text="")),
                name="complaint_taken_up_then_decided_with_a_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} · {self.number}"


class MarkChange(AppendOnly):
    """What a question of one attempt earned before and after a complaint was upheld, by whom and why.

    Fractions are exact (``n/d``) of the question, marks of 20 of the attempt. It only ever rises: a fall is left to
    the examination board.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="mark_changes")
    attempt = models.ForeignKey("assessments.Attempt", on_delete=models.PROTECT, related_name="mark_changes")
    slot = models.PositiveSmallIntegerField(_("question"))
    before = models.CharField(max_length=200)
    after = models.CharField(max_length=200)
    mark_before = models.DecimalField(max_digits=4, decimal_places=2)
    mark_after = models.DecimalField(max_digits=4, decimal_places=2)
    why = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("change of a mark")
        verbose_name_plural = _("changes of marks")
        constraints = [
            # One decision about a question is carried out once.
            models.UniqueConstraint(fields=["complaint", "slot"], name="one_change_per_question_of_a_complaint"),
            models.CheckConstraint(
                condition=models.Q(mark_after__gte=models.F("mark_before")), name="mark_changed_by_hand_never_falls"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.slot}"
