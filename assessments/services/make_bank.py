"""Making the bank of a course, for a course that began in the CMS."""

from django.db import transaction

from assessments.models.bank import Bank
from audit.services.record import record
from courses.classification import needs_review
from courses.models.course import Course
from officers.models import Act, Officer
from officers.roles import require

__all__ = ["make_bank"]


def make_bank(*, course: Course, by: Officer) -> Bank:
    """Return the bank of a course, made where it has none. Raises ``NotPermitted``.

    The course's row is locked, so that two clicks make one bank.
    """
    require(by, Act.EDIT_CONTENT, on=course.scope)
    with transaction.atomic():
        locked = Course.objects.select_for_update().get(pk=course.pk)
        bank: Bank | None = locked.banks.first()
        if bank is None:
            bank = Bank.objects.create(
                name=locked.code, area_id=locked.area_id, course=locked, classification=locked.classification,
                needs_review=needs_review(locked.classification),
            )  # fmt: skip
            record(by=by, act="bank.create", on=bank)
    return bank
