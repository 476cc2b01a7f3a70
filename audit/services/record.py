"""Writing a line of the audit."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.db import models

from audit.models import Entry


class Actor(Protocol):
    """Somebody who acts: an officer, as far as the audit needs to know."""

    login: str

    def get_full_name(self) -> str:
        """Return the whole name."""
        ...


def record(*, by: Actor | None, act: str, on: models.Model, changed: Iterable[str] = (), why: str = "") -> Entry:
    """Write who did what on which row, in the caller's transaction.

    ``by`` is None when the system acts by itself (a sweep, a loader). ``act`` is a stable word such
    as ``certificate.revoke``. ``changed`` names fields, not values.
    """
    entry = _entry(by, act, on, changed, why)
    entry.save()
    return entry


def record_all(
    *, by: Actor | None, act: str, on: Sequence[models.Model], changed: Iterable[str] = (), why: str = ""
) -> None:
    """Do so for many rows of one act: a statement for every thousand, whatever their number."""
    names = list(changed)
    Entry.objects.bulk_create([_entry(by, act, row, names, why) for row in on], batch_size=1000)


def _entry(by: Actor | None, act: str, on: models.Model, changed: Iterable[str], why: str) -> Entry:
    return Entry(
        actor_login=by.login if by else "",
        actor_name=by.get_full_name() if by else "",
        act=act,
        on_model=on._meta.label,
        on_id=str(on.pk),
        changed=sorted(changed),
        why=why,
    )
