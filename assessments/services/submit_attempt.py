"""Submitting a sitting: the one moment at which its answers become a mark."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Now
from django.http import Http404

from assessments.draw import Draw
from assessments.grading import attempt_fraction
from assessments.models.attempt import Attempt
from assessments.models.mark import AttemptMark
from assessments.queries.answers import Answer, answers_of, counting
from assessments.queries.clock import is_past_end, latest, mark
from assessments.queries.decisions import Decisions, annulled_in, decisions_of_exam, further_in, marked_line
from assessments.queries.marks import Line
from assessments.queries.overrides import terms_of, with_terms
from assessments.queries.present_exam import HeldExam, present_exam
from assessments.queries.receipt import recorded
from assessments.queries.tries import Tries, checked_in, tries_in
from assessments.queries.wordings import Wording, wordings
from assessments.section_rules import section_rules
from assessments.services.begin_section import Unanswered
from assessments.services.complete_left_open import complete_left_open
from assessments.services.hand_to_markers import hand_to_markers
from assessments.services.note_clock import STALE, note_passed
from assessments.services.refuse_elsewhere import refuse_elsewhere
from assessments.stages import owed, stages_of
from assessments.standing import exam_standing
from courses.marks import from_text, mark_of, to_text
from courses.models.enrolment import Enrolment
from courses.models.progress import ActivityState
from courses.services.record_outcome import record_outcome
from officers.asking import Asker, recognised
from officers.composed import composed
from officers.models import Officer
from officers.roles import NotPermitted

__all__ = ["submit_attempt", "submit_own_attempt"]


@dataclass(frozen=True, slots=True)
class _Marked:
    """What a marking found: the lines of every slot, and of the attempt; no mark while a line waits for a person."""

    fraction: str
    mark: Decimal | None
    passed: bool | None
    lines: Sequence[Line]


def submit_attempt(*, attempt: int, by: Officer | None, skip_locked: bool = False) -> Attempt | None:
    """Submit an attempt (by its primary key), mark it and push the outcome; an attempt is submitted once.

    by: the officer; None where the time ended it: then nothing happens before that. A second submit, from another
    tab, a retry or the sweep, changes nothing and gives the same attempt. Locks the enrolment, then the attempt
    (in this order everywhere), so that a save that came first is read and one that comes later is kept apart.
    skip_locked: return None rather than wait for somebody who is at it (PostgreSQL). Raises ``Unanswered`` where an
    officer has left out what must be answered; never once the time is over.
    """
    rows = Attempt.objects.filter(pk=attempt)
    own = Enrolment.objects.filter(pk__in=rows.values("enrolment"))
    return _submit(
        lambda: own.for_change(skip_locked=True).first() if skip_locked else own.lock_first(),
        lambda: _for_submitting(rows).first(), by, skip_locked=skip_locked,
    )  # fmt: skip


def submit_own_attempt(*, attempt: UUID, by: Asker, device: str | None = None) -> Attempt:
    """Submit the officer's attempt of this address: started, it is its own permission.

    device: from which it is asked for (``pens.device_name``); the one that has the pen submits. None: nobody asks.
    Raises ``Http404``, ``Unanswered`` and ``PenElsewhere``.
    """
    whose: dict[str, Any] = {"public_id": attempt, "officer": by.pk}
    held = _submit(
        lambda: _own_enrolment.lock_first(**whose),
        lambda: _own_attempt.first(**whose), by, device=device,
    )  # fmt: skip
    if held is None:
        raise Http404
    return held


@composed
def _own_enrolment(public_id: UUID, officer: int) -> QuerySet[Enrolment]:
    rows = Attempt.objects.filter(public_id=public_id, officer=officer)
    own = Enrolment.objects.filter(pk__in=rows.values("enrolment"))
    return own.for_change().select_related("officer__rank")[:1]


@composed
def _own_attempt(public_id: UUID, officer: int) -> QuerySet[Attempt]:
    return _for_submitting(Attempt.objects.filter(public_id=public_id, officer=officer))[:1]


def _for_submitting(rows: QuerySet[Attempt]) -> QuerySet[Attempt]:
    newest = AttemptMark.objects.filter(attempt=OuterRef("pk")).order_by("-number")
    attempts: QuerySet[Attempt] = with_terms(rows, enrolment=OuterRef("enrolment")).annotate(
        now=Now(),
        latest=latest(),
        mark_of_clock=mark(),
        is_decided=Exists(annulled_in(OuterRef("item"))) | Exists(further_in(OuterRef("item"))),
        marked_before=Subquery(newest.values("number")[:1]),
    )
    return attempts.select_for_update(no_key=True, of=("self",)).select_related("item")


def _submit(
    lock: Callable[[], Enrolment | None], read: Callable[[], Any], asker: Asker | None, *,
    skip_locked: bool = False, device: str | None = None,
) -> Attempt | None:  # fmt: skip
    """Submit what ``read`` gives and locks, after ``lock`` has locked its enrolment; the rest as ``submit_attempt``."""
    with transaction.atomic():
        enrolment = lock()
        if enrolment is None and skip_locked:
            return None
        held = read()
        if held is None:
            return None
        now: datetime = held.now
        if asker is not None and asker.pk != held.officer_id:
            raise NotPermitted
        if held.state != Attempt.State.OPEN or enrolment is None or held.item is None:
            return cast("Attempt", held)
        by = recognised(asker, enrolment.officer) if asker is not None else None
        in_time = not is_past_end(held)
        if by is None and in_time:  # whoever thought that it was over went by another clock
            return cast("Attempt", held)
        actor = by if in_time else None
        exam = HeldExam.of(held.item, enrolment.edition, terms_of(held))
        drawn, given = Draw.from_json(held.draw), answers_of(held.pk)
        if actor is not None:
            refuse_elsewhere(held, device)
            _refuse_unanswered(held, drawn, counting(given), held.latest)
        transaction.on_commit(partial(note_passed, held.mark_of_clock, now - STALE), robust=True)
        _close(held, exam, drawn, given, actor, at=now)
        outcome = _standing(held, present_exam(held, enrolment))
        if outcome is not None:
            state, fraction = outcome
            record_outcome(
                enrolment=enrolment, is_locked=True, activity=held.activity_uuid, state=state, fraction=fraction,
                evidence=f"attempt:{held.public_id}", by=actor,
            )  # fmt: skip
        complete_left_open(enrolment=enrolment, sat=held.item, by=actor, at=now)
        return cast("Attempt", held)


def _refuse_unanswered(attempt: Attempt, drawn: Draw, answers: Mapping[int, Answer], now: datetime) -> None:
    sections = section_rules(attempt.item.payload) if attempt.item else ()
    answered = {number for number, answer in answers.items() if answer.value is not None}
    slots = [(slot.number, slot.section) for slot in drawn.slots]
    numbers = owed(slots, sections, stages_of(attempt.stages), answered, now)
    if numbers:
        raise Unanswered(numbers)


def _close(
    attempt: Attempt, exam: HeldExam, drawn: Draw, given: Sequence[Answer], by: Officer | None, *, at: datetime
) -> None:
    known = wordings([slot.version for slot in drawn.slots])
    decided = decisions_of_exam(attempt.item_id) if attempt.is_decided else Decisions()  # type: ignore[attr-defined]
    checked = checked_in(attempt.pk) if exam.rules.is_practice else {}
    answers = counting(given)
    marked = _mark(drawn, answers, known, decided, exam.pass_mark, tries_in(checked, given, exam.rules.try_penalty))
    handed_in = recorded(attempt, answers.values())
    AttemptMark.objects.create(
        attempt=attempt, number=(attempt.marked_before or 0) + 1,  # type: ignore[attr-defined]  # it was opened again
        slots=[line.to_json() for line in marked.lines], fraction=marked.fraction, mark=marked.mark,
        passed=marked.passed, at=at, answers=handed_in.answers, responses_sha256=handed_in.responses_sha256,
    )  # fmt: skip
    hand_to_markers(attempt, marked.lines, at)
    attempt.state = Attempt.State.SUBMITTED
    attempt.submitted_at = at
    attempt.submitted_by = Attempt.SubmittedBy.OFFICER if by else Attempt.SubmittedBy.DEADLINE
    attempt.fraction, attempt.mark, attempt.passed = marked.fraction, marked.mark, marked.passed
    attempt.save(update_fields=["state", "submitted_at", "submitted_by", "fraction", "mark", "passed"])


def _mark(
    drawn: Draw, answers: Mapping[int, Answer], known: Mapping[Any, Wording], decided: Decisions,
    pass_mark: Decimal, tries: Mapping[int, Tries],
) -> _Marked:  # fmt: skip
    lines = [
        marked_line(slot, answers.get(slot.number), known[slot.version], decided, tries.get(slot.number))
        for slot in drawn.slots
    ]
    if any(line.waits for line in lines):
        return _Marked("", None, None, lines)
    fraction = attempt_fraction([(line.weight, line.fraction) for line in lines])
    mark = mark_of(fraction)
    return _Marked(to_text(fraction), mark, mark >= pass_mark, lines)


def _standing(attempt: Attempt, exam: HeldExam) -> tuple[str, Fraction | None] | None:
    """Return where the exam stands after this attempt, and the fraction that counts; None: where it stood.

    While it is being marked, a quiz is done, as rule 8 says, and an exam that counts has begun; where an earlier
    attempt has a mark, that one stands until then.
    """
    earlier = Attempt.objects.filter(
        enrolment=attempt.enrolment_id, activity_uuid=attempt.activity_uuid, number__lt=attempt.number
    )
    if attempt.is_being_marked:
        state = ActivityState.STARTED if exam.rules.counts else ActivityState.DONE
        return None if attempt.number > 1 and earlier.marked().exists() else (state, None)
    rows = earlier.order_by("number").values_list("state", "fraction", "mark", "annulment__is_used")
    known = list(rows) if attempt.number > 1 else []
    handed_in = [(text, mark) for state, text, mark, _is_used in known if state == Attempt.State.SUBMITTED]
    return exam_standing(
        [from_text(text) for text in (*(text for text, _mark in handed_in), attempt.fraction)], exam.rules,
        exam.pass_mark, annulled=sum(bool(is_used) for *_rest, is_used in known),
        waits=any(mark is None for _text, mark in handed_in),
    )  # fmt: skip
