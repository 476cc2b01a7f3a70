"""Requests of people who forgot their password, and what became of them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PasswordRequest(models.Model):
    """Somebody wrote a log-in and said that its password is forgotten; who that was, nobody knows yet.

    ``login`` is what was written, whether anybody logs in so or not, so that asking does the same work for both: a
    list joins it with the officers of its reader. ``officer`` is set by whoever decides.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("Waiting")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Declined")
        LAPSED = "lapsed", _("Lapsed")

    class How(models.TextChoices):
        """How the person was recognised."""

        IN_PERSON = "in_person", _("In person, with the identity card or the DNI")
        TELEPHONE = "telephone", _("By telephone, calling back the number that the unit has on record")

    public_id = models.UUIDField(_("public identifier"), default=uuid.uuid4, unique=True, editable=False)
    login = models.CharField(_("login"), max_length=12)
    at = models.DateTimeField(_("when"), default=timezone.now)
    until = models.DateTimeField(_("valid until"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="password_requests"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    how = models.CharField(_("how the person was recognised"), max_length=10, choices=How, blank=True)
    why = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("request for a new password")
        verbose_name_plural = _("requests for a new password")
        constraints = [
            # Whoever asks twice has asked once: a list of repetitions would hide the others.
            models.UniqueConstraint(
                fields=["login"], condition=models.Q(state="waiting"), name="one_open_password_request_per_login"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "confirmed", "declined", "lapsed"]),
                name="password_request_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(how__in=["", "in_person", "telephone"]), name="password_request_how_known"
            ),
            # Two persons: one asks, another confirms.
            models.CheckConstraint(
                condition=~models.Q(by=models.F("officer")), name="nobody_confirms_his_own_password_request"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "lapsed"], by=None, officer=None)
                | models.Q(state="confirmed", by__isnull=False, officer__isnull=False, decided_at__isnull=False)
                & ~models.Q(how="")
                | models.Q(state="declined", by__isnull=False, officer__isnull=False, decided_at__isnull=False)
                & ~models.Q(why=""),
                name="password_request_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.login} · {self.at}"
