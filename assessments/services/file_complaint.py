"""Filing a complaint."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from assessments.draw import Draw, UnknownSlot
from assessments.models.attempt import Attempt
from assessments.models.complaint import Complaint
from assessments.models.question import QuestionVersion
from audit.services.record import record
from kernel.refusal import Refusal
from officers.models import Officer
from officers.roles import NotPermitted

__all__ = ["AlreadyFiled", "BeingMarked", "NoSuchQuestion", "NotSubmitted", "TooLate", "file_complaint"]


class NotSubmitted(Refusal):
    """There is nothing to complain of yet."""

    code = "not_submitted"
    message = _("You can complain once you have submitted.")


class BeingMarked(Refusal):
    """There is no mark yet."""

    code = "being_marked"
    message = _("Your answers are being marked. You can complain once the mark is there.")


class TooLate(Refusal):
    """The time for complaints is over."""

    code = "too_late"
    message = _("The time for complaints about this exam is over.")


class AlreadyFiled(Refusal):
    """One complaint a question, and one about the mark."""

    code = "already_filed"
    message = _("You have already filed a complaint about this.")


class NoSuchQuestion(Refusal):
    """The attempt has no question of this number."""

    code = "no_such_question"
    message = _("Choose a question of this attempt, or the mark.")


def file_complaint(
    *, attempt: Attempt, slot: int, text: str, by: Officer, now: datetime, until: datetime
) -> Complaint:  # fmt: skip
    """File a complaint about a question of an attempt of one's own, or about its mark (slot 0).

    now: by the database's clock; until: the deadline (``queries.complaints``). Raises ``NotPermitted``,
    ``NotSubmitted``, ``BeingMarked``, ``TooLate``, ``NoSuchQuestion`` and ``AlreadyFiled``.
    """
    if attempt.officer_id != by.pk:
        raise NotPermitted
    if attempt.state != Attempt.State.SUBMITTED:
        raise NotSubmitted
    if attempt.is_being_marked:
        raise BeingMarked
    if now > until:
        raise TooLate
    version = _version(attempt, slot) if slot else None
    try:
        with transaction.atomic():
            complaint = Complaint.objects.create(attempt=attempt, slot=slot, version=version, text=text, at=now)
            record(by=by, act="complaint.file", on=complaint)
    except IntegrityError as error:
        raise AlreadyFiled from error
    return complaint


def _version(attempt: Attempt, slot: int) -> QuestionVersion:
    try:
        return QuestionVersion.objects.get(uuid=Draw.from_json(attempt.draw).slot(slot).version)
    except UnknownSlot as error:
        raise NoSuchQuestion from error
