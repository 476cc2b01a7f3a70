"""Files that officers hand in as answers."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly

__all__ = ["AnswerFile"]


class AnswerFile(AppendOnly):
    """A file that was handed in at a question of an attempt; its bytes lie under their hash (``answer_files``).

    It is what an answer's reference leads to: one that names a file which was not handed in here leads nowhere.
    """

    attempt = models.ForeignKey("assessments.Attempt", on_delete=models.PROTECT, related_name="answer_files")
    slot = models.PositiveSmallIntegerField(_("question"))
    sha256 = models.CharField(max_length=64)
    name = models.CharField(_("name"), max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("bytes"))
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("file of an answer")
        verbose_name_plural = _("files of answers")
        constraints = [
            # Sent twice, over a line that dropped, it is one file.
            models.UniqueConstraint(fields=["attempt", "slot", "sha256", "name"], name="answer_file_once"),
        ]

    def __str__(self) -> str:
        return self.name
