"""A roster as a table for a file."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.queries.roster import RosterLine
from kernel.sheets import Cell

__all__ = ["columns", "rows"]


def columns(*, with_marks: bool) -> list[str]:
    """Return the headings."""
    names = [
        _("CIP"), _("Surnames and given names"), _("Rank"), _("Unit"), _("State"), _("Date of enrolment"), _("Ended"),
        _("Required activities done"), _("Required activities"), _("Behind"), _("Has logged in"),
    ]  # fmt: skip
    return [*names, _("Final mark")] if with_marks else names


def rows(lines: Iterable[RosterLine], *, with_marks: bool) -> Iterator[list[Cell]]:
    """Yield the cells of each officer: the CIP as text, dates as dates of Lima."""
    yes, no = _("yes"), _("no")
    for line in lines:
        cells: list[Cell] = [
            line.login, line.name, line.rank, line.unit, line.state_label, _lima(line.made_at), _lima(line.ended_at),
            line.done, line.required, yes if line.behind else no, yes if line.logged_in else no,
        ]  # fmt: skip
        yield [*cells, line.mark] if with_marks else cells


def _lima(at: datetime | None) -> datetime | None:
    return timezone.localtime(at).replace(tzinfo=None, microsecond=0) if at else None
