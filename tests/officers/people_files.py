"""Files of people for tests, and the way of one from its upload to the record."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from kernel.sheets import write_xlsx
from officers.models import Officer, PeopleImport, Rank, Unit
from officers.services.ask_apply import ask_apply
from officers.services.ask_check import CheckOptions, ask_check
from officers.services.ask_undo import ask_undo
from officers.services.start_import import start_import
from officers.services.work_on_import import work_on_import
from tests.officers.factories import grant, make_officer, make_rank, make_unit

HEADINGS = ["CIP", "DNI", "Apellido paterno", "Apellido materno", "Nombres", "Grado", "Código de unidad", "Correo",
            "Situación", "Fecha"]  # fmt: skip


def hr(**scope: Any) -> Officer:
    """Return who imports, everywhere or in a unit."""
    officer = make_officer(given_names="Gladys", paternal_surname="Tello", is_staff=True)
    grant(officer, "hr_verifier", **scope)
    return officer


def ladder() -> tuple[Rank, Rank]:
    """Return two ranks of one ladder, the lower first."""
    higher = make_rank("S1", name="Suboficial de Primera PNP", abbreviation="S1 PNP", order=3)
    return make_rank(), higher


def station(code: str, **fields: Any) -> Unit:
    """Return a unit with a code."""
    return make_unit(f"Comisaría {code}", code=code, **fields)


def row_of(officer: Officer, **said: str) -> list[str]:
    """Return the row that says what is on record of an officer, but for what is ``said``."""
    present = {
        "cip": officer.cip or "", "dni": officer.dni or "", "paternal": officer.paternal_surname,
        "maternal": officer.maternal_surname, "given": officer.given_names,
        "rank": officer.rank.code if officer.rank else "", "unit": officer.unit.code if officer.unit else "",
        "email": officer.email or "", "status": "", "since": "",
    }  # fmt: skip
    return list({**present, **said}.values())


def csv(*rows: Sequence[str], headings: Sequence[str] = HEADINGS) -> bytes:
    """Return a CSV as a spreadsheet in Peru writes it."""
    return "\r\n".join(";".join(row) for row in (headings, *rows)).encode("cp1252")


def xlsx(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS) -> bytes:
    """Return a workbook."""
    return write_xlsx(headings, rows, [])


def checked(content: bytes, by: Officer, **options: Any) -> PeopleImport:
    """Return the import of a file after its check."""
    started = start_import(name="personal.csv", content=content, by=by)
    defaults: dict[str, Any] = {"columns": started.columns, "since": timezone.localdate(), "why": "R.D. 123"}
    ask_check(people_import=started, options=CheckOptions(**{**defaults, **options}), by=by)
    return work(started)


def applied(content: bytes, by: Officer, leaving: int | None = None, **options: Any) -> PeopleImport:
    """Return the import of a file after it was made."""
    ready = checked(content, by, **options)
    ask_apply(people_import=ready, leaving=leaving, by=by)
    return work(ready)


def undone(made: PeopleImport, by: Officer) -> PeopleImport:
    """Return an import after its undoing."""
    ask_undo(people_import=made, why="Archivo equivocado", by=by)
    return work(made)


def work(row: PeopleImport) -> PeopleImport:
    """Do what is wanted of an import, as the task does."""
    work_on_import(import_id=row.pk)
    return PeopleImport.objects.get(pk=row.pk)
