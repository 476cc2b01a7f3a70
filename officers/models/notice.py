"""Notices: messages of the system to an officer."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """A message of the system to an officer.

    The row holds a kind and its arguments; the words of a kind are registered by the app that sends
    it (``officers.notices``), so that a notice reads in the reader's language.
    """

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(_("kind"), max_length=60)
    arguments = models.JSONField(default=dict)
    address = models.CharField(_("address"), max_length=300, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["officer", "-at"], name="notice_officer_at"),
            models.Index(fields=["officer"], condition=models.Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} · {self.kind}"
