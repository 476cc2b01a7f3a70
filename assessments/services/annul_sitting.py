"""Annulling a sitting: it counts nowhere, and is kept. An act of the examination board, for two persons."""

from contextlib import suppress
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.models.attempt import Attempt
from assessments.models.board_act import SittingAnnulment
from assessments.models.further_answer import MarkBelowPaper
from assessments.queries.sittings import Effects, effects_without, to_decide_on
from assessments.services.make_again import OtherEffects
from audit.services.record import record
from courses.models.enrolment import Enrolment
from courses.services.record_outcome import record_outcome
from courses.services.reopen_enrolment import CannotReopen, reopen_enrolment
from kernel.refusal import Refusal
from officers.models import Act, Officer, Proposal
from officers.reasons import require_reason
from officers.roles import NotPermitted, require
from officers.services.notify import notify
from officers.services.propose import propose

__all__ = ["ANNUL", "NotToAnnul", "OwnSitting", "annul_sitting", "propose_annulment", "require_board"]

#: What a proposal about an attempt says is to be done.
ANNUL = "annul"


class NotToAnnul(Refusal):
    """A sitting that is open, or annulled already."""

    code = "not_to_annul"
    message = _("Only a sitting that was submitted can be annulled, and once.")


class OwnSitting(Refusal):
    """Nobody decides on his own sitting."""

    code = "own_sitting"
    message = _("Nobody decides on a sitting of his own. Another person has to.")


def propose_annulment(*, attempt: Attempt, is_used: bool, why: str, by: Officer, looked_at: str) -> Proposal:
    """Have the annulment of a sitting wait for its second person.

    looked_at: the ``digest`` of the effects that were shown. Raises ``NotPermitted``, ``OwnSitting``, ``NotToAnnul``,
    ``OtherEffects`` and what proposing does.
    """
    require_board(attempt, by)
    with transaction.atomic():
        _held, effects = _look(attempt, is_used=is_used, looked_at=looked_at)
        arguments = {
            "do": ANNUL, "is_used": is_used, "seen": looked_at, "no_longer_passes": effects.no_longer_passes,
            "below_paper": effects.below_paper, "ends": effects.ends,
        }  # fmt: skip
        return propose(act=Act.DECIDE_MARK, on=attempt, arguments=arguments, by=by, why=why)


def annul_sitting(
    *, attempt: Attempt, is_used: bool, why: str, by: Officer, second: Officer, looked_at: str
) -> SittingAnnulment:  # fmt: skip
    """Annul a sitting that was submitted; what it had earned counts no longer, what hangs on it follows.

    Needs ``Act.DECIDE_MARK`` of both on the course. is_used: it is an attempt used all the same. The enrolment goes on,
    fails, or has another mark by the attempts that are left. One that is completed keeps its final mark, and its
    certificate is not touched: HR finds it among those that say more than the mark (``MarkBelowPaper``). Locks the
    enrolment, then the attempt. Raises as ``propose_annulment`` does.
    """
    for person in (by, second):
        require_board(attempt, person)
    require_reason(why)
    with transaction.atomic():
        held, effects = _look(attempt, is_used=is_used, looked_at=looked_at)
        now = effects.enrolment.now  # type: ignore[attr-defined]  # annotated by for_change
        row: SittingAnnulment = SittingAnnulment.objects.create(
            attempt=held, is_used=is_used, mark=held.mark, why=why, by=by, second=second, at=now
        )
        Attempt.objects.filter(pk=held.pk).update(state=Attempt.State.ANNULLED)
        record(by=by, act="sitting.annul", on=held, changed=["marks"], why=why)
        _follow(held, effects, row)
    return row


def require_board(attempt: Attempt, person: Officer) -> None:
    """Refuse whoever may not decide on marks of the course, and nobody decides on his own sitting."""
    if attempt.enrolment is None:
        raise NotPermitted
    require(person, Act.DECIDE_MARK, on=attempt.enrolment.course.scope)
    if attempt.officer_id == person.pk:
        raise OwnSitting


def _look(attempt: Attempt, *, is_used: bool, looked_at: str) -> tuple[Any, Effects]:
    """Lock enrolment and attempt, and return what annulling does now: what was looked at, or it is refused."""
    enrolment = Enrolment.objects.locked(attempt.enrolment_id or 0)
    held = to_decide_on(attempt.pk, enrolment)
    if held.state != Attempt.State.SUBMITTED:
        raise NotToAnnul
    if held.is_being_marked:
        raise NotToAnnul(_("Answers of this sitting are being marked. Decide when it has its mark."))
    effects = effects_without(held, enrolment, is_used=is_used)
    if effects.digest != looked_at:
        raise OtherEffects
    return held, effects


def _follow(held: Any, effects: Effects, row: SittingAnnulment) -> None:
    """Bring the enrolment up to the attempts that are left, note what stands on paper, and tell the officer."""
    enrolment = effects.enrolment
    if effects.goes_on:
        with suppress(CannotReopen):  # why else it ended still holds
            reopen_enrolment(enrolment=enrolment, activity=held.activity_uuid, by=row.by, why=row.why, at=row.at)
    if effects.below_paper:
        MarkBelowPaper.objects.create(
            annulment=row, enrolment=enrolment, activity_uuid=held.activity_uuid, before=effects.before,
            after=effects.mark or 0, passes=not effects.no_longer_passes,
        )  # fmt: skip
    record_outcome(
        enrolment=enrolment, is_locked=True, activity=held.activity_uuid, state=effects.state,
        fraction=effects.fraction, evidence=f"sitting_annulment:{row.pk}", by=row.by, at=row.at,
    )  # fmt: skip
    notify(
        officer=enrolment.officer, kind="sitting.annulled", at=row.at,
        address=reverse("assessments:review", args=[held.public_id]),
        arguments={"exam": held.item.title, "why": row.why, "is_used": row.is_used},
    )  # fmt: skip
