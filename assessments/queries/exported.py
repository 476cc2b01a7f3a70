"""Attempts as JSON values, for whoever checks or studies them outside: responses, marks and versions."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from assessments.draw import Draw, Slot, translate
from assessments.models.answer_mark import AnswerMark
from assessments.models.mark import AttemptMark
from assessments.queries.answers import Answer, iso
from assessments.queries.attempt_rows import AttemptRows, attempt_rows, attempts_at

__all__ = ["exported"]

Json = dict[str, Any]


def exported(exam: UUID, run: str = "") -> Iterator[Json]:
    """Yield every attempt at an exam; officers by their ``public_id``, without name or number.

    ``value`` of a response is what the browser sent, in the attempt's own keys; ``answer`` is the same in the stable
    ids of the content, as ``manage.py grade`` takes it.
    """
    return (_attempt(rows) for rows in attempt_rows(attempts_at(exam, run)))


def _attempt(rows: AttemptRows) -> Json:
    attempt = rows.attempt
    drawn = Draw.from_json(attempt.draw)
    return {
        "attempt": str(attempt.public_id), "officer": str(attempt.officer.public_id),
        "enrolment": str(attempt.enrolment.uuid) if attempt.enrolment else "",
        "run": attempt.enrolment.run.code if attempt.enrolment else "", "exam": str(attempt.activity_uuid),
        "edition": attempt.item.edition.number if attempt.item else None, "payload_sha256": attempt.payload_sha256,
        "number": attempt.number, "state": attempt.state, "started_at": iso(attempt.started_at),
        "ends_at": iso(attempt.ends_at) if attempt.ends_at else None,
        "submitted_at": iso(attempt.submitted_at) if attempt.submitted_at else None,
        "submitted_by": attempt.submitted_by, "fraction": attempt.fraction or None,
        "mark": None if attempt.mark is None else str(attempt.mark), "passed": attempt.passed,
        "slots": [_slot(slot) for slot in drawn.slots],
        "responses": [_response(drawn.slot(answer.slot), answer) for answer in rows.answers],
        "late_counted": [
            {"slot": slot, "key": key} for slot, keys in sorted(rows.late.items()) for key in keys
        ],
        "marks": [_mark(mark) for mark in rows.marks],
        "answer_marks": [_answer_mark(slot, mark) for slot, marks in rows.given.items() for mark in marks],
    }  # fmt: skip


def _slot(slot: Slot) -> Json:
    return {
        "slot": slot.number, "question": str(slot.question), "version": str(slot.version), "sha256": slot.sha256,
        "kind": slot.kind, "weight": slot.weight, "values": [list(pair) for pair in slot.values],
        "case": str(slot.case) if slot.case else None,
    }  # fmt: skip


def _response(slot: Slot, answer: Answer) -> Json:
    return {
        "slot": answer.slot, "key": answer.key, "order": answer.order, "at": iso(answer.at),
        "standing": answer.standing, "value": answer.value, "answer": translate(slot, answer.value),
    }  # fmt: skip


def _mark(mark: AttemptMark) -> Json:
    return {
        "number": mark.number, "fraction": mark.fraction or None, "passed": mark.passed,
        "mark": None if mark.mark is None else str(mark.mark),
        "by": str(mark.by.public_id) if mark.by else None, "why": mark.why, "at": iso(mark.at), "slots": mark.slots,
    }  # fmt: skip


def _answer_mark(slot: int, mark: AnswerMark) -> Json:
    return {
        "slot": slot, "response": mark.answer.response, "number": mark.number, "levels": mark.levels,
        "fraction": mark.fraction, "comment": mark.comment, "why": mark.why, "by": str(mark.by.public_id),
        "at": iso(mark.at),
    }  # fmt: skip
