"""The latest moment that is known to have passed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClockMark(models.Model):
    """One row (``pk=1``), written over and only ever later: what was over by then stays over if the clock is set back.

    Every exam is judged by it besides the database's clock (``queries.clock``). A clock that had run far ahead is
    forgotten by a person (``manage.py forget_clock``).
    """

    at = models.DateTimeField(_("moment that has passed"))

    class Meta:
        verbose_name = _("moment that has passed")
        verbose_name_plural = _("moments that have passed")
        constraints = [
            # Two would be two clocks; every statement that asks reads the one row there is.
            models.CheckConstraint(condition=models.Q(pk=1), name="one_clock_mark"),
        ]

    def __str__(self) -> str:
        return str(self.at)
