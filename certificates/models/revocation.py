"""Revocations: taking a certificate back, and giving it back again."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly, AppendOnlyQuerySet


class RevocationQuerySet(AppendOnlyQuerySet):
    """Sentences about revocations."""

    def in_force(self) -> Self:
        """Return those that were not undone."""
        return self.filter(reinstatement=None)


class Revocation(AppendOnly):
    """A certificate was taken back by two persons, with a category that is public and a reason that is not.

    It holds until a ``Reinstatement`` undoes it; a later one names the reinstatement that it comes after.
    """

    class Category(models.TextChoices):
        """Why, as the public page says it."""

        MARKING_ERROR = "marking_error", _("Error in marking")
        IDENTITY_ERROR = "identity_error", _("Error in the holder's identity")
        FRAUD = "fraud", _("Irregularity in the exam")
        ADMINISTRATIVE = "administrative", _("Administrative decision")

    certificate = models.ForeignKey("certificates.Certificate", on_delete=models.PROTECT, related_name="revocations")
    category = models.CharField(_("category"), max_length=16, choices=Category)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("revoked"), default=timezone.now)
    after = models.OneToOneField(
        "certificates.Reinstatement", null=True, blank=True, on_delete=models.PROTECT, related_name="revoked_again"
    )

    objects = RevocationQuerySet.as_manager()  # type: ignore[misc]  # narrower than the base's

    class Meta:
        verbose_name = _("revocation")
        verbose_name_plural = _("revocations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(category__in=["marking_error", "identity_error", "fraud", "administrative"]),
                name="revocation_category_known",
            ),
            models.CheckConstraint(condition=~models.Q(by=models.F("second")), name="revoked_by_two_persons"),
            # With ``after`` and ``Reinstatement.revocation``, each once: never two in force.
            models.UniqueConstraint(
                fields=["certificate"], condition=models.Q(after=None), name="one_first_revocation_per_certificate"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} · {self.category}"


class Reinstatement(AppendOnly):
    """A revocation was undone by two persons: the certificate holds again, and both acts stay in its history."""

    revocation = models.OneToOneField(Revocation, on_delete=models.PROTECT, related_name="reinstatement")
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("reinstated"), default=timezone.now)

    class Meta:
        verbose_name = _("reinstatement")
        verbose_name_plural = _("reinstatements")
        constraints = [
            models.CheckConstraint(condition=~models.Q(by=models.F("second")), name="reinstated_by_two_persons"),
        ]

    def __str__(self) -> str:
        return str(self.revocation_id)
