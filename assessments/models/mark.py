"""Marks: one marking of a whole attempt, appended."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly


class AttemptMark(AppendOnly):
    """One marking of an attempt; a correction is a new row, the newest counts.

    The first one records also what was handed in: ``answers``, how many questions had one, and
    ``responses_sha256``, the hash of the responses that counted (``assessments.receipt_form``); later
    ones mark the same responses and leave both empty, as do those made before there were receipts.

    While answers wait for a person it has neither fraction nor mark: the one that is made when all are marked has.

    ``slots`` lists for every slot its number, the version's UUID, weight, exact fraction (``n/d``),
    reasons, and the ``client.sequence`` of the response that was marked, so that the mark can be
    made again from what is stored.
    """

    attempt = models.ForeignKey("assessments.Attempt", on_delete=models.PROTECT, related_name="marks")
    number = models.PositiveSmallIntegerField()
    slots = models.JSONField()
    fraction = models.CharField(max_length=200, blank=True)
    mark = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    passed = models.BooleanField(null=True)
    answers = models.PositiveSmallIntegerField(null=True, blank=True)
    responses_sha256 = models.CharField(max_length=64, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("marking of an attempt")
        verbose_name_plural = _("markings of attempts")
        constraints = [
            # Submitting twice must not mark twice.
            models.UniqueConstraint(fields=["attempt", "number"], name="marking_number_once_per_attempt"),
            models.CheckConstraint(condition=models.Q(mark__gte=0, mark__lte=20), name="marking_in_scale"),
            models.CheckConstraint(
                condition=models.Q(mark=None, passed=None, fraction="")
                | models.Q(mark__isnull=False, passed__isnull=False) & ~models.Q(fraction=""),
                name="marking_has_all_of_a_mark_or_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.number}"
