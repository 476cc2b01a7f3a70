"""Proposals: acts that need two persons."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officers.models.grant import Act


class Proposal(models.Model):
    """An act for two persons, waiting for the second.

    Another holder of the act confirms it in a session of his own; then the service runs with ``by``
    and ``second``. ``on_model`` and ``on_id`` name the row, ``arguments`` are the service's.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("Waiting for the second person")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    act = models.CharField(_("act"), max_length=40, choices=Act)
    on_model = models.CharField(max_length=80)
    on_id = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposals")
    why = models.TextField(_("reason"))
    made_at = models.DateTimeField(_("proposed"), default=timezone.now)
    until = models.DateTimeField(_("lapses"))
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING)
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals_decided"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "confirmed", "declined", "withdrawn"]),
                name="proposal_state_known",
            ),
            # The point of a second person is that it is another one.
            models.CheckConstraint(
                condition=models.Q(second=None) | ~models.Q(second=models.F("by")), name="proposal_second_is_another"
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting", decided_at=None)
                | (~models.Q(state="waiting") & models.Q(decided_at__isnull=False)),
                name="proposal_decided_or_waiting",
            ),
            # The same act on the same row waits once.
            models.UniqueConstraint(
                fields=["act", "on_model", "on_id"], condition=models.Q(state="waiting"), name="one_waiting_proposal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} · {self.on_model} {self.on_id}"
