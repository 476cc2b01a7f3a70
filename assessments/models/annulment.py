"""Annulments: questions that count as right for everybody."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly


class Annulment(AppendOnly):
    """The decision that a version of a question counts as right for everybody who was asked it, and why.

    Marks that were made are made again (``services.annul_question``), later ones follow it at submitting.
    It is not taken back: marks only rise by it, and certificates may rest on them.
    """

    version = models.OneToOneField(
        "assessments.QuestionVersion", on_delete=models.PROTECT, related_name="annulment",
        verbose_name=_("version of a question"),
    )  # fmt: skip
    why = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("annulment")
        verbose_name_plural = _("annulments")

    def __str__(self) -> str:
        return str(self.version_id)
