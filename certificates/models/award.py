"""Awards: the fact that something was earned."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly


class Award(AppendOnly):
    """An officer completed an edition of a course: made once per enrolment, whatever is retried.

    Apart from the certificate, so that "exactly once" is a constraint while a document may be
    reissued. ``evidence`` names the outcomes it rests on.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey("courses.Enrolment", on_delete=models.PROTECT, related_name="awards")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="awards")
    edition = models.ForeignKey("courses.Edition", on_delete=models.PROTECT, related_name="awards")
    mark = models.DecimalField(_("mark"), max_digits=4, decimal_places=2, null=True)
    completed_at = models.DateTimeField(_("completed"))
    evidence = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        constraints = [
            # Completion is told again by retries and by the sweep.
            models.UniqueConstraint(fields=["enrolment"], name="one_award_per_enrolment"),
            models.CheckConstraint(
                condition=models.Q(mark=None) | models.Q(mark__gte=0, mark__lte=20), name="award_mark_in_scale"
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
