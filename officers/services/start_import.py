"""Taking in a file of people: its headings and first rows are read, the rest waits for the check."""

import hashlib
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel import sheets
from kernel.refusal import Refusal
from officers.models import Act, ColumnMapping, ImportedFile, Officer, PeopleImport
from officers.people_file.columns import columns_by_heading, guessed_columns, heading_row
from officers.roles import NotPermitted, may_somewhere
from officers.services.check_import import MOST_COLUMNS, MOST_ROWS

__all__ = ["MOST_BYTES", "NotATable", "start_import"]

MOST_BYTES = 30 * 1024**2
_HEAD, _SAMPLE, _MOST_CELL = 30, 4, 60


class NotATable(Refusal):
    """The file cannot be read as a table of people."""

    code = "not_a_table"
    message = _("This file is neither XLSX nor CSV. Save the table as one of them.")


_PROBLEMS: dict[str, Any] = {
    "empty": _("This file is empty, or its first rows are."),
    "too_many_rows": _("This file has more than 250,000 rows. Divide it."),
    "too_many_columns": _("This file has more than 100 columns. Leave those that are to be imported."),
    "too_large": _(
        "This file is too large: 30 MB, and 256 MB unpacked, are the most. Leave only what is to be imported."
    ),
    "damaged": _("This file is damaged. Open it in a spreadsheet and save it again as XLSX or CSV."),
    "old_format": _(
        "This workbook is of an old format, or has a password. Save it as XLSX without a password, or as CSV."
    ),
    "no_rows": _("Below the headings this file has no row."),
}


@transaction.atomic
def start_import(*, name: str, content: bytes, by: Officer, mapping: ColumnMapping | None = None) -> PeopleImport:
    """Keep the file and propose its columns: by the mapping given, by a saved one that fits, or by its headings.

    Raises ``NotPermitted`` and ``NotATable``.
    """
    if not may_somewhere(by, Act.MANAGE_OFFICERS):
        raise NotPermitted
    head = _head(content)
    place = heading_row(head)
    if place is None:
        raise NotATable(_PROBLEMS["empty"], field="file")
    headings = [cell[:_MOST_CELL] for cell in head[place]]
    sample = [[cell[:_MOST_CELL] for cell in row] for row in head[place + 1 :] if row][:_SAMPLE]
    if not sample:
        raise NotATable(_PROBLEMS["no_rows"], field="file")
    made = PeopleImport.objects.create(
        by=by, file_name=name[-120:], file_sha256=hashlib.sha256(content).hexdigest(), heading_line=place + 1,
        headings=headings, sample=sample, columns=_columns(headings, mapping),
        lines=sheets.about_how_many(content), foreign=sorted(sheets.foreign_parts(content)),
    )  # fmt: skip
    ImportedFile.objects.create(people_import=made, content=content)
    record(by=by, act="people_import.start", on=made)
    return made


def _head(content: bytes) -> list[list[str]]:
    if len(content) > MOST_BYTES:
        raise NotATable(_PROBLEMS["too_large"], field="file")
    try:
        return list(islice(sheets.rows(content, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS), _HEAD))
    except sheets.SheetProblem as problem:
        raise NotATable(_PROBLEMS.get(problem.code), field="file") from problem


def _columns(headings: list[str], mapping: ColumnMapping | None) -> dict[str, int]:
    saved = [mapping] if mapping else list(ColumnMapping.objects.order_by("-at")[:100])
    for each in saved:
        found = columns_by_heading(each.columns, headings)
        if found:
            return {str(column): place for column, place in found.items()}
    return {str(column): place for column, place in guessed_columns(headings).items()}
