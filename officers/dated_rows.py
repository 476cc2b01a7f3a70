"""Rows that hold from a day to a day, one after the other: postings, places of units."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from kernel.refusal import Refusal
from officers.models import Posting, UnitParent

__all__ = ["DayInFuture", "DayTooEarly", "end_on"]


class DayInFuture(Refusal):
    """A change is recorded from the day on which it takes effect, not before."""

    code = "day_in_future"
    message = _("The day must not lie in the future.")


class DayTooEarly(Refusal):
    """The day is not after the one on which the present row began."""

    code = "day_too_early"
    message = _("The day must come after %(began)s, when the present one began.")


def end_on(row: Posting | UnitParent | None, since: date) -> None:
    """End the open row on the day on which the next one begins (None: there is none yet).

    Raises ``DayInFuture`` and ``DayTooEarly``, since a copy of today is kept of the open row.
    """
    if since > timezone.localdate():
        raise DayInFuture(field="since")
    if row is None:
        return
    if since <= row.since:
        raise DayTooEarly(field="since", began=date_format(row.since, "SHORT_DATE_FORMAT"))
    row.until = since
    row.save(update_fields=["until"])
