"""Deliveries: envelopes of answers that a browser had sealed without a line."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly


class Delivery(AppendOnly):
    """An envelope as it came, and whether its chain held; its answers are responses like all others.

    ``body`` is what was sent, so that the chain can be looked at again. ``broken_at``: the first link that did not
    follow (``assessments.envelope``); None: the chain held. ``became``: by ``client.sequence``, the standing of each
    answer, or the code of what refused it.
    """

    attempt = models.ForeignKey("assessments.Attempt", on_delete=models.PROTECT, related_name="deliveries")
    sha256 = models.CharField(max_length=64)
    #: By the clock of the device; None: it said what no calendar has.
    sealed_at = models.DateTimeField(null=True, blank=True)
    broken_at = models.PositiveSmallIntegerField(null=True, blank=True)
    became = models.JSONField()
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("delivery of sealed answers")
        verbose_name_plural = _("deliveries of sealed answers")
        constraints = [
            # What comes twice is one delivery.
            models.UniqueConstraint(fields=["attempt", "sha256"], name="delivery_once_per_seal"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.sha256[:8]}"
