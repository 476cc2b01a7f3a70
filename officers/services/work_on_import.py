"""Doing what is wanted of an import of people, as a task or by the sweep."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kernel.refusal import Refusal
from officers.models import PeopleImport
from officers.services.apply_import import apply_import
from officers.services.check_import import check_import
from officers.services.undo_import import undo_import
from officers.troubles import PROGRAM_FAILED

__all__ = ["resume_imports", "work_on_import"]

_STATE = PeopleImport.State
_WORK: dict[str, Any] = {_STATE.CHECKING: check_import, _STATE.APPLYING: apply_import, _STATE.UNDOING: undo_import}
#: Where an import stands again when the work on it came to nothing.
_BACK = {_STATE.CHECKING: _STATE.UPLOADED, _STATE.APPLYING: _STATE.CHECKED, _STATE.UNDOING: _STATE.APPLIED}
#: What has been wanted for longer was left by a worker that died.
_LEFT_AFTER = timedelta(minutes=10)


def work_on_import(*, import_id: int) -> None:
    """Check, apply or undo an import, as its state says; nothing where nothing is wanted.

    What comes to nothing leaves the import where it was, with the reason, and no row changed. A fault of the program is
    raised again, so that it stands among the failed tasks.
    """
    state = PeopleImport.objects.values_list("state", flat=True).get(pk=import_id)
    if state not in _WORK:
        return
    try:
        _WORK[state](import_id=import_id)
    except Refusal as refusal:
        params = {name: str(value) for name, value in refusal.params.items()}
        _give_back(import_id, state, {"code": refusal.code, "params": params})
    except Exception:
        _give_back(import_id, state, {"code": PROGRAM_FAILED, "params": {}})
        raise


def resume_imports() -> int:
    """Take up what was left undone; return how many. Part of the sweep."""
    left = PeopleImport.objects.filter(state__in=PeopleImport.WORKED_ON, asked_at__lt=timezone.now() - _LEFT_AFTER)
    keys = list(left.values_list("pk", flat=True))
    for key in keys:
        work_on_import(import_id=key)
    return len(keys)


def _give_back(import_id: int, state: str, trouble: dict[str, Any]) -> None:
    PeopleImport.objects.filter(pk=import_id, state=state).update(state=_BACK[_STATE(state)], trouble=trouble)
