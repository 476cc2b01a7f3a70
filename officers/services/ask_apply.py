"""Asking that a checked import of people be made."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.refusal import Refusal
from officers.models import Officer, PeopleImport
from officers.people_file.comparing import Kind
from officers.services.ask_check import waiting_import
from officers.tasks import work_on

__all__ = ["LEAVING_PERCENT", "ManyLeave", "NothingToImport", "RowsHaveProblems", "ask_apply", "many_leave"]

#: When more than this part of those in service would leave with one file, the number has to be typed.
LEAVING_PERCENT = 5


class RowsHaveProblems(Refusal):
    """An import is all or nothing."""

    code = "rows_have_problems"
    message = _("%(count)s rows have problems. Mend them in the file, or take them out of it, and upload it again.")


class NothingToImport(Refusal):
    """The file says what is on record already."""

    code = "nothing_to_import"
    message = _("Nothing would change: the record says what the file says.")


class ManyLeave(Refusal):
    """So many would leave the service that it may be the wrong file."""

    code = "many_leave"
    message = _(
        "With this file %(leaving)s of %(serving)s officers would leave the service. If that is right, write the "
        "number of those who leave."
    )


def many_leave(people_import: PeopleImport) -> bool:
    """Whether more than ``LEAVING_PERCENT`` of those in service would leave."""
    return people_import.count(Kind.LEFT) * 100 > people_import.serving * LEAVING_PERCENT


@transaction.atomic
def ask_apply(*, people_import: PeopleImport, leaving: int | None, by: Officer) -> PeopleImport:
    """Queue what was checked. ``leaving``: the number that was typed where many would leave.

    Raises ``NotPermitted``, ``AskedTooLate``, ``RowsHaveProblems``, ``NothingToImport``, ``ManyLeave``.
    """
    locked = waiting_import(people_import, by, PeopleImport.State.CHECKED)
    problems, leave = locked.count(Kind.PROBLEM), locked.count(Kind.LEFT)
    if problems:
        raise RowsHaveProblems(count=problems)
    if not any(locked.count(kind) for kind in Kind if kind not in {Kind.PROBLEM, Kind.UNCHANGED}):
        raise NothingToImport
    if many_leave(locked) and leaving != leave:
        raise ManyLeave(field="leaving", leaving=leave, serving=locked.serving)
    locked.state, locked.asked_by, locked.asked_at = PeopleImport.State.APPLYING, by, timezone.now()
    locked.trouble = {}
    locked.save(update_fields=["state", "asked_by", "asked_at", "trouble"])
    work_on.enqueue(locked.pk)
    return locked
