"""A training record as a PDF: the page on paper, in the language of official documents."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from certificates.paper import FONTS, drawable
from certificates.pdf import LANGUAGE, drawn, with_facts

if TYPE_CHECKING:
    from datetime import date, datetime

    from certificates.queries.record import Record, TakenCourse
    from officers.models import Officer

__all__ = ["record_pdf"]


@dataclass(frozen=True)
class Section:
    """A table of the paper: its heading, the heads of its columns with their widths in per cent, and its rows.

    ``none``: what stands in the place of a table without rows.
    """

    title: str
    heads: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...]
    none: str


def record_pdf(record: "Record", *, by: "Officer") -> bytes:
    """Return the PDF of a record, with who took it; raises ``NotDrawn`` rather than leave something out."""
    with translation.override(LANGUAGE):
        officer = record.officer
        who = [str(officer.rank or ""), f"CIP {officer.cip}" if officer.cip else f"DNI {officer.dni}"]
        title = _("Training record")
        taken = {"name": by.get_full_name(), "login": by.login, "moment": _moment(record.at)}
        context = {
            "fonts": FONTS,
            "title": title,
            "name": drawable(officer.get_full_name()),
            "who": drawable(" · ".join(part for part in (*who, str(officer.unit or "")) if part)),
            "as_of": drawable(_("As of %(moment)s (Lima time); taken by %(name)s (%(login)s).") % taken),
            "sections": list(_sections(record)),
        }
        markup = render_to_string("pdf/record.html", context)
        institution = "Aula Segura"
        return with_facts(drawn(markup), title=title, author=institution, subject=officer.login, sheets=None)


def _sections(record: "Record") -> Iterator[Section]:
    yield _section(
        _("Postings"), ((_("Since"), 15), (_("Until"), 15), (_("Rank"), 30), (_("Unit"), 40)),
        ((_day(row.since), _day(row.until), row.rank.name, row.unit.name) for row in record.postings),
    )  # fmt: skip
    yield _section(
        _("Certificates"),
        (
            (_("Serial"), 27), (_("Course"), 29), (_("Mark"), 8), (_("Issued"), 12), (_("Expires"), 12),
            (_("State"), 12),
        ),
        (
            (
                line.serial, f"{line.code} {line.course}", _mark(line.mark), _day(line.issued_on),
                _day(line.expires_on), str(line.state_words),
            )
            for line in record.certificates
        ),
    )  # fmt: skip
    yield _section(
        _("Enrolments"),
        (
            (_("Course and run"), 54), (_("State"), 14), (_("Enrolled on"), 12), (_("Ended on"), 12), (_("Mark"), 8),
        ),
        (
            (
                f"{row.code} {row.title} · {row.run}{_exams(row)}", row.state, _day(localtime(row.made_at)),
                _day(localtime(row.ended_at) if row.ended_at else None), _mark(row.mark),
            )
            for row in record.courses
        ),
    )  # fmt: skip
    yield _section(
        _("Academic hours by year"), ((_("Year"), 50), (_("Hours"), 50)),
        ((str(year), str(hours)) for year, hours in record.hours),
        none=pgettext("hours of a record", "None"),
    )  # fmt: skip


def _section(
    title: str, heads: tuple[tuple[str, int], ...], rows: Iterator[tuple[str, ...]], none: str = ""
) -> Section:
    drawn_rows = tuple(tuple(map(drawable, row)) for row in rows)
    return Section(title, heads, drawn_rows, none or pgettext("rows of a record", "None"))


def _exams(row: "TakenCourse") -> str:
    exams = "; ".join(f"{exam.label} {exam.title} {exam.mark}".strip() for exam in row.exams)
    return f" ({exams})" if exams else ""


def _day(day: "date | datetime | None") -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def _mark(mark: object) -> str:
    return "" if mark is None else str(mark)


def _moment(moment: "datetime") -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT")
