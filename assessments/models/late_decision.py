"""Late answers that the examination board decided to count."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly


class LateDecision(AppendOnly):
    """The decision of two persons that an answer which came too late counts at a question, and why.

    ``response`` is its ``client.sequence``, ``counted`` that of the answer on which the question rested before; empty:
    none. The newest decision about a question is in force; among answers that a person marks, the one that earns most.
    Marks are of 20, of the whole attempt; ``mark_after`` is None where a person had still to mark what was counted.
    """

    attempt = models.ForeignKey("assessments.Attempt", on_delete=models.PROTECT, related_name="late_decisions")
    slot = models.PositiveSmallIntegerField(_("question"))
    response = models.CharField(max_length=24)
    counted = models.CharField(max_length=24, blank=True)
    mark_before = models.DecimalField(max_digits=4, decimal_places=2)
    mark_after = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    why = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("decision about a late answer")
        verbose_name_plural = _("decisions about late answers")
        constraints = [
            # One decision is carried out once.
            models.UniqueConstraint(fields=["attempt", "slot", "response"], name="late_answer_counted_once"),
            models.CheckConstraint(condition=~models.Q(second=models.F("by")), name="late_answer_by_two_persons"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.slot}"
