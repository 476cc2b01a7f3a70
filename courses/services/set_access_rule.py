"""Naming who may see a reserved course or guideline, and taking that back."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from audit.services.record import record
from courses.models.access_rule import AccessRule
from courses.models.course import Course, Guideline
from officers.models import Officer, Unit
from officers.models.grant import Act
from officers.reasons import require_reason
from officers.roles import require

__all__ = ["set_access_rule", "withdraw_access_rule"]


def set_access_rule(
    *,
    course: Course | None = None,
    guideline: Guideline | None = None,
    by: Officer,
    why: str,
    since: date,
    until: date | None = None,
    unit: Unit | None = None,
    officer: Officer | None = None,
) -> AccessRule:
    """Let a unit with all below it, or one officer, see a course or a guideline from a date to a date (excluded).

    Raises ``NotPermitted`` and ``ReasonMissing``. Exactly one of ``course`` and ``guideline`` is named, and one of
    ``unit`` and ``officer``.
    """
    subject = course or guideline
    assert subject is not None, "one is named"  # noqa: S101 - a fault of the program
    require(by, Act.SET_ACCESS, on=subject.scope)
    require_reason(why)
    with transaction.atomic():
        rule = AccessRule.objects.create(
            course=course,
            guideline=guideline,
            unit=unit,
            officer=officer,
            since=since,
            until=until,
            by=by,
            why=why.strip(),
        )
        record(by=by, act=Act.SET_ACCESS, on=rule, changed=["unit" if unit else "officer", "since", "until"], why=why)
    return rule


def withdraw_access_rule(*, rule: AccessRule, by: Officer, why: str, at: datetime | None = None) -> AccessRule:
    """End a rule at once; the row stays. Raises ``NotPermitted`` and ``ReasonMissing``."""
    require(by, Act.SET_ACCESS, on=rule.subject.scope)
    require_reason(why)
    with transaction.atomic():
        row = AccessRule.objects.select_for_update().get(pk=rule.pk)
        if row.withdrawn_at is None:
            row.withdrawn_at = at or timezone.now()
            row.save(update_fields=["withdrawn_at"])
            record(by=by, act=Act.SET_ACCESS, on=row, changed=["withdrawn_at"], why=why)
    return row
