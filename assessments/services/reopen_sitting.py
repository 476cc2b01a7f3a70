"""Opening a sitting again that was submitted: the same attempt goes on with its answers. For two persons."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.models.after_key import AfterKey
from assessments.models.attempt import Attempt
from assessments.models.board_act import SittingReopening
from assessments.models.complaint import MarkChange
from assessments.models.late_decision import LateDecision
from assessments.models.mark import AttemptMark
from assessments.queries.sittings import Effects, effects_without, to_decide_on
from assessments.queries.window import window_for_all, with_dates_for_all
from assessments.review_rules import TELLING, Moment
from assessments.rules import ExamRules
from assessments.services.annul_sitting import require_board
from assessments.services.make_again import OtherEffects
from assessments.stages import reopened, stages_of
from audit.services.record import record
from courses.models.enrolment import Enrolment
from courses.services.record_outcome import record_outcome
from courses.services.reopen_enrolment import reopen_enrolment
from kernel.refusal import Refusal
from officers.models import Act, Officer, Proposal
from officers.reasons import require_reason
from officers.services.notify import notify
from officers.services.propose import propose

__all__ = ["REOPEN", "AnswersShown", "BadUntil", "NotToReopen", "propose_reopening", "reopen_sitting"]

#: What a proposal about an attempt says is to be done.
REOPEN = "reopen"


class NotToReopen(Refusal):
    """A sitting that cannot go on; the sentence says why."""

    code = "not_to_reopen"
    message = _("Only the officer's newest sitting of the exam can be opened again, once it was submitted.")


class AnswersShown(Refusal):
    """Right answers have been shown to whoever sat it."""

    code = "answers_shown"
    message = _("Right answers of this sitting have been shown already. Annul it, and the officer sits another.")


class BadUntil(Refusal):
    """A moment that is over, or after the exam's closing for everybody."""

    code = "bad_until"
    message = _(
        "It can go on until a moment that is still to come and at which the exam is open to somebody: others are shown "
        "right answers when it has closed."
    )


def propose_reopening(*, attempt: Attempt, until: datetime, why: str, by: Officer, looked_at: str) -> Proposal:
    """Have the reopening of a sitting wait for its second person.

    looked_at: the ``digest`` of the effects that were shown. Raises ``NotPermitted``, ``OwnSitting``, ``NotToReopen``,
    ``AnswersShown``, ``BadUntil``, ``OtherEffects`` and what proposing does.
    """
    require_board(attempt, by)
    with transaction.atomic():
        _look(attempt, until, looked_at)
        arguments = {"do": REOPEN, "until": until.isoformat(), "seen": looked_at}
        return propose(act=Act.DECIDE_MARK, on=attempt, arguments=arguments, by=by, why=why)


def reopen_sitting(
    *, attempt: Attempt, until: datetime, why: str, by: Officer, second: Officer, looked_at: str
) -> SittingReopening:  # fmt: skip
    """Open a sitting again until a moment: its answers stand, its mark is taken away until it is submitted anew.

    Needs ``Act.DECIDE_MARK`` of both on the course. What was handed in before stays recorded: its marking, and in the
    row of the reopening when, and the hash of its receipt. Of sections that are begun one after the other only the last
    that was begun is open again. Nothing of a course that is completed, nor once right answers were shown. Locks the
    enrolment, then the attempt. Raises as ``propose_reopening`` does, and ``CannotReopen``.
    """
    for person in (by, second):
        require_board(attempt, person)
    require_reason(why)
    with transaction.atomic():
        held, effects = _look(attempt, until, looked_at)
        enrolment = effects.enrolment
        now: datetime = enrolment.now  # type: ignore[attr-defined]  # annotated by for_change
        if enrolment.state == Enrolment.State.FAILED:
            reopen_enrolment(enrolment=enrolment, activity=held.activity_uuid, by=by, why=why, at=now)
        row = _row(held, until, why=why, by=by, second=second, at=now)
        _open(held, until)
        record(by=by, act="sitting.reopen", on=held, changed=["marks"], why=why)
        record_outcome(
            enrolment=enrolment, is_locked=True, activity=held.activity_uuid, state=effects.state,
            fraction=effects.fraction, evidence=f"sitting_reopening:{row.pk}", by=by, at=now,
        )  # fmt: skip
        notify(
            officer=enrolment.officer, kind="sitting.reopened", at=now,
            address=reverse("assessments:sitting", args=[held.public_id]),
            arguments={"exam": held.item.title, "until": until.isoformat(), "why": why},
        )  # fmt: skip
    return row


