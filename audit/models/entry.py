"""One act: who, what, on what, when, why."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly


class Entry(AppendOnly):
    """One act that changed something, written in the transaction that changed it.

    The actor is text, not a foreign key: the author of an official act stays named whatever becomes
    of the account, and this app knows no other. ``changed`` names fields, never their values, so
    that the audit holds no personal data but the actor's.
    """

    at = models.DateTimeField(_("when"), db_default=Now())
    actor_login = models.CharField(_("login"), max_length=12, blank=True)
    actor_name = models.CharField(_("name"), max_length=200, blank=True)
    act = models.CharField(_("act"), max_length=60)
    on_model = models.CharField(_("kind of row"), max_length=80)
    on_id = models.CharField(_("row"), max_length=40)
    changed = models.JSONField(_("changed fields"), default=list)
    why = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [
            models.Index(fields=["on_model", "on_id"], name="audit_entry_on"),
            models.Index(fields=["actor_login", "at"], name="audit_entry_actor"),
            models.Index(fields=["act", "at"], name="audit_entry_act"),
            models.Index(fields=["at"], name="audit_entry_at"),
        ]

    def __str__(self) -> str:
        return f"{self.act} · {self.on_model} {self.on_id}"
