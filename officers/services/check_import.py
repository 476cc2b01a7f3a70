"""Checking a file of people: what each row would change, written down and nothing changed yet."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel import sheets
from kernel.folding import fold
from kernel.refusal import Refusal
from officers.models import Act, ImportedRow, Officer, PeopleImport
from officers.people_file.comparing import Compared, Directory, Kind, Person, compare
from officers.people_file.reading import Finding, Row, read_rows
from officers.queries.import_lookups import absent_officers, directory_for, find, serving
from officers.roles import NotPermitted, may_somewhere
from officers.services.keep_an_administrator import LastAdministrator
from officers.work_progress import tell

__all__ = ["MOST_COLUMNS", "MOST_ROWS", "FileUnreadable", "check_import"]

#: The whole force and its civilians, with room; what is above the headings counts too.
MOST_ROWS, MOST_COLUMNS = 250_000, 100
#: Rows a round: some statements each.
CHUNK = 2000
_PLACES = {kind: place for place, kind in enumerate(Kind)}


class FileUnreadable(Refusal):
    """The file turned out to be no table further down."""

    code = "file_unreadable"
    message = _("The file cannot be read to its end.")


@transaction.atomic
def check_import(*, import_id: int) -> PeopleImport:
    """Compare every row with the record; an import that is not waiting for it stays as it is.

    Part of a task: the import's row is locked, so that two workers do it once. Raises ``NotPermitted`` when whoever
    asked lost the right meanwhile, and ``FileUnreadable``.
    """
    locked = PeopleImport.objects.select_for_update(of=("self",)).select_related("asked_by", "unit").get(pk=import_id)
    by = locked.asked_by
    if locked.state != PeopleImport.State.CHECKING or by is None:
        return locked
    if not may_somewhere(by, Act.MANAGE_OFFICERS):
        raise NotPermitted
    locked.rows.all().delete()
    counts: Counter[str] = Counter()
    directory = directory_for(locked, by)
    listed = _check_rows(locked, by, directory, counts)
    if locked.absent != PeopleImport.Absent.KEEP:
        _check_absent(locked, by, listed, directory, counts)
    locked.counts, locked.serving = dict(counts), serving(locked, by)
    locked.state, locked.checked_at, locked.trouble = PeopleImport.State.CHECKED, timezone.now(), {}
    locked.save(update_fields=["counts", "serving", "state", "checked_at", "trouble"])
    return locked


def _check_rows(locked: PeopleImport, by: Officer, directory: Directory, counts: Counter[str]) -> set[int]:
    """Write down what becomes of each row; return the officers whom the file lists."""
    content = bytes(locked.file.content)
    listed: set[int] = set()
    rows = iter(read_rows(_below_headings(locked, content), locked.columns, first_line=locked.heading_line + 1))
    while chunk := list(islice(rows, CHUNK)):
        found = find(chunk, by)
        written = []
        for row in chunk:
            by_cip, by_dni = found.by_cip.get(row.cip or ""), found.by_dni.get(row.dni or "")
            compared = compare(row, by_cip, by_dni, found.by_email.get(row.email or ""), directory)
            listed.update(person.id for person in (by_cip, by_dni) if person)
            counts.update([*compared.kinds, *(["noted"] if row.notes else []), "rows"])
            written.append(_written(locked, row, compared))
        ImportedRow.objects.bulk_create(written)
        tell(locked, counts["rows"], max(locked.lines, counts["rows"]) if locked.lines else 0)
    return listed


def _below_headings(locked: PeopleImport, content: bytes) -> Iterator[list[str]]:
    try:
        yield from islice(
            sheets.rows(content, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS), locked.heading_line, None
        )
    except sheets.SheetProblem as problem:
        raise FileUnreadable(problem=problem.code) from problem


def _written(locked: PeopleImport, row: Row, compared: Compared) -> ImportedRow:
    person = compared.person
    name = person.shown if person and compared.changes else _shown(row)
    return ImportedRow(
        people_import=locked, line=row.line, **_kinds(compared.kinds), cells=row.cells,
        changes=compared.changes, officer_id=person.id if person else None,
        login=person.login if person else row.cip or (f"D{row.dni}" if row.dni else ""),
        name=name, search_name=fold(name)[:210], since=compared.since,
        problems=_codes(row.problems), notes=_codes(row.notes),
    )  # fmt: skip


def _check_absent(
    locked: PeopleImport, by: Officer, listed: set[int], directory: Directory, counts: Counter[str]
) -> None:
    absent: Iterator[Person] = absent_officers(locked, by, listed)
    while chunk := list(islice(absent, CHUNK)):
        written = [_absent(locked, person, stays=directory.loses_last(person.id)) for person in chunk]
        ImportedRow.objects.bulk_create(written)
        counts.update([*(Kind.PROBLEM if row.problems else Kind.LEFT for row in written), *["absent"] * len(written)])


def _absent(locked: PeopleImport, person: Person, *, stays: bool) -> ImportedRow:
    """Return the row of somebody whom the file does not list: he leaves, unless nobody else gives roles."""
    row = ImportedRow(
        people_import=locked, **_kinds([Kind.PROBLEM if stays else Kind.LEFT]), officer_id=person.id,
        login=person.login, name=person.shown, search_name=fold(person.shown)[:210],
    )  # fmt: skip
    if stays:
        row.problems = [[LastAdministrator.code, "", {}]]
    else:
        row.changes, row.since = {"status": (person.status, locked.absent)}, locked.since
    return row


def _kinds(kinds: Iterable[Kind]) -> dict[str, Any]:
    listed = list(kinds)
    return {"kinds": f" {' '.join(listed)} ", "place": _PLACES[listed[0]]}


def _shown(row: Row) -> str:
    names = row.given_names or row.cells.get("given_names", "")
    return f"{row.paternal_surname} {row.maternal_surname}, {names}".replace(" ,", ",").strip(" ,")[:210]


def _codes(findings: Iterable[Finding]) -> list[list[Any]]:
    return [[finding.code, finding.column, dict(finding.params)] for finding in findings]
