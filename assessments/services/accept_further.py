"""Accepting a further answer of a question that has been sat: it is right as well, for everybody who was asked it."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.annulment import Annulment
from assessments.models.further_answer import FurtherAnswer, MarkBelowPaper
from assessments.models.question import QuestionVersion
from assessments.queries.corrections import Changed, changes_by_accepting, digest
from assessments.queries.decisions import decisions_on
from assessments.queries.wordings import wordings
from assessments.question_types.further import Accepted, Further, NotFurther
from assessments.question_types.further_words import PROBLEMS
from assessments.services.annul_question import AlreadyAnnulled
from assessments.services.follow_marks import Decision
from assessments.services.make_again import OtherEffects, lock_sitters, make_again
from audit.services.record import record
from kernel.refusal import Refusal
from officers.models import Act, Officer, Proposal
from officers.reasons import require_reason
from officers.roles import NotPermitted, require
from officers.services.propose import propose

__all__ = [
    "DecidedMeanwhile", "NothingFalls", "NothingFurther", "accept_further", "accept_proposed", "check_further",
    "propose_further",
]  # fmt: skip


class NothingFurther(Refusal):
    """What was given accepts nothing more; the sentence says why, ``field`` where."""

    code = "nothing_further"
    message = _("This accepts nothing more.")


class DecidedMeanwhile(Refusal):
    """Something else was accepted of the question at the same moment."""

    code = "decided_meanwhile"
    message = _("Something else was decided about this question in the meantime. Look at the list again.")


class NothingFalls(Refusal):
    """Two persons are for marks that fall."""

    code = "nothing_falls"
    message = _("No mark falls by it, so that it needs no second person.")


def check_further(version: QuestionVersion, further: Further) -> None:
    """Raise ``NothingFurther`` unless this accepts something beyond what is accepted, or ``AlreadyAnnulled``."""
    if Annulment.objects.filter(version=version).exists():
        raise AlreadyAnnulled
    wording = wordings([version.uuid])[version.uuid]
    fields = wording.type.further_fields(wording.content)
    if not fields or not further.keys() <= {field.name for field in fields}:
        raise NothingFurther
    in_force = decisions_on([version.uuid]).further.get(version.uuid, ())
    try:
        wording.accepting((*in_force, Accepted(further)))
    except NotFurther as error:
        raise NothingFurther(PROBLEMS[error.code], field=error.field) from error


def accept_further(
    *, version: QuestionVersion, further: Further, why: str, by: Officer, looked_at: str, second: Officer | None = None
) -> FurtherAnswer:
    """Accept a further answer of a version and make every mark again that rests on it; all of them or none.

    further: as the kind of the question asks for it. Needs ``Act.DECIDE_MARK`` on the course of the bank. Decided by
    one person it takes nothing from anybody: an answer that is worth less by it keeps what it earned. With a
    ``second`` person marks are made as they come, and fall; a certificate that rests on one stays as it is and is
    noted for HR (``MarkBelowPaper``). looked_at: the ``digest`` of the changes that were shown for that way.
    Raises ``NotPermitted``, ``NothingFurther``, ``AlreadyAnnulled``, ``OtherEffects``, ``DecidedMeanwhile``.

    Locks and looks a second time as ``annul_question`` does.
    """
    _require(version, by, second)
    require_reason(why)
    way = FurtherAnswer.Way.AS_IT_COMES if second else FurtherAnswer.Way.RAISES
    now = timezone.now()
    with transaction.atomic():
        lock_sitters(version)
        check_further(version, further)
        found = changes_by_accepting(version, Accepted(further, raises_only=second is None))
        if digest(found) != looked_at:
            raise OtherEffects
        row = _insert(version, further, way, why, by, second, now)
        record(by=by, act="question.accept", on=version, changed=["marks"], why=why)
        decision = Decision(f"further:{row.pk}", "question.accepted", why, by, now)
        make_again(found, decision)
        _note_below_paper(found, row)
        transaction.on_commit(lambda: _look_again(version, row, decision))
    return row


def propose_further(
    *, version: QuestionVersion, further: Further, why: str, by: Officer, looked_at: str
) -> Proposal:  # fmt: skip
    """Have a further answer by which marks fall wait for its second person.

    What the confirmation would refuse is refused here already; raises also ``NothingFalls`` and what proposing does.
    """
    _require(version, by, None)
    check_further(version, further)
    found = changes_by_accepting(version, Accepted(further, raises_only=False))
    if digest(found) != looked_at:
        raise OtherEffects
    if not any(changed.falls for changed in found):
        raise NothingFalls
    arguments = {
        "further": dict(further), "seen": looked_at, "falls": sum(changed.falls for changed in found),
        "changes": len(found), "below_paper": sum(changed.below_paper for changed in found),
    }  # fmt: skip
    return propose(act=Act.DECIDE_MARK, on=version, arguments=arguments, by=by, why=why)


def accept_proposed(
    *, on: QuestionVersion, arguments: dict[str, Any], by: Officer, second: Officer, why: str
) -> FurtherAnswer:
    """Run a confirmed proposal: what it said would happen happens, or nothing."""
    return accept_further(
        version=on, further=arguments["further"], why=why, by=by, second=second, looked_at=arguments["seen"]
    )


def _require(version: QuestionVersion, by: Officer, second: Officer | None) -> None:
    course = version.question.bank.course
    if course is None:
        raise NotPermitted
    for person in (by, second):
        if person is not None:
            require(person, Act.DECIDE_MARK, on=course.scope)


def _insert(
    version: QuestionVersion, further: Further, way: str, why: str, by: Officer, second: Officer | None, now: datetime
) -> FurtherAnswer:
    number = version.further_answers.count() + 1
    try:
        with transaction.atomic():
            return FurtherAnswer.objects.create(
                version=version, number=number, further=dict(further), way=way, why=why, by=by, second=second, at=now
            )
    except IntegrityError as error:  # further_answer_number_once_per_version
        raise DecidedMeanwhile from error


def _note_below_paper(found: list[Changed], row: FurtherAnswer) -> None:
    MarkBelowPaper.objects.bulk_create(
        MarkBelowPaper(
            decision=row, enrolment=changed.enrolment, activity_uuid=changed.activity, before=changed.before,
            after=changed.mark, passes=not changed.no_longer_passes,
        )
        for changed in found
        if changed.below_paper
    )  # fmt: skip


def _look_again(version: QuestionVersion, row: FurtherAnswer, decision: Decision) -> None:
    """Find whoever began and ended a sitting during the transaction, and was marked without knowing of it."""
    with transaction.atomic():
        lock_sitters(version)
        found = changes_by_accepting(version, None)
        make_again(found, decision)
        known = row.below_paper.values_list("enrolment", "activity_uuid")
        _note_below_paper([each for each in found if (each.enrolment.pk, each.activity) not in set(known)], row)
