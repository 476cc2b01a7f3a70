"""Changing by hand what a question of one attempt earned, after a complaint was upheld."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.grading import attempt_fraction
from assessments.models.attempt import Attempt
from assessments.models.complaint import Complaint, MarkChange
from assessments.models.mark import AttemptMark
from assessments.queries.hand_changes import BY_HAND
from assessments.queries.marks import Line, lines_from
from assessments.queries.overrides import with_terms
from assessments.queries.present_exam import HeldExam, present_exam
from assessments.services.answer_complaint import AnsweredMeanwhile, require_decider
from assessments.standing import exam_standing
from audit.services.record import record
from courses.marks import from_text, mark_of, to_text
from courses.models.enrolment import Enrolment
from courses.models.progress import ActivityState, Progress
from courses.services.record_outcome import record_outcome
from courses.services.reopen_enrolment import CannotReopen, reopen_enrolment
from kernel.refusal import Refusal
from officers.models import Officer
from officers.services.notify import notify

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
    now: datetime = enrolment.now  # type: ignore[attr-defined]  # annotated by for_change
    rows = with_terms(Attempt.objects.filter(pk=complaint.attempt_id), enrolment=enrolment.pk)
    attempt = rows.select_related("item").select_for_update(no_key=True, of=("self",)).get()
    newest = AttemptMark.objects.filter(attempt=attempt).order_by("-number")[0]
    lines = {line.slot: line for line in lines_from(newest.slots)}
    if newest.number != seen or newest.mark is None:
        raise AnsweredMeanwhile
    if slot not in lines or not lines[slot].weight:
        raise NotUpheld
    before = lines[slot]
    if fraction <= before.fraction:
        raise MarkWouldFall(field="points")
    lines[slot] = replace(before, fraction=fraction, reasons=(BY_HAND,))
    exam = present_exam(attempt, enrolment)
    marking = _mark_again(attempt, newest.number + 1, tuple(lines.values()), exam, why=why, by=by, at=now)
    change = MarkChange.objects.create(
        complaint=complaint, attempt=attempt, slot=slot, before=to_text(before.fraction), after=to_text(fraction),
        mark_before=newest.mark, mark_after=mark_of(from_text(marking.fraction)), why=why, by=by, at=now,
    )  # fmt: skip
    record(by=by, act="mark.change", on=complaint, changed=["marks"], why=why)
    _follow(enrolment, attempt, exam, change)
    return change


def _mark_again(
    attempt: Attempt, number: int, lines: Sequence[Line], exam: HeldExam, *, why: str, by: Officer, at: datetime
) -> AttemptMark:
    fraction = attempt_fraction([(line.weight, line.fraction) for line in lines])
    mark = mark_of(fraction)
    attempt.fraction, attempt.mark, attempt.passed = to_text(fraction), mark, mark >= exam.pass_mark
    attempt.save(update_fields=["fraction", "mark", "passed"])
    marking: AttemptMark = AttemptMark.objects.create(
        attempt=attempt, number=number, slots=[line.to_json() for line in lines], fraction=to_text(fraction),
        mark=mark, passed=attempt.passed, why=why, by=by, at=at,
    )  # fmt: skip
    return marking


def _follow(enrolment: Enrolment, attempt: Attempt, exam: HeldExam, change: MarkChange) -> None:
    """Bring the enrolment up to its new mark, and tell the officer."""
    marked = Attempt.objects.marked().filter(enrolment=enrolment, activity_uuid=attempt.activity_uuid)
    texts = marked.order_by("number").values_list("fraction", flat=True)
    state, counting = exam_standing([from_text(text) for text in texts], exam.rules, exam.pass_mark)
    stood = Progress.objects.filter(enrolment=enrolment, activity_uuid=attempt.activity_uuid)
    if stood.filter(state=ActivityState.DONE).exists():  # passed by the rules of its day; no mark falls
        state = ActivityState.DONE
    if enrolment.state == Enrolment.State.FAILED and state == ActivityState.DONE:
        with suppress(CannotReopen):  # the mark is put right; why the enrolment ended still holds, or he began anew
            reopen_enrolment(
                enrolment=enrolment, activity=attempt.activity_uuid, by=change.by, why=change.why, at=change.at,
                is_done=True,
            )  # fmt: skip
    record_outcome(
        enrolment=enrolment, is_locked=True, activity=attempt.activity_uuid, state=state, fraction=counting,
        evidence=f"mark_change:{change.pk}", by=change.by, at=change.at,
    )  # fmt: skip
    notify(
        officer=enrolment.officer, kind="mark.changed", at=change.at,
        address=reverse("assessments:review", args=[attempt.public_id]),
        arguments={
            "exam": attempt.item.title if attempt.item else "", "before": str(change.mark_before),
            "after": str(change.mark_after),
        },
    )  # fmt: skip
