"""Lists of HR as tables to export: the columns, and each row's cells. Values only."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from certificates.checked_words import column_words, holds, verdict_words
from certificates.queries.checked_file import CheckedFile
from certificates.queries.checking import Checked
from certificates.queries.coverage import CoverageLine
from certificates.queries.search import FoundCertificate
from certificates.services.export_table import Table
from courses.models import Course
from kernel.sheets import Cell, as_cell

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
        *result.heads, _("Verdict"), _("Holds today"), _("State"), _("Serial"), _("Holder"), _("CIP"), _("DNI"),
        _("Course code"), _("Course"), _("Issued"), _("Expires"), _("Replaced by"),
    ]  # fmt: skip
    pairs = zip(result.rows, result.answers, strict=True)
    rows = [[*map(as_cell, row), *_verdict_cells(answer, result.course)] for row, answer in pairs]
    narrowed = [
        (_("File"), result.name), (_("Column read"), column_words(result)),
        (_("Verified on"), date_format(localtime(result.at), "DATETIME_FORMAT")),
    ]  # fmt: skip
    if result.course:
        narrowed.append((_("Course"), result.course.code))
    return Table(_("Verification of a file"), columns, rows, narrowed)


def _verdict_cells(answer: Checked, course: Course | None) -> list[Cell]:
    words = verdict_words(answer, course)
    if not answer.asked:
        return [words, *[None] * 11]
    if answer.namesakes:  # of which of the two it is asked, only the sender knows: neither yes nor no
        names = " / ".join(one.person.name for one in answer.namesakes if one.person)
        return [words, None, None, None, names, *[None] * 7]
    best, person = answer.best, answer.person
    numbers: list[Cell] = [person.cip, person.dni] if person else [best.cip if best else None, None]
    good = _("Yes") if holds(answer) else _("No")
    if best is None:
        return [words, good, None, None, person.name if person else None, *numbers, *[None] * 5]
    return [
        words, good, best.state_words, best.serial, best.holder, *numbers, best.code, best.course, best.issued_on,
        best.expires_on, best.replaced_by or None,
    ]  # fmt: skip


def coverage_columns() -> list[str]:
    """Return the heads of a list of who holds a course."""
    return [
        _("CIP or DNI"), _("Name"), _("Rank"), _("Unit"), _("Holds it"), _("Serial"), _("Expires"),
        _("Expires within 90 days"), _("Is taking it"), _("Held until"),
    ]  # fmt: skip


def coverage_rows(lines: Sequence[CoverageLine]) -> list[list[Cell]]:
    """Return the cells of a list of who holds a course."""
    yes, no = _("Yes"), _("No")
    return [
        [
            line.login, line.name, line.rank, line.unit, yes if line.serial else no, line.serial, line.expires_on,
            yes if line.soon else no, yes if line.learning else no, line.lost_on,
        ]
        for line in lines
    ]  # fmt: skip
