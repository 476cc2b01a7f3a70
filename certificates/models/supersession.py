"""Supersessions: that a corrected certificate took the place of another, and who said so."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly


class Supersession(AppendOnly):
    """A certificate was issued in place of the one that it ``supersedes``: by two persons, for a reason not public."""

    certificate = models.OneToOneField(
        "certificates.Certificate", on_delete=models.PROTECT, related_name="supersession"
    )
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("replaced"), default=timezone.now)

    class Meta:
        verbose_name = _("supersession")
        verbose_name_plural = _("supersessions")
        constraints = [
            models.CheckConstraint(condition=~models.Q(by=models.F("second")), name="superseded_by_two_persons"),
        ]

    def __str__(self) -> str:
        return str(self.certificate_id)
