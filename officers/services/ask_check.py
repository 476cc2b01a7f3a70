"""Choosing how a file of people is read, and having it checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from kernel.refusal import Refusal
from officers.models import Act, ColumnMapping, Officer, PeopleImport, Unit
from officers.roles import NotPermitted, Scope, may_somewhere, require
from officers.tasks import work_on

__all__ = ["AskedTooLate", "CheckOptions", "NameTaken", "ask_check", "waiting_import"]


class AskedTooLate(Refusal):
    """The import is no longer, or not yet, where this can be asked of it."""

    code = "asked_too_late"
    message = _("This import is “%(state)s” by now: look at its page.")


class NameTaken(Refusal):
    """Other columns are kept under this name, by somebody who counts on them."""

    code = "name_taken"
    message = _(
        "Other columns are kept under this name, by %(who)s on %(at)s. Choose another name, or tick that these take "
        "their place."
    )


@dataclass(frozen=True)
class CheckOptions:
    """How the file is read. ``absent``, ``unit``: what becomes of officers (of a unit) who are not in it."""

    columns: Mapping[str, int]
    since: date
    why: str
    exact_names: bool = False
    absent: str = PeopleImport.Absent.KEEP
    unit: Unit | None = None
    #: Under this name the columns are kept for the next file; ``replace``: also where others are kept under it.
    save_as: str = ""
    replace: bool = False


@transaction.atomic
def ask_check(*, people_import: PeopleImport, options: CheckOptions, by: Officer) -> PeopleImport:
    """Remember the columns and queue the check; also for a second look.

    Raises ``NotPermitted``, ``AskedTooLate``, ``NameTaken``.
    """
    states = PeopleImport.State
    locked = waiting_import(people_import, by, states.UPLOADED, states.CHECKED)
    if options.unit:
        require(by, Act.MANAGE_OFFICERS, on=Scope(unit=options.unit))
    locked.columns, locked.since, locked.why = dict(options.columns), options.since, options.why
    locked.exact_names, locked.absent, locked.unit = options.exact_names, options.absent, options.unit
    locked.state, locked.asked_by, locked.asked_at, locked.trouble = states.CHECKING, by, timezone.now(), {}
    locked.save()
    if options.save_as:
        _keep({column: locked.headings[place] for column, place in options.columns.items()}, options, by)
    work_on.enqueue(locked.pk)
    return locked


def _keep(headings: dict[str, str], options: CheckOptions, by: Officer) -> None:
    kept = {"columns": headings, "by": by, "at": timezone.now()}
    row, is_new = ColumnMapping.objects.get_or_create(name=options.save_as, defaults=kept)
    if is_new or row.columns == headings:
        return
    if not options.replace:
        at = date_format(timezone.localtime(row.at), "SHORT_DATETIME_FORMAT")
        raise NameTaken(field="save_as", who=row.by.get_full_name(), at=at)
    ColumnMapping.objects.filter(pk=row.pk).update(**kept)


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
