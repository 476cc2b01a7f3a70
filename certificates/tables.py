"""Lists of HR as tables to export: the columns, and each row's cells. Values only."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from certificates.checked_words import holds, verdict_words
from certificates.queries.checked_file import CheckedFile
from certificates.queries.checking import Checked
from certificates.queries.coverage import CoverageLine
from certificates.queries.search import FoundCertificate
from certificates.services.export_table import Table
from courses.models import Course
from kernel.sheets import Cell

__all__ = ["certificate_columns", "certificate_rows", "checked_table", "coverage_columns", "coverage_rows"]


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
            line.mark, line.issued_on, line.expires_on, line.state_words,
        ]
        for line in found
    ]  # fmt: skip


def checked_table(result: CheckedFile) -> Table:
    """Return a checked file as a table: its own columns as they came, then the verdict of each row."""
    columns = [
        *result.heads, _("Verdict"), _("Holds today"), _("Serial"), _("Holder"), _("CIP"), _("Course code"),
        _("Course"), _("Issued"), _("Expires"),
    ]  # fmt: skip
    pairs = zip(result.rows, result.answers, strict=True)
    rows = [[*row, *_verdict_cells(answer, result.course)] for row, answer in pairs]
    narrowed = [(_("File"), result.name), (_("Verified on"), date_format(localtime(result.at), "DATETIME_FORMAT"))]
    if result.course:
        narrowed.append((_("Course"), result.course.code))
    return Table(_("Verification of a file"), columns, rows, narrowed)


def _verdict_cells(answer: Checked, course: Course | None) -> list[Cell]:
    best = answer.best
    words: list[Cell] = [verdict_words(answer, course)]
    if not answer.asked:
        return [*words, *[None] * 8]
    words.append(_("Yes") if holds(answer) else _("No"))
    if best is None:
        return [*words, None, answer.person, *[None] * 5]
    return [*words, best.serial, best.holder, best.cip, best.code, best.course, best.issued_on, best.expires_on]


def coverage_columns() -> list[str]:
    """Return the heads of a list of who holds a course."""
    return [
        _("CIP or DNI"), _("Name"), _("Rank"), _("Unit"), _("Holds it"), _("Serial"), _("Expires"),
        _("Expires within 90 days"), _("Held until"),
    ]  # fmt: skip


def coverage_rows(lines: Sequence[CoverageLine]) -> list[list[Cell]]:
    """Return the cells of a list of who holds a course."""
    yes, no = _("Yes"), _("No")
    return [
        [
            line.login, line.name, line.rank, line.unit, yes if line.serial else no, line.serial, line.expires_on,
            yes if line.soon else no, line.lost_on,
        ]
        for line in lines
    ]  # fmt: skip
