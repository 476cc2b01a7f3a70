"""Postings: where an officer served with which rank."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Posting(models.Model):
    """An officer at a unit with a rank, from a date to a date (``until``: the first day no longer).

    The open one is the truth; ``Officer.rank`` and ``Officer.unit`` are its copy.
    """

    officer = models.ForeignKey("officers.Officer", on_delete=models.PROTECT, related_name="postings")
    unit = models.ForeignKey("officers.Unit", on_delete=models.PROTECT, related_name="postings")
    rank = models.ForeignKey("officers.Rank", on_delete=models.PROTECT, related_name="postings")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    why = models.CharField(_("reason"), max_length=200, blank=True)
    #: The import that opened it, which can be undone.
    imported = models.ForeignKey(
        "officers.PeopleImport", null=True, blank=True, on_delete=models.PROTECT, related_name="postings"
    )

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ["-since"]
        constraints = [
            # Two open postings would give an officer two ranks.
            models.UniqueConstraint(
                fields=["officer"], condition=models.Q(until=None), name="one_open_posting_per_officer"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")), name="posting_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} · {self.unit_id} · {self.since}"
