"""Former names: what a person was called before a correction."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly


class FormerName(AppendOnly):
    """A name as the records held it, until the day on which another took its place.

    Certificates keep the name of their day; this row says why a later one differs. ``since`` is None for the
    name with which the person was registered: from when it was borne is not known here.
    """

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="former_names")
    given_names = models.CharField(_("given names"), max_length=80)
    paternal_surname = models.CharField(_("paternal surname"), max_length=60)
    maternal_surname = models.CharField(_("maternal surname"), max_length=60, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"))
    why = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), db_default=Now())

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        constraints = [
            # A slip of the pen is corrected on the same day: a name may have been held for none.
            models.CheckConstraint(
                condition=models.Q(since=None) | models.Q(until__gte=models.F("since")),
                name="former_name_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.given_names, self.paternal_surname, self.maternal_surname) if part)

    @property
    def for_searching(self) -> str:
        """The name in the order in which officers are searched and sorted."""
        return f"{self.paternal_surname} {self.maternal_surname} {self.given_names}"
