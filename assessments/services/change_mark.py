"""Changing by hand what a question of one attempt earned, after a complaint was upheld."""

from dataclasses import replace
from fractions import Fraction

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.grading import attempt_fraction
from assessments.models.attempt import Attempt
from assessments.models.complaint import Complaint, MarkChange
from assessments.models.mark import AttemptMark
from assessments.queries.hand_changes import BY_HAND
from assessments.queries.marks import lines_from
from assessments.queries.overrides import with_terms
from assessments.queries.present_exam import HeldExam, present_exam
from assessments.services.answer_complaint import AnsweredMeanwhile, require_decider
from assessments.services.follow_marks import Decision, follow_marks, marked_anew
from assessments.standing import exam_standing
from audit.services.record import record
from courses.marks import from_text, mark_of, to_text
from courses.models.enrolment import Enrolment
from courses.models.progress import ActivityState, Progress
from kernel.refusal import Refusal
from officers.models import Officer

__all__ = ["MarkWouldFall", "NotUpheld", "change_mark"]


class NotUpheld(Refusal):
    """A mark is changed by hand only where a complaint was upheld, at the question that it is about."""

    code = "not_upheld"
    message = _("A mark is changed by hand only after a complaint about it was upheld.")


class MarkWouldFall(Refusal):
    """What is earned may only rise here."""

    code = "mark_would_fall"
    message = _("Give more than the question earned. A mark that falls is for the examination board: two persons.")


def change_mark(
    *, complaint: Complaint, slot: int, fraction: Fraction, why: str, by: Officer, seen: int
) -> MarkChange:  # fmt: skip
    """Let a question of the complaint's attempt earn more; every mark that rests on it follows.

    Needs ``Act.DECIDE_MARK`` on the course. slot: of a complaint about a question, that one. fraction: of the
    question, exact, at most 1. seen: the number of the marking that was shown. The marking is a new ``AttemptMark``;
    the enrolment goes on, or is completed and then certified, as when an attempt is submitted. A completed course
    keeps the final mark that stands on paper.

    Raises ``NotPermitted``, ``OwnComplaint``, ``NotUpheld``, ``MarkWouldFall`` and ``AnsweredMeanwhile``.
    """
    require_decider(complaint, by)
    upheld = complaint.history.filter(state=Complaint.State.UPHELD).exists()
    if not upheld or complaint.slot not in {0, slot} or fraction > 1:
        raise NotUpheld
    try:
        with transaction.atomic():
            return _change(complaint, slot, fraction, why, by, seen)
    except IntegrityError as error:  # one change a question of a complaint, one marking a number
        raise AnsweredMeanwhile from error


def _change(complaint: Complaint, slot: int, fraction: Fraction, why: str, by: Officer, seen: int) -> MarkChange:
    enrolment = Enrolment.objects.locked(complaint.attempt.enrolment_id or 0)
    now = enrolment.now  # type: ignore[attr-defined]  # annotated by for_change
    rows = with_terms(Attempt.objects.filter(pk=complaint.attempt_id), enrolment=enrolment.pk)
    attempt = rows.select_related("item").select_for_update(no_key=True, of=("self",)).get()
    newest = AttemptMark.objects.filter(attempt=attempt).order_by("-number")[0]
    lines = {line.slot: line for line in lines_from(newest.slots)}
    if newest.number != seen:
        raise AnsweredMeanwhile
    if slot not in lines or not lines[slot].weight:
        raise NotUpheld
    before = lines[slot]
    if fraction <= before.fraction:
        raise MarkWouldFall(field="points")
    lines[slot] = replace(before, fraction=fraction, reasons=(BY_HAND,))
    exam = present_exam(attempt, enrolment)
    earned = attempt_fraction([(line.weight, line.fraction) for line in lines.values()])
    change = MarkChange.objects.create(
        complaint=complaint, attempt=attempt, slot=slot, before=to_text(before.fraction), after=to_text(fraction),
        mark_before=newest.mark, mark_after=mark_of(earned), why=why, by=by, at=now,
    )  # fmt: skip
    decision = Decision(f"mark_change:{change.pk}", "mark.changed", why, by, now)
    marked_anew(
        attempt=attempt, number=newest.number + 1, lines=tuple(lines.values()), fraction=earned,
        passed=change.mark_after >= exam.pass_mark, decision=decision,
    ).save()  # fmt: skip
    record(by=by, act="mark.change", on=complaint, changed=["marks"], why=why)
    state, counting = _standing(enrolment, attempt, exam)
    follow_marks(
        enrolment=enrolment, activity=attempt.activity_uuid, state=state, fraction=counting, decision=decision,
        address=reverse("assessments:review", args=[attempt.public_id]),
        arguments={
            "exam": attempt.item.title if attempt.item else "", "before": str(change.mark_before),
            "after": str(change.mark_after),
        },
    )  # fmt: skip
    return change


def _standing(enrolment: Enrolment, attempt: Attempt, exam: HeldExam) -> tuple[str, Fraction]:
    """Return where the exam of an attempt stands by its new mark."""
    submitted = Attempt.objects.filter(
        enrolment=enrolment, activity_uuid=attempt.activity_uuid, state=Attempt.State.SUBMITTED
    )
    texts = submitted.order_by("number").values_list("fraction", flat=True)
    state, counting = exam_standing([from_text(text) for text in texts], exam.rules, exam.pass_mark)
    stood = Progress.objects.filter(enrolment=enrolment, activity_uuid=attempt.activity_uuid)
    if stood.filter(state=ActivityState.DONE).exists():  # passed by the rules of its day; no mark falls
        state = ActivityState.DONE
    return state, counting
