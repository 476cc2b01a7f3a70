"""Choosing how a file of people is read, and having it checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.refusal import Refusal
from officers.models import Act, ColumnMapping, Officer, PeopleImport, Unit
from officers.roles import NotPermitted, Scope, may_somewhere, require
from officers.tasks import work_on

__all__ = ["AskedTooLate", "CheckOptions", "ask_check", "waiting_import"]


class AskedTooLate(Refusal):
    """The import is no longer, or not yet, where this can be asked of it."""

    code = "asked_too_late"
    message = _("This import is “%(state)s” by now: look at its page.")


@dataclass(frozen=True)
class CheckOptions:
    """How the file is read. ``absent``, ``unit``: what becomes of officers (of a unit) who are not in it."""

    columns: Mapping[str, int]
    since: date
    why: str
    exact_names: bool = False
    absent: str = PeopleImport.Absent.KEEP
    unit: Unit | None = None
    #: Under this name the columns are kept for the next file.
    save_as: str = ""


@transaction.atomic
def ask_check(*, people_import: PeopleImport, options: CheckOptions, by: Officer) -> PeopleImport:
    """Remember the columns and queue the check; also for a second look. Raises ``NotPermitted``, ``AskedTooLate``."""
    states = PeopleImport.State
    locked = waiting_import(people_import, by, states.UPLOADED, states.CHECKED)
    if options.unit:
        require(by, Act.MANAGE_OFFICERS, on=Scope(unit=options.unit))
    locked.columns, locked.since, locked.why = dict(options.columns), options.since, options.why
    locked.exact_names, locked.absent, locked.unit = options.exact_names, options.absent, options.unit
    locked.state, locked.asked_by, locked.asked_at, locked.trouble = states.CHECKING, by, timezone.now(), {}
    locked.save()
    if options.save_as:
        headings = {column: locked.headings[place] for column, place in options.columns.items()}
        ColumnMapping.objects.update_or_create(
            name=options.save_as, defaults={"columns": headings, "by": by, "at": timezone.now()}
        )
    work_on.enqueue(locked.pk)
    return locked


def waiting_import(people_import: PeopleImport, by: Officer, *states: str) -> PeopleImport:
    """Return the locked import; raises ``NotPermitted``, and ``AskedTooLate`` when it is in none of these states.

    The state is read before the lock: an import that a task works on is locked for minutes.
    """
    if not may_somewhere(by, Act.MANAGE_OFFICERS):
        raise NotPermitted
    seen = PeopleImport.objects.get(pk=people_import.pk)
    if seen.state in states:
        seen = PeopleImport.objects.select_for_update(of=("self",)).get(pk=people_import.pk)
    if seen.state not in states:
        raise AskedTooLate(state=seen.get_state_display())
    return seen
