"""Applying an import of people: all that was checked, or nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record, record_all
from kernel.folding import fold
from kernel.refusal import Refusal
from officers.many_rows import update_rows
from officers.models import Act, FormerName, Grant, ImportedRow, Officer, PeopleImport, Posting, Unit
from officers.people_file.comparing import NAMES, Kind
from officers.roles import NotPermitted, units_for
from officers.services.keep_an_administrator import keep_an_administrator
from officers.services.keep_former_names import keep_former_names
from officers.work_progress import tell

__all__ = [
    "CHUNK",
    "ChangedSinceCheck",
    "UnitClosedSinceCheck",
    "apply_import",
    "chunks",
    "column_of",
    "lock_officers",
    "require_reach",
    "save_officers",
    "taken",
    "write",
]

CHUNK = 2000
_NAMED = 5
_WRITTEN = (
    "login", "cip", "dni", "email", *NAMES, "search_name", "search_former", "status", "is_active",
    "is_staff", "rank_id", "unit_id",
)  # fmt: skip
#: No two officers have the same; a log-in is a CIP or follows from a DNI.
_UNIQUE = ("login", "dni", "email")


class ChangedSinceCheck(Refusal):
    """Somebody else changed the same officers after the file was checked."""

    code = "changed_since_check"
    message = _(
        "%(count)s of the officers were changed after the file was checked, such as %(who)s. Nothing was imported; "
        "check the file again."
    )


class UnitClosedSinceCheck(Refusal):
    """A unit that somebody was to enter was closed after the check."""

    code = "unit_closed_since_check"
    message = _("A unit was closed after the file was checked: %(who)s. Nothing was imported; check the file again.")


@transaction.atomic
def apply_import(*, import_id: int, at: datetime | None = None) -> PeopleImport:
    """Do everything that the check wrote down; an import that is not waiting for it stays as it is.

    Part of a task, in one transaction: postings are ended and opened, names are kept, roles of whoever leaves end, and
    the audit has a line for every officer. Locks are taken as the single acts do: roles, officers, units. Raises
    ``NotPermitted``, ``LastAdministrator`` and ``ChangedSinceCheck``.
    """
    locked = PeopleImport.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=import_id)
    by, moment = locked.asked_by, at or timezone.now()
    if locked.state != PeopleImport.State.APPLYING or by is None:
        return locked
    rows = ImportedRow.objects.filter(people_import=locked).changing()
    keep_an_administrator(losing=Grant.objects.filter(officer__in=rows.of_kind(Kind.LEFT).values("officer_id")))
    lock_officers(rows)
    _lock_units(rows, by)
    stale: list[str] = []
    done, total = 0, rows.count()
    for chunk in chunks(rows):
        new = [row for row in chunk if row.officer_id is None]
        _change([row for row in chunk if row.officer_id], locked, by, moment, stale)
        _register(new, locked, by, stale)
        done += len(chunk)
        tell(locked, done, total)
    if stale:
        raise ChangedSinceCheck(count=len(stale), who=", ".join(stale[:_NAMED]))
    registered = Officer.objects.filter(login=OuterRef("login")).values("pk")[:1]
    rows.filter(officer=None).update(officer_id=Subquery(registered))
    locked.file.delete()
    locked.state, locked.applied_at, locked.applied_by, locked.trouble = PeopleImport.State.APPLIED, moment, by, {}
    locked.save(update_fields=["state", "applied_at", "applied_by", "trouble"])
    record(by=by, act="people_import.apply", on=locked, why=locked.why)
    return locked


def chunks(rows: Any) -> Iterator[list[ImportedRow]]:
    """Yield the rows of an import some thousand at a time, each statement short."""
    last = 0
    rows = rows.defer("cells", "problems", "notes")
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


def lock_officers(rows: Any, *, no_key: bool = True) -> None:
    """Lock the officers of some rows, in one order; ``no_key``: others may refer to them, and learning goes on."""
    keys = rows.exclude(officer=None).values("officer_id")
    locking = Officer.objects.select_for_update(of=("self",), no_key=no_key).filter(pk__in=keys).order_by("pk")
    for _key in locking.values_list("pk", flat=True).iterator(chunk_size=CHUNK):
        pass


def require_reach(by: Officer, units: Collection[int | None]) -> None:
    """Raise ``NotPermitted`` unless whoever asked looks after all these units now."""
    if not set(units) <= set(units_for(by, Act.MANAGE_OFFICERS).values_list("pk", flat=True)):
        raise NotPermitted


def _lock_units(rows: Any, by: Officer) -> None:
    """Lock the units that somebody enters, so that none is closed meanwhile; all must be the importer's."""
    wanted = set(rows.filter(Q(kinds__contains=f" {Kind.NEW} ") | Q(kinds__contains=f" {Kind.MOVED} "))
                 .values_list("changes__unit__1", flat=True).distinct())  # fmt: skip
    units = list(Unit.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"))
    require_reach(by, [unit.pk for unit in units])
    closed = [unit.code for unit in units if unit.closed_on]
    if closed or len(units) < len(wanted):
        raise UnitClosedSinceCheck(who=", ".join(closed[:_NAMED]))


def column_of(name: str) -> str:
    """Return the attribute that holds a field's stored value."""
    return f"{name}_id" if name in {"rank", "unit"} else name


def write(officer: Officer, values: dict[str, Any]) -> None:
    """Set fields and what follows from them, as ``Officer.save`` does."""
    for name, value in values.items():
        setattr(officer, column_of(name), value)
    officer.is_active = officer.status != Officer.Status.DISMISSED
    officer.search_name = fold(f"{officer.paternal_surname} {officer.maternal_surname} {officer.given_names}")


def _change(rows: Sequence[ImportedRow], locked: PeopleImport, by: Officer, moment: datetime, stale: list[str]) -> None:
    """Change the officers of some rows, unless they read otherwise than when the file was checked."""
    officers = Officer.objects.in_bulk([row.officer_id for row in rows])
    require_reach(by, {officer.unit_id for officer in officers.values()} - {None})
    present = {row.officer_id: row for row in Posting.objects.filter(officer__in=officers, until=None)}
    changing = []
    for row in rows:
        officer = officers.get(row.officer_id or 0)
        fields = {name: before for name, (before, _after) in row.changes.items()}
        posting = present.get(row.officer_id or 0)
        if officer is None or any(getattr(officer, column_of(name)) != value for name, value in fields.items()) or (
            {"rank", "unit"} & set(fields) and posting and row.since and posting.since >= row.since
        ):  # fmt: skip
            stale.append(row.login)
            continue
        changing.append((row, officer, {name: after for name, (_before, after) in row.changes.items()}))
    stale += taken([row for row, _officer, _values in changing])
    if stale:
        return
    _keep_names([(row, officer) for row, officer, values in changing if set(NAMES) & set(values)], locked, by)
    leaving = [officer for row, officer, values in changing if f" {Kind.LEFT} " in row.kinds]
    Grant.objects.filter(officer__in=leaving, withdrawn_at=None).update(withdrawn_at=moment)
    for officer in leaving:
        officer.is_staff = False
    for _row, officer, values in changing:
        write(officer, values)
    save_officers([officer for _row, officer, _values in changing])
    _post([(row, officer) for row, officer, values in changing if {"rank", "unit"} & set(values)], present, locked)
    _record(changing, locked, by)


def taken(rows: Sequence[ImportedRow], *, side: int = 1) -> list[str]:
    """Return the log-ins of the rows whose numbers or e-mail (``side`` 0: of before) are another officer's by now."""
    wanted = {
        (name, row.changes[name][side]): row
        for row in rows
        for name in _UNIQUE
        if name in row.changes and row.changes[name][side]
    }
    any_of = Q(pk__in=[])
    for name in _UNIQUE:
        any_of |= Q(**{f"{name}__in": [value for field, value in wanted if field == name]})
    bearers = Officer.objects.filter(any_of).values_list("pk", *_UNIQUE) if wanted else ()
    found = {pair: pk for pk, *values in bearers for pair in zip(_UNIQUE, values, strict=True)}
    return sorted({row.login for pair, row in wanted.items() if found.get(pair, row.officer_id) != row.officer_id})


def save_officers(officers: Sequence[Officer]) -> None:
    """Write what an import may change, in one statement for all."""
    rows = [{"pk": each.pk, **{name: getattr(each, name) for name in _WRITTEN}} for each in officers]
    update_rows(Officer, rows, _WRITTEN)


def _keep_names(renamed: Sequence[tuple[ImportedRow, Officer]], locked: PeopleImport, by: Officer) -> None:
    last = dict(
        FormerName.objects.filter(officer__in=[officer for _row, officer in renamed]).values("officer_id")
        .annotate(last=Max("until")).values_list("officer_id", "last")
    )  # fmt: skip
    keep_former_names([
        FormerName(
            officer=officer, since=last.get(officer.pk), until=row.since or locked.since, why=locked.why, by=by,
            **{name: getattr(officer, name) for name in NAMES},
        )
        for row, officer in renamed
    ])  # fmt: skip


def _post(posted: Sequence[tuple[ImportedRow, Officer]], present: dict[int, Posting], locked: PeopleImport) -> None:
    """End the present postings and open those of the file."""
    ended = [{"pk": present[each.pk].pk, "until": row.since} for row, each in posted if each.pk in present]
    update_rows(Posting, ended, ["until"])
    Posting.objects.bulk_create(_opened(row, officer, locked) for row, officer in posted)


def _opened(row: Any, officer: Any, locked: PeopleImport) -> Posting:
    return Posting(
        officer=officer, unit_id=officer.unit_id, rank_id=officer.rank_id, since=row.since, why=locked.why,
        imported=locked,
    )  # fmt: skip


def _record(changed: Sequence[tuple[ImportedRow, Officer, dict[str, Any]]], locked: PeopleImport, by: Officer) -> None:
    alike = defaultdict(list)
    for row, officer, values in changed:
        ended = {"grants"} if f" {Kind.LEFT} " in row.kinds else set()
        alike[frozenset(values) - {"login"} | ended].append(officer)
    for fields, officers in alike.items():
        record_all(by=by, act="officer.import", on=officers, changed=fields, why=locked.why)


def _register(rows: Sequence[ImportedRow], locked: PeopleImport, by: Officer, stale: list[str]) -> None:
    """Make accounts without a password, each with its first posting."""
    officers = []
    for row in rows:
        officer = Officer()
        write(officer, {name: after for name, (_before, after) in row.changes.items()})
        officer.set_unusable_password()
        officers.append(officer)
    stale += taken(rows)
    if stale:
        return
    try:
        Officer.objects.bulk_create(officers)
    except IntegrityError as error:  # registered in this very moment
        raise ChangedSinceCheck(count=1, who="–") from error
    Posting.objects.bulk_create(_opened(*pair, locked) for pair in zip(rows, officers, strict=True))
    record_all(by=by, act="officer.register", on=officers, why=locked.why)
