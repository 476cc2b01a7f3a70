"""Saying whether a second person reviews the questions of a bank."""

from django.db import transaction

from assessments.models.bank import Bank
from assessments.services.compare_question import take_turn
from audit.services.record import record
from officers.models import Act, Officer
from officers.roles import require

__all__ = ["set_bank_review"]


def set_bank_review(*, bank: Bank, needs_review: bool, why: str, by: Officer) -> Bank:
    """Set it, for what is made ready from now on; what is ready stays so. Raises ``NotPermitted``.

    It waits for whoever is moving a version in the area (``take_turn``): each is done by one rule or by the other.
    """
    require(by, Act.PUBLISH_EDITION, on=bank.scope)
    with transaction.atomic():
        take_turn(bank)
        locked: Bank = Bank.objects.select_for_update(no_key=True).get(pk=bank.pk)
        if locked.needs_review != needs_review:
            locked.needs_review = needs_review
            locked.save(update_fields=["needs_review"])
            record(by=by, act="bank.review", on=locked, changed=["needs_review"], why=why)
    return locked
