"""Wrong passwords, counted so that guessing stops."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LoginFailure(models.Model):
    """A wrong password, tried from an address for a log-in name (which may be nobody's).

    Rows older than the longest limit are deleted by the sweep: nothing here is history.
    """

    address = models.CharField(_("address"), max_length=45)
    login = models.CharField(_("login"), max_length=12)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("wrong password")
        verbose_name_plural = _("wrong passwords")
        indexes = [
            models.Index(fields=["address", "-at"], name="login_failure_address"),
            models.Index(fields=["at"], name="login_failure_at"),
        ]

    def __str__(self) -> str:
        return f"{self.address} · {self.at}"
