"""Which notices are mailed, and what became of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NoticeMail(models.Model):
    """That a notice is to be mailed; made with the notice, where there is an address and mail is wished.

    One row a notice, and no way back from ``sending`` but by an answer of the mail server: a notice is mailed at
    most once. What was interrupted in between is ``unsure`` and is not tried again; the notice itself waits in the
    system anyway.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        DROPPED = "dropped", _("No longer needed")
        UNSURE = "unsure", _("Interrupted")
        FAILED = "failed", _("Given up")

    notice = models.OneToOneField("officers.Notice", on_delete=models.PROTECT, related_name="mail")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    due_at = models.DateTimeField(_("due"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail of a notice")
        verbose_name_plural = _("mails of notices")
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(state__in=["waiting", "sending"]), name="notice_mail_due"
            ),
            models.Index(
                fields=["settled_at"], condition=models.Q(state__in=["unsure", "failed"]), name="notice_mail_failed"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "sending", "sent", "dropped", "unsure", "failed"]),
                name="notice_mail_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} · {self.state}"
