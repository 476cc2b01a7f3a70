"""What the examination board did to a whole sitting: it annulled it, or let it go on."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly


class SittingAnnulment(AppendOnly):
    """That a sitting counts nowhere, by two persons and for a reason; it is kept, with its answers and its mark.

    ``is_used``: it is an attempt used all the same; else the officer has it again. ``mark``: what it had.
    """

    attempt = models.OneToOneField("assessments.Attempt", on_delete=models.PROTECT, related_name="annulment")
    is_used = models.BooleanField(_("counts as an attempt used"), default=False)
    mark = models.DecimalField(max_digits=4, decimal_places=2)
    why = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("annulled sitting")
        verbose_name_plural = _("annulled sittings")
        constraints = [
            # A mark falls by two persons only.
            models.CheckConstraint(
                condition=~models.Q(second=models.F("by")), name="a_sitting_is_annulled_by_two_persons"
            ),
        ]

    def __str__(self) -> str:
        return str(self.attempt_id)


class SittingReopening(AppendOnly):
    """That a sitting which had been submitted goes on until a moment, by two persons and for a reason.

    What had been handed in before stays known: when, by whom, the mark, and the hash that its receipt states.
    """

    attempt = models.ForeignKey("assessments.Attempt", on_delete=models.PROTECT, related_name="reopenings")
    number = models.PositiveSmallIntegerField()
    until = models.DateTimeField(_("until"))
    submitted_at = models.DateTimeField(_("submitted"))
    submitted_by = models.CharField(max_length=10)
    mark = models.DecimalField(max_digits=4, decimal_places=2)
    responses_sha256 = models.CharField(max_length=64, blank=True, default="")
    why = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reopened sitting")
        verbose_name_plural = _("reopened sittings")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "number"], name="reopening_number_once_per_attempt"),
            # A mark that stood is taken away for as long as it goes on.
            models.CheckConstraint(
                condition=~models.Q(second=models.F("by")), name="a_sitting_is_reopened_by_two_persons"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.number}"
