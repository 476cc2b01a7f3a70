"""Bundles: the papers of a run in one file, made by a task and kept for a few days."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CertificateBundle(models.Model):
    """The papers of a run's certificates that somebody asked for, from his asking until the file is removed.

    The state says what is wanted, a task does it; what a worker that died left, the sweep takes up again. The row
    stays when the file is gone: it says who took what. ``certificates``: their keys, as the file holds them.
    """

    class Kind(models.TextChoices):
        """How the papers are put together."""

        ZIP = "zip", _("ZIP, a PDF each")
        PDF = "pdf", _("PDF, to print them all")

    class State(models.TextChoices):
        """How far it is."""

        MAKING = "making", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Not made")
        REMOVED = "removed", _("Removed")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey("courses.CourseRun", on_delete=models.PROTECT, related_name="certificate_bundles")
    kind = models.CharField(_("kind"), max_length=3, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificate_bundles")
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.MAKING)
    certificates = models.JSONField(default=list)
    #: Papers put in, of how many; and when that was last said: by this the sweep knows that nobody is at it.
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(default=timezone.now)
    file = models.CharField(max_length=80, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    until = models.DateTimeField(_("kept until"), null=True)

    class Meta:
        verbose_name = _("bundle of certificates")
        verbose_name_plural = _("bundles of certificates")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["zip", "pdf"], state__in=["making", "ready", "failed", "removed"]),
                name="certificate_bundle_known",
            ),
            # Asking again while one is made, from another tab or by pressing twice, must not make it twice.
            models.UniqueConstraint(
                fields=["by", "run", "kind"], condition=models.Q(state="making"), name="one_bundle_being_made"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} · {self.kind}"
