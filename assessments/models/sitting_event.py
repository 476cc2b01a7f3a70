"""What became of the page of a sitting: opened, left, come back to, continued on another device."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly


class SittingEvent(AppendOnly):
    """One thing that happened to one load of a sitting's page.

    Its key is like a response's, and ``sequence`` comes from the same counter of the page, so that events and answers
    of a load stand in the order in which they happened, whenever they arrived. ``after``: seconds since the load, by
    the browser. ``device`` and ``place`` tell whether browser and address are those of another load of this attempt,
    and nothing else: hashes with a secret and the attempt, of no use elsewhere; empty in rows of before they were kept.
    A device that never had the pen and sent answers has one row, of no load (``client=0``); one that had lost it has
    one each time that it lost it, under the key of the first answer that it sent then.
    """

    class Kind(models.TextChoices):
        """What happened; the browser tells that its page was left and come back to, the server notes the rest."""

        OPENED = "opened", _("Opened the page")
        LEFT = "left", _("Left the page")
        RETURNED = "returned", _("Came back to the page")
        TOOK_PEN = "took_pen", _("Went on on another device")
        LOST_PEN = "lost_pen", _("Sent an answer when the sitting went on on another device")
        STRANGE = "strange", _("Sent answers from a device without the pen")

    pk = models.CompositePrimaryKey("attempt", "client", "sequence")
    attempt = models.ForeignKey("assessments.Attempt", on_delete=models.PROTECT, related_name="events", db_index=False)
    client = models.IntegerField()
    sequence = models.IntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    after = models.PositiveIntegerField(null=True, blank=True)
    device = models.CharField(max_length=16, blank=True, default="")
    place = models.CharField(max_length=16, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("event of a sitting")
        verbose_name_plural = _("events of sittings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["opened", "left", "returned", "took_pen", "lost_pen", "strange"]),
                name="sitting_event_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}.{self.client}.{self.sequence}"
