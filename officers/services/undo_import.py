"""Undoing an import of people: everybody is again as before it, or nobody."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import IntegrityError, transaction
from django.db.models import ForeignObjectRel, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record, record_all
from kernel.refusal import Refusal
from officers.many_rows import update_rows
from officers.models import FormerName, Grant, ImportedRow, Officer, PeopleImport, Posting
from officers.people_file.comparing import NAMES, Kind
from officers.services.apply_import import chunks, column_of, lock_officers, require_reach, save_officers, taken, write
from officers.services.keep_former_names import keep_former_names
from officers.work_progress import tell

__all__ = ["ChangedSinceImport", "undo_import"]

_NAMED = 20


class ChangedSinceImport(Refusal):
    """Somebody changed or used what the import made."""

    code = "changed_since_import"
    message = _(
        "Nothing was undone: %(count)s of the officers were changed, or have used their account, since the import: "
        "%(who)s. What they are now would be lost."
    )


@transaction.atomic
def undo_import(*, import_id: int) -> PeopleImport:
    """Go back to what every officer was; an import that is not waiting for it stays as it is.

    Postings that it opened are gone and those before it open again; a name is corrected back, and the wrong one kept
    with its days; roles that it ended hold again. Whoever it registered and who has never been anything more, in no
    table, is removed: the one deletion of an officer that there is. Raises ``NotPermitted`` and ``ChangedSinceImport``.
    """
    locked = PeopleImport.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=import_id)
    by = locked.asked_by
    if locked.state != PeopleImport.State.UNDOING or by is None:
        return locked
    rows = ImportedRow.objects.filter(people_import=locked).changing()
    lock_officers(rows, no_key=False)
    changed = _used(rows, locked)
    done, total = 0, rows.count()
    for chunk in chunks(rows):
        _restore([row for row in chunk if not _is_new(row)], locked, by, changed)
        _hold_new([row for row in chunk if _is_new(row)], by, changed)
        done += len(chunk)
        tell(locked, done, total)
    if changed:
        logins = sorted(changed)
        more = " …" if len(logins) > _NAMED else ""
        raise ChangedSinceImport(count=len(logins), who=", ".join(logins[:_NAMED]) + more)
    _give_back_roles(rows, locked, by)
    _remove_new(rows, locked, by)
    locked.state, locked.undone_at, locked.undone_by, locked.trouble = PeopleImport.State.UNDONE, timezone.now(), by, {}
    locked.save(update_fields=["state", "undone_at", "undone_by", "trouble"])
    record(by=by, act="people_import.undo", on=locked, why=locked.undone_why)
    return locked


def _is_new(row: ImportedRow) -> bool:
    return f" {Kind.NEW} " in row.kinds


def _used(rows: Any, locked: PeopleImport) -> set[str]:
    """Return the log-ins of those registered by the import whom any row names besides their first posting."""
    new = rows.of_kind(Kind.NEW).values("officer_id")
    used: set[int] = set()
    for relation in Officer._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue
        model, name = relation.related_model, relation.field.name
        if model is ImportedRow:
            continue
        naming = model._base_manager.filter(**{f"{name}__in": new})
        if model is Posting:
            naming = naming.exclude(imported=locked)
        used.update(naming.values_list(name, flat=True))
    worked = Q(last_login__isnull=False) | ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX) | Q(pk__in=used)
    return set(Officer.objects.filter(worked, pk__in=new).values_list("login", flat=True))


def _differs(officer: Officer | None, row: ImportedRow) -> bool:
    return officer is None or any(
        getattr(officer, column_of(name)) != after for name, (_before, after) in row.changes.items()
    )


def _hold_new(rows: Sequence[ImportedRow], by: Officer, changed: set[str]) -> None:
    officers = Officer.objects.in_bulk([row.officer_id for row in rows])
    require_reach(by, {officer.unit_id for officer in officers.values()})
    changed.update(row.login for row in rows if _differs(officers.get(row.officer_id or 0), row))


def _restore(rows: Sequence[ImportedRow], locked: PeopleImport, by: Officer, changed: set[str]) -> None:
    """Give the officers of some rows back what they were, unless they read otherwise than the import left them."""
    officers = Officer.objects.in_bulk([row.officer_id for row in rows])
    units = {officer.unit_id for officer in officers.values()} | {row.changes.get("unit", (None,))[0] for row in rows}
    require_reach(by, units - {None})
    imported = set(
        Posting.objects.filter(imported=locked, officer__in=officers, until=None).values_list("officer_id", flat=True)
    )
    restored = []
    for row in rows:
        officer, posted = officers.get(row.officer_id or 0), bool({"rank", "unit"} & set(row.changes))
        if officer is None or _differs(officer, row) or (posted and officer.pk not in imported):
            changed.add(row.login)
        else:
            restored.append((row, officer))
    changed.update(taken([row for row, _officer in restored], side=0))
    if changed:
        return
    renamed = [(row, officer) for row, officer in restored if set(NAMES) & set(row.changes)]
    # Held for no day: who imports the mended file corrects it from the same day on.
    keep_former_names([
        FormerName(
            officer=officer, since=row.since, until=row.since or locked.since, why=locked.undone_why, by=by,
            **{name: getattr(officer, name) for name in NAMES},
        )
        for row, officer in renamed
    ])  # fmt: skip
    for row, officer in restored:
        write(officer, {name: before for name, (before, _after) in row.changes.items()})
    save_officers([officer for _row, officer in restored])
    _reopen({officer.pk: row for row, officer in restored if {"rank", "unit"} & set(row.changes)}, locked)
    alike = defaultdict(list)
    for row, officer in restored:
        alike[frozenset(set(row.changes) - {"login"})].append(officer)
    for fields, those in alike.items():
        record_all(by=by, act="officer.undo_import", on=those, changed=fields, why=locked.undone_why)


def _reopen(posted: dict[int, ImportedRow], locked: PeopleImport) -> None:
    """Remove the postings that the import opened, and open again those that it ended."""
    Posting.objects.filter(imported=locked, officer__in=posted).delete()
    closed = Posting.objects.filter(officer__in=posted).order_by("since").values_list("pk", "officer_id", "until")
    ended = {officer: pk for pk, officer, until in closed if until == posted[officer].since}
    update_rows(Posting, [{"pk": pk, "until": None} for pk in ended.values()], ["until"])


def _give_back_roles(rows: Any, locked: PeopleImport, by: Officer) -> None:
    left = rows.of_kind(Kind.LEFT).values("officer_id")
    grants = list(Grant.objects.filter(officer__in=left, withdrawn_at=locked.applied_at))
    Grant.objects.filter(pk__in=[grant.pk for grant in grants]).update(withdrawn_at=None)
    record_all(by=by, act="role.give_back", on=grants, changed=["withdrawn_at"], why=locked.undone_why)


def _remove_new(rows: Any, locked: PeopleImport, by: Officer) -> None:
    new = rows.of_kind(Kind.NEW)
    for chunk in chunks(new):
        officers = Officer.objects.filter(pk__in=[row.officer_id for row in chunk])
        record_all(by=by, act="officer.remove_imported", on=list(officers), why=locked.undone_why)
        Posting.objects.filter(officer__in=officers, imported=locked).delete()
        # Every row that could name them was looked for, and the constraints of the database look again.
        try:
            officers._raw_delete(officers.db)
        except IntegrityError as error:
            raise ChangedSinceImport(count=1, who="–") from error
    new.update(officer=None)
