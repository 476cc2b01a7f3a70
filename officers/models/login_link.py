"""Log-in links: how somebody without a password of his own gets to choose one."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LoginLink(models.Model):
    """A link, handed over on paper or shown, with which its officer chooses a password, once.

    Only a hash of its secret is kept: whoever reads the database gets in nowhere. It ends by being used, by a newer
    one, or on ``until``.
    """

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="login_links")
    digest = models.CharField(_("hash"), max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="login_links_made")
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    until = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("log-in link")
        verbose_name_plural = _("log-in links")
        constraints = [
            # A new link ends the one before: two sheets of paper would let two people in.
            models.UniqueConstraint(
                fields=["officer"],
                condition=models.Q(used_at=None, withdrawn_at=None),
                name="one_open_login_link_per_officer",
            ),
            models.CheckConstraint(
                condition=~models.Q(by=models.F("officer")), name="nobody_makes_a_login_link_for_himself"
            ),
            models.CheckConstraint(
                condition=models.Q(used_at=None) | models.Q(withdrawn_at=None), name="login_link_used_or_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} · {self.made_at}"
