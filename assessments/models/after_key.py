"""That an exam may be sat in a run although its right answers were open before."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly
from courses.models.run import CourseRun


class AfterKey(AppendOnly):
    """Somebody who plans a run let an exam be sat in it after those who had taken it saw its right answers.

    ``since``: from when they did; every sitting that begins afterwards says so (``Attempt.after_key``).
    """

    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="after_keys", db_index=False)
    activity_uuid = models.UUIDField()
    since = models.DateTimeField(_("right answers open since"))
    why = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("exam sat after its right answers were shown")
        verbose_name_plural = _("exams sat after their right answers were shown")
        indexes = [
            # Every start asks it of its run and exam.
            models.Index(fields=["run", "activity_uuid", "since"], name="after_key_run_activity"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} · {self.activity_uuid} · {self.since}"
