"""A list that leaves the system as a file: who took it, when and what it was narrowed to stand at its head."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.services.record import record
from kernel.refusal import Refusal
from kernel.sheets import Cell, write_csv, write_xlsx
from officers.models import Officer

__all__ = ["MOST_ROWS", "ExportedFile", "Kind", "Table", "TooManyRows", "export_table"]

#: So many rows are written while a person waits.
MOST_ROWS = 20_000


class Kind(models.TextChoices):
    """The kinds of file."""

    XLSX = "xlsx", "XLSX"
    CSV = "csv", "CSV"


_MEDIA_TYPES = {
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.CSV: "text/csv; charset=utf-8",
}


class TooManyRows(Refusal):
    """More than one file holds."""

    code = "too_many_rows"
    message = gettext_lazy("These are more than %(most)s rows. Narrow the list and export it in parts.")


@dataclass(frozen=True)
class Table:
    """A list to export. ``narrowed``: label and value of each filter; moments in the rows are aware."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    narrowed: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class ExportedFile:
    """A file to send."""

    content: bytes
    media_type: str
    name: str


@transaction.atomic
def export_table(
    *, table: Table, kind: Kind, by: Officer, act: str, fields: Iterable[str] = (), at: datetime | None = None
) -> ExportedFile:
    """Return the file, and write down who took how many rows, narrowed by which fields (never their values).

    What may be in the list the caller has asked of the doors. Raises ``TooManyRows``.
    """
    if len(table.rows) > MOST_ROWS:
        raise TooManyRows(most=MOST_ROWS)
    now = timezone.localtime(at or timezone.now())
    record(by=by, act=act, on=by, changed=fields, why=f"{kind.label}: {len(table.rows)}")
    heading, rows = _heading(table, by, now), (list(map(_local, row)) for row in table.rows)
    if kind is Kind.XLSX:
        content = write_xlsx(table.columns, rows, heading)
    else:
        content = b"".join(write_csv(table.columns, rows, heading))
    name = f"{slugify(table.title)}-{now:%Y%m%d-%H%M}.{kind.value}"
    return ExportedFile(content, _MEDIA_TYPES[kind], name)


def _heading(table: Table, by: Officer, now: datetime) -> list[str]:
    who = {"name": by.get_full_name(), "login": by.login, "moment": date_format(now, "DATETIME_FORMAT")}
    return [
        f"Aula Segura · {table.title}",
        _("Exported by %(name)s (%(login)s) on %(moment)s, Lima time.") % who,
        *(f"{label}: {value}" for label, value in table.narrowed),
        _("Rows: %(count)s") % {"count": len(table.rows)},
    ]


def _local(cell: Cell) -> Cell:
    return timezone.make_naive(cell) if isinstance(cell, datetime) and timezone.is_aware(cell) else cell
