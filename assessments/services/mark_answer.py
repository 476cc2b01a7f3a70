"""Marking an answer by its rubric."""

from collections.abc import Sequence
from fractions import Fraction

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from assessments.models.answer_mark import AnswerMark, AnswerToMark
from assessments.models.attempt import Attempt
from assessments.models.mark import AttemptMark
from assessments.queries.marks import lines_from, told_in
from assessments.queries.to_mark import is_taught_in
from assessments.queries.wordings import wordings
from assessments.question_types.rubric import NotALevel, RubricContent
from assessments.services.change_mark import MarkWouldFall
from assessments.services.finish_marking import finish_marking
from assessments.services.locked_attempt import locked_attempt
from audit.services.record import record
from courses.marks import to_text
from courses.models.enrolment import Enrolment
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.roles import NotPermitted, require

__all__ = ["MarkedMeanwhile", "NoLevel", "NoReason", "OwnAnswer", "mark_answer"]


class MarkedMeanwhile(Refusal):
    """Somebody else was first."""

    code = "marked_meanwhile"
    message = _(
        "%(by)s has marked this answer meanwhile. Nothing of yours was saved, and it stands below: look at that mark, "
        "and give yours over it, with a reason, if you still want to."
    )


class OwnAnswer(Refusal):
    """Nobody marks himself, nor those with whom he sits."""

    code = "own_answer"
    message = _("You cannot mark an answer of your own.")


class NoLevel(Refusal):
    """A criterion was passed over."""

    code = "no_level"
    message = _("Choose a level of each criterion.")


class NoReason(Refusal):
    """A mark that stands over another says why."""

    code = "no_reason"
    message = _("This answer has a mark. Say why yours is to stand over it.")


def mark_answer(
    *, answer: AnswerToMark, levels: Sequence[int], comment: str, why: str, by: Officer, seen: int
) -> AnswerMark:
    """Give an answer its mark: of each criterion the number of a level.

    Needs ``Act.MARK_ANSWERS`` on the run. seen: how many marks the answer had when it was shown. A further mark stands
    over those before it, with a reason; once the officer has been told the mark of the attempt, none is less. When no
    answer of the attempt waits any more, its mark is made (``finish_marking``). Locks the enrolment, then the attempt.

    Raises ``NotPermitted``, ``OwnAnswer``, ``NoLevel``, ``NoReason``, ``MarkWouldFall`` and ``MarkedMeanwhile``.
    """
    enrolment = answer.attempt.enrolment
    if enrolment is None:
        raise NotPermitted
    require(by, Act.MARK_ANSWERS, on=enrolment.run.scope)
    if answer.attempt.officer_id == by.pk:
        raise OwnAnswer
    if is_taught_in(by, enrolment.run_id):
        raise OwnAnswer(_("You are enrolled in this run yourself, so that you mark nobody in it."))
    try:
        with transaction.atomic():
            return _mark(answer, levels, comment, why, by, seen)
    except IntegrityError as error:  # both saw the same mark; the number is given once
        raise _meanwhile(answer) from error


def _mark(answer: AnswerToMark, levels: Sequence[int], comment: str, why: str, by: Officer, seen: int) -> AnswerMark:
    enrolment = Enrolment.objects.locked(answer.attempt.enrolment_id or 0)
    now = enrolment.now  # type: ignore[attr-defined]  # annotated by for_change
    attempt = locked_attempt(answer.attempt_id, enrolment)
    newest = answer.history.order_by("-number").first()
    number = newest.number if newest else 0
    if number != seen or attempt.state != Attempt.State.SUBMITTED:  # or it was annulled
        raise _meanwhile(answer)
    if number and not why:
        raise NoReason(field="why")
    content = wordings([answer.version.uuid])[answer.version.uuid].content
    if not isinstance(content, RubricContent):
        raise NoLevel
    try:
        fraction = content.fraction(levels)
    except NotALevel:
        raise NoLevel from None
    if fraction < _told(answer):
        raise MarkWouldFall
    mark: AnswerMark = AnswerMark.objects.create(
        answer=answer, number=number + 1, levels=list(levels), fraction=to_text(fraction), comment=comment, why=why,
        by=by, at=now,
    )  # fmt: skip
    answer.marks = mark.number
    answer.save(update_fields=["marks"])
    record(by=by, act="answer.mark" if mark.number == 1 else "answer.mark_again", on=answer, changed=["marks"], why=why)
    finish_marking(
        attempt=attempt, enrolment=enrolment, evidence=f"answer_mark:{mark.pk}", why=why, by=by, at=now
    )  # fmt: skip
    return mark


def _told(answer: AnswerToMark) -> Fraction:
    """Return what the question earns by this answer in the mark that the officer was told; 0: it rests on another."""
    told = told_in(list(AttemptMark.objects.filter(attempt=answer.attempt_id).order_by("number")))
    lines = lines_from(told.slots) if told else []
    return next((line.fraction for line in lines if line.response == answer.response), Fraction(0))


def _meanwhile(answer: AnswerToMark) -> MarkedMeanwhile:
    newest = answer.history.select_related("by").order_by("-number").first()
    return MarkedMeanwhile(by=str(newest.by) if newest else "")
