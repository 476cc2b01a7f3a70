"""Lists of HR as tables to export: the columns, and each row's cells. Values only."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from certificates.queries.search import FoundCertificate
from kernel.sheets import Cell

__all__ = ["certificate_columns", "certificate_rows"]


def certificate_columns() -> list[str]:
    """Return the heads of a list of certificates."""
    return [
        _("Serial"), _("Holder"), _("CIP"), _("DNI"), _("Rank"), _("Unit of today"), _("Course code"), _("Course"),
        _("Run"), _("Mark"), _("Issued"), _("Expires"), _("State"),
    ]  # fmt: skip


def certificate_rows(found: Sequence[FoundCertificate]) -> list[list[Cell]]:
    """Return the cells of a list of certificates."""
    return [
        [
            line.serial, line.holder, line.cip, line.dni, line.rank, line.unit, line.code, line.course, line.run,
            line.mark, line.issued_on, line.expires_on, str(line.state.label),
        ]
        for line in found
    ]  # fmt: skip
