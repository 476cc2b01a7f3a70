"""Changing by hand what a question of one attempt earned, after a complaint was upheld."""

from dataclasses import replace
from fractions import Fraction

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from assessments.models.attempt import Attempt
from assessments.models.complaint import Complaint, MarkChange
from assessments.models.mark import AttemptMark
from assessments.queries.hand_changes import BY_HAND
from assessments.queries.late_answers import mark_with
from assessments.queries.marks import lines_from
from assessments.queries.present_exam import present_exam
from assessments.services.answer_complaint import AnsweredMeanwhile, require_decider
from assessments.services.follow_marks import Decision, follow_attempt, mark_attempt
from assessments.services.locked_attempt import locked_attempt
from audit.services.record import record
from courses.marks import to_text
from courses.models.enrolment import Enrolment
from kernel.refusal import Refusal
from officers.models import Officer

__all__ = ["MarkWouldFall", "NoMarkStands", "NotUpheld", "change_mark"]


class NotUpheld(Refusal):
    """A mark is changed by hand only where a complaint was upheld, at the question that it is about."""

    code = "not_upheld"
    message = _("A mark is changed by hand only after a complaint about it was upheld.")


class MarkWouldFall(Refusal):
    """What is earned may only rise here."""

    code = "mark_would_fall"
    message = _("Give more than the question earned. A mark that falls is for the examination board: two persons.")


class NoMarkStands(Refusal):
    """The sitting was annulled, or goes on."""

    code = "no_mark_stands"
    message = _("This sitting was annulled or opened again since: it has no mark that counts.")


def change_mark(
    *, complaint: Complaint, slot: int, fraction: Fraction, why: str, by: Officer, seen: int
) -> MarkChange:  # fmt: skip
    """Let a question of the complaint's attempt earn more; every mark that rests on it follows.

    Needs ``Act.DECIDE_MARK`` on the course. slot: of a complaint about a question, that one. fraction: of the
    question, exact, at most 1. seen: the number of the marking that was shown. The marking is a new ``AttemptMark``;
    the enrolment goes on, or is completed and then certified, as when an attempt is submitted. A completed course
    keeps the final mark that stands on paper.

    Raises ``NotPermitted``, ``OwnComplaint``, ``NotUpheld``, ``NoMarkStands``, ``MarkWouldFall`` and
    ``AnsweredMeanwhile``.
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
    attempt = locked_attempt(complaint.attempt_id, enrolment)
    if attempt.state != Attempt.State.SUBMITTED:
        raise NoMarkStands
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
    change = MarkChange.objects.create(
        complaint=complaint, attempt=attempt, slot=slot, before=to_text(before.fraction), after=to_text(fraction),
        mark_before=newest.mark, mark_after=mark_with(lines), why=why, by=by, at=now,
    )  # fmt: skip
    decision = Decision(f"mark_change:{change.pk}", "mark.changed", why, by, now)
    mark_attempt(attempt=attempt, number=newest.number + 1, lines=tuple(lines.values()), exam=exam, decision=decision)
    record(by=by, act="mark.change", on=complaint, changed=["marks"], why=why)
    follow_attempt(
        enrolment=enrolment, attempt=attempt, exam=exam, decision=decision, before=change.mark_before,
        after=change.mark_after,
    )  # fmt: skip
    return change
