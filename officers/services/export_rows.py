"""Handing out the rows of an import as a workbook."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.services.record import record
from kernel.refusal import Refusal
from kernel.sheets import write_xlsx
from officers.models import Officer, PeopleImport
from officers.queries.imports import filtered_rows, table_columns, table_rows

__all__ = ["MOST_EXPORTED", "TooManyRows", "export_rows"]

#: So many are written while a person waits.
MOST_EXPORTED = 20_000


class TooManyRows(Refusal):
    """More than one file holds."""

    code = "too_many_rows"
    message = gettext_lazy("These are more than %(most)s rows. Narrow the list and export it in parts.")


@transaction.atomic
def export_rows(*, people_import: PeopleImport, by: Officer, kind: str = "", q: str = "") -> bytes:
    """Return the rows that are asked for as XLSX, and write down who took them. Raises ``TooManyRows``.

    The columns are those of the file: mended, the workbook can be uploaded again.
    """
    rows = filtered_rows(people_import, kind=kind, q=q)
    number = rows[: MOST_EXPORTED + 1].count()
    if number > MOST_EXPORTED:
        raise TooManyRows(most=MOST_EXPORTED)
    record(by=by, act="people_import.export", on=people_import, why=f"XLSX: {number}")
    now = date_format(timezone.localtime(), "SHORT_DATETIME_FORMAT")
    heading = [
        _("Import of people: %(file)s") % {"file": people_import.file_name},
        _("Exported by %(name)s (%(login)s) on %(when)s") % {"name": by, "login": by.login, "when": now},
    ]
    return write_xlsx(table_columns(), table_rows(rows), heading)
