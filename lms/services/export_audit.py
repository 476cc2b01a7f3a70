"""Exporting lines of the audit as CSV."""

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.queries.lines import in_chunks
from audit.services.record import record
from kernel.cells import safe
from kernel.refusal import Refusal
from lms.queries.audit import Line
from officers.models import Act, Officer
from officers.roles import require

__all__ = ["MOST", "TooManyLines", "export_audit"]

#: A list is written by the thread that answers, of which the server has few.
MOST = 100_000


class TooManyLines(Refusal):
    """The list is longer than one export."""

    code = "too_many_lines"
    message = gettext_lazy("The list has more than %(most)s lines. Narrow it, by days for example.")


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def export_audit(
    *, act: str, rows: Any, lines: Callable[[Officer, Any], list[Line]], asked: str, by: Officer
) -> Iterator[bytes]:
    """Write down that ``by`` exports the lines ``asked`` for, in words, and return them as CSV, piece by piece.

    ``rows`` are acts or readings, ``lines`` words them. The line of the export is written before its first byte.
    Raises ``NotPermitted`` and ``TooManyLines``.
    """
    require(by, Act.VIEW_AUDIT)
    if rows[: MOST + 1].count() > MOST:
        raise TooManyLines(most=MOST)
    record(by=by, act=act, on=by, why=asked)
    return _csv(_header(by, asked), (line for chunk in in_chunks(rows) for line in lines(by, chunk)))


def _header(by: Officer, asked: str) -> list[list[str]]:
    now = date_format(timezone.localtime(), "SHORT_DATETIME_FORMAT")
    return [
        [_("Exported by %(name)s (%(login)s) on %(when)s") % {"name": by, "login": by.login, "when": now}],
        [_("Lines asked for: %(asked)s") % {"asked": asked or _("All")}],
        [
            _("When"),
            _("CIP"),
            _("Who"),
            _("What was done"),
            _("Kind"),
            _("Row"),
            _("Number"),
            _("Changed"),
            _("Reason"),
        ],
    ]


def _csv(header: list[list[str]], lines: Iterable[Line]) -> Iterator[bytes]:
    writer: Any = csv.writer(_Echo())
    yield b"\xef\xbb\xbf"  # without it Excel reads the accents in another encoding
    for cells in header:
        yield writer.writerow([safe(cell) for cell in cells]).encode()
    for line in lines:
        when = timezone.localtime(line.at).strftime("%Y-%m-%d %H:%M:%S")
        cells = [when, line.login, line.who, line.act, line.kind, line.row, line.key, line.changed, line.why]
        yield writer.writerow([safe(cell) for cell in cells]).encode()
