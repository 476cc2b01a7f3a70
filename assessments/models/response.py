"""Responses: what was answered at a slot, appended, never changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly


class Response(AppendOnly):
    """One saved answer of one slot.

    The key is (attempt, client, sequence) and there is no other index of all of them: ``client`` numbers a load of the
    sitting page, ``sequence`` its saves. ``value`` is what the browser sent, in the attempt's own
    option keys; ``draw.translate`` maps it. The answer of a slot is the newest with standing
    ``counted``; ``order`` is the position in which the server accepted it, so that newest has one
    meaning whatever the clocks say. ``claimed_at``: when it was given, by the clock of the device; of those that came
    too late alone, for whoever decides about them.
    """

    class Standing(models.TextChoices):
        """Whether the answer counts, and why not."""

        COUNTED = "counted", _("Counted")
        STALE = "stale", _("Given without knowing a newer answer")
        LATE = "late", _("After the end")
        AFTER_SUBMIT = "after_submit", _("After submitting")

    pk = models.CompositePrimaryKey("attempt", "client", "sequence")
    attempt = models.ForeignKey(
        "assessments.Attempt", on_delete=models.PROTECT, related_name="responses", db_index=False
    )
    client = models.IntegerField()
    sequence = models.IntegerField()
    slot = models.SmallIntegerField()
    value = models.JSONField()
    #: ``client.sequence`` of the newest response of the slot that the page had seen; empty: none.
    base = models.CharField(max_length=24, blank=True)
    standing = models.CharField(max_length=12, choices=Standing)
    order = models.IntegerField()
    at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        indexes = [
            # Few rows: which attempts have answers that came too late?
            models.Index(
                fields=["attempt"], condition=models.Q(standing__in=["late", "after_submit"]), name="response_late"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(standing__in=["counted", "stale", "late", "after_submit"]),
                name="response_standing_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}.{self.client}.{self.sequence}"
