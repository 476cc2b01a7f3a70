"""Revocations: taking a certificate back."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly


class Revocation(AppendOnly):
    """A certificate was taken back by two persons, with a category that is public and a reason that is not."""

    class Category(models.TextChoices):
        """Why, as the public page says it."""

        MARKING_ERROR = "marking_error", _("Error in marking")
        IDENTITY_ERROR = "identity_error", _("Error in the holder's identity")
        FRAUD = "fraud", _("Irregularity in the exam")
        ADMINISTRATIVE = "administrative", _("Administrative decision")

    certificate = models.OneToOneField("certificates.Certificate", on_delete=models.PROTECT, related_name="revocation")
    category = models.CharField(_("category"), max_length=16, choices=Category)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("revoked"), default=timezone.now)

    class Meta:
        verbose_name = _("revocation")
        verbose_name_plural = _("revocations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(category__in=["marking_error", "identity_error", "fraud", "administrative"]),
                name="revocation_category_known",
            ),
            models.CheckConstraint(condition=~models.Q(by=models.F("second")), name="revoked_by_two_persons"),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} · {self.category}"