def _look(attempt: Attempt, until: datetime, looked_at: str) -> tuple[Any, Effects]:
    """Lock enrolment and attempt, and return what reopening does now, or refuse it."""
    enrolment = Enrolment.objects.locked(attempt.enrolment_id or 0)
    held = to_decide_on(attempt.pk, enrolment)
    _refuse(held, enrolment, until)
    effects = effects_without(held, enrolment, is_used=False, goes_on=True)
    if effects.digest != looked_at:
        raise OtherEffects
    return held, effects


def _refuse(held: Any, enrolment: Enrolment, until: datetime) -> None:
    newer = Attempt.objects.filter(
        enrolment=enrolment, activity_uuid=held.activity_uuid, number__gt=held.number
    )  # fmt: skip
    if held.state != Attempt.State.SUBMITTED or newer.exists():
        raise NotToReopen
    if enrolment.state not in {Enrolment.State.ACTIVE, Enrolment.State.FAILED}:
        raise NotToReopen(_("The enrolment is over: the course is completed, or the officer left it."))
    if held.answers_to_mark.exists():
        raise NotToReopen(_("Answers of this sitting went to whoever marks them. Annul it instead."))
    if MarkChange.objects.filter(attempt=held.pk).exists():
        raise NotToReopen(_("A mark of this sitting was changed by hand after a complaint: it stands as it is."))
    if LateDecision.objects.filter(attempt=held.pk).exists():
        raise NotToReopen(_("Late answers of this sitting were counted by a decision: it stands as it is."))
    rows = with_dates_for_all(Attempt.objects.filter(pk=held.pk), run=OuterRef("enrolment__run"))
    window = window_for_all(enrolment.run, rows.get())
    rules = ExamRules.from_payload(held.item.payload)
    shown = [rules.review_table.at(moment, counts=rules.counts) for moment in (Moment.AFTER, Moment.OPEN)]
    now: datetime = enrolment.now  # type: ignore[attr-defined]  # annotated by for_change
    again = AfterKey.objects.filter(
        run=enrolment.run, activity_uuid=held.activity_uuid, at__gte=held.submitted_at
    )  # fmt: skip
    if now >= window.ends or any(things & TELLING for things in shown) or again.exists():
        raise AnswersShown
    # Before its newest answer, which a clock gone wrong may have put into the future, its time would be over at once.
    if not max(now, held.latest) < until <= window.ends:
        raise BadUntil(field="until")


def _row(held: Any, until: datetime, *, why: str, by: Officer, second: Officer, at: datetime) -> SittingReopening:
    handed_in = AttemptMark.objects.filter(attempt=held.pk, answers__isnull=False).order_by("-number").first()
    row: SittingReopening = SittingReopening.objects.create(
        attempt=held, number=held.reopenings.count() + 1, until=until, submitted_at=held.submitted_at,
        submitted_by=held.submitted_by, mark=held.mark, why=why, by=by, second=second, at=at,
        responses_sha256=handed_in.responses_sha256 if handed_in else "",
    )  # fmt: skip
    return row


def _open(held: Any, until: datetime) -> None:
    stages = stages_of(held.stages)
    if stages is not None:
        held.stages = [stage.to_json() for stage in reopened(stages, ends=until)]
    held.state, held.submitted_at, held.submitted_by = Attempt.State.OPEN, None, ""
    held.fraction, held.mark, held.passed, held.ends_at = "", None, None, until
    fields = ["state", "submitted_at", "submitted_by", "fraction", "mark", "passed", "ends_at"]
    held.save(update_fields=fields if stages is None else [*fields, "stages"])
