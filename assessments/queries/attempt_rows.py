"""The attempts of an exam with all that was stored of them, read in portions: exports and checks read these."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from assessments.models.answer_mark import AnswerMark
from assessments.models.attempt import Attempt
from assessments.models.checked_answer import CheckedAnswer
from assessments.models.mark import AttemptMark
from assessments.queries.answers import Answer, answers_of_many
from assessments.queries.hand_changes import HandChanges, hand_changes
from assessments.queries.late_decisions import LateCounted, late_counted
from assessments.queries.tries import checked_of_many

__all__ = ["AttemptRows", "attempt_rows", "attempts_at"]

#: So many attempts are read at a time: six statements, and bounded memory.
PORTION = 100


@dataclass(frozen=True, slots=True)
class AttemptRows:
    """An attempt, its responses as they were accepted, its markings from the first on, and changes made by hand.

    checked: by question, the answers that were checked in a practice. late: which late ones count by a decision.
    given: by question, the marks that persons gave its answer, in order.
    """

    attempt: Attempt
    answers: tuple[Answer, ...]
    marks: tuple[AttemptMark, ...]
    by_hand: HandChanges
    checked: Mapping[int, Sequence[CheckedAnswer]]
    late: LateCounted
    given: Mapping[int, Sequence[AnswerMark]]


def attempts_at(exam: UUID, run: str = "") -> QuerySet[Attempt]:
    """Return the attempts at an exam (by its activity) that belong to enrolments; of one run where it is named."""
    rows = Attempt.objects.filter(activity_uuid=exam, kind=Attempt.Kind.ENROLLED)
    return rows.filter(enrolment__run__code=run) if run else rows


def attempt_rows(attempts: QuerySet[Attempt]) -> Iterator[AttemptRows]:
    """Yield them with their rows, by the order in which they began; no cursor stays open between two portions."""
    rows = attempts.select_related("officer", "item__edition", "enrolment__run", "enrolment__edition").defer(
        "item__search_text", "item__edition__payload", "item__edition__search_text", "enrolment__edition__payload",
        "enrolment__edition__search_text",
    )  # fmt: skip
    last = 0
    while portion := list(rows.filter(pk__gt=last).order_by("pk")[:PORTION]):
        yield from _with_rows(portion)
        last = portion[-1].pk


def _with_rows(portion: Sequence[Attempt]) -> Iterator[AttemptRows]:
    keys = [attempt.pk for attempt in portion]
    answers = answers_of_many(keys)
    marks: dict[int, list[AttemptMark]] = {}
    for mark in AttemptMark.objects.filter(attempt__in=keys).select_related("by").order_by("attempt", "number"):
        marks.setdefault(mark.attempt_id, []).append(mark)
    by_hand = hand_changes(keys)
    checked, late = checked_of_many(keys), late_counted(keys)
    given: dict[int, dict[int, list[AnswerMark]]] = {}
    rows = AnswerMark.objects.filter(answer__attempt__in=keys).select_related("answer", "by")
    for one in rows.order_by("answer", "number"):
        given.setdefault(one.answer.attempt_id, {}).setdefault(one.answer.slot, []).append(one)
    for attempt in portion:
        pk = attempt.pk
        yield AttemptRows(
            attempt, tuple(answers.get(pk, ())), tuple(marks.get(pk, ())), by_hand.get(pk, {}), checked.get(pk, {}),
            late.get(pk, {}), given.get(pk, {}),
        )  # fmt: skip
