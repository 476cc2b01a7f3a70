"""One reading of reserved material."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly


class Reading(AppendOnly):
    """Somebody was shown reserved material: which, when. Written before it is shown."""

    at = models.DateTimeField(_("when"), db_default=Now())
    reader_login = models.CharField(_("login"), max_length=12)
    reader_name = models.CharField(_("name"), max_length=200)
    on_model = models.CharField(_("kind of row"), max_length=80)
    on_id = models.CharField(_("row"), max_length=40)

    class Meta:
        verbose_name = _("reading of reserved material")
        verbose_name_plural = _("readings of reserved material")
        indexes = [
            models.Index(fields=["on_model", "on_id", "at"], name="audit_reading_on"),
            models.Index(fields=["reader_login", "at"], name="audit_reading_reader"),
            models.Index(fields=["at"], name="audit_reading_at"),
        ]

    def __str__(self) -> str:
        return f"{self.reader_login} · {self.on_model} {self.on_id}"
