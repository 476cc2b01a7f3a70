"""Raising the classification of a course or a guideline: at once, by one person."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from courses.classification import is_lower
from courses.subjects import Subject
from kernel.refusal import Refusal
from officers.models import Officer
from officers.models.grant import Act
from officers.reasons import require_reason
from officers.roles import require

__all__ = ["NeedsTwoPersons", "set_classification"]


class NeedsTwoPersons(Refusal):
    """The new classification is lower: that is proposed by one person and confirmed by another."""

    code = "needs_two_persons"
    message = _("Lowering a classification needs two persons: propose it, and another director confirms it.")


def set_classification(*, on: Subject, classification: str, by: Officer, why: str) -> Subject:
    """Hold a course or a guideline more strictly, at once on every edition, draft and file that it opens.

    Raises ``NotPermitted``, ``ReasonMissing`` and, when it would be lower, ``NeedsTwoPersons``
    (``services.lower_classification``).
    """
    require(by, Act.SET_ACCESS, on=on.scope)
    require_reason(why)
    with transaction.atomic():
        row: Subject = type(on)._default_manager.select_for_update().get(pk=on.pk)
        if is_lower(classification, row.classification):
            raise NeedsTwoPersons(field="classification")
        if classification == row.classification:
            return row
        row.classification = classification
        row.save(update_fields=["classification"])
        record(by=by, act=Act.SET_ACCESS, on=row, changed=["classification"], why=why)
    return row
