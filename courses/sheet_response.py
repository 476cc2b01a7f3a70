"""A table handed out as a file: XLSX, or CSV where asked."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from kernel.sheets import Cell, write_csv, write_xlsx

__all__ = ["sheet_response"]

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet_response(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], heading: Sequence[str], *, name: str, kind: str
) -> HttpResponse:
    """Return the file as a download that nobody keeps; ``name`` without ending, ``kind``: ``csv``, else XLSX."""
    as_csv = kind == "csv"
    content = b"".join(write_csv(columns, rows, heading)) if as_csv else write_xlsx(columns, rows, heading)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8" if as_csv else _XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.{"csv" if as_csv else "xlsx"}"'
    response["Cache-Control"] = "private, no-store"
    return response
