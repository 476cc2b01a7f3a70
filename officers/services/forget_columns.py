"""Forgetting columns of files of people that were kept under a name."""

from django.db import transaction

from audit.services.record import record
from officers.models import Act, ColumnMapping, Officer
from officers.roles import NotPermitted, may_somewhere

__all__ = ["forget_columns"]


@transaction.atomic
def forget_columns(*, mapping: ColumnMapping, by: Officer) -> None:
    """Remove it for everybody, whoever kept it; imports have columns of their own. Raises ``NotPermitted``."""
    if not may_somewhere(by, Act.MANAGE_OFFICERS):
        raise NotPermitted
    record(by=by, act="people_columns.forget", on=mapping, why=mapping.name)
    mapping.delete()
