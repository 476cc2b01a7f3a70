"""What one officer sat in a course: each attempt, which of them counts, how its mark changed, what he was given."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from assessments.grading import Counting
from assessments.models.attempt import Attempt
from assessments.models.mark import AttemptMark
from assessments.pages import CountingRule
from assessments.queries.override_list import given_to
from assessments.queries.overrides import OverrideLine
from assessments.rules import KIND
from courses.marks import from_text
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment

if TYPE_CHECKING:
    from uuid import UUID

    from django.utils.functional import _StrPromise as StrPromise

__all__ = ["Correction", "SatAttempt", "SatExam", "sat_exams"]


@dataclass(frozen=True, slots=True)
class Correction:
    """A later marking of an attempt; by: empty for the system."""

    at: datetime
    mark: Decimal | None
    why: str
    by: str


@dataclass(frozen=True, slots=True)
class SatAttempt:
    """A sitting. mark: None while it is open or being marked; counts: the mark of the exam is made by it."""

    number: int
    started_at: datetime
    submitted_at: datetime | None
    by_deadline: bool
    state: str
    mark: Decimal | None
    counts: bool
    corrections: Sequence[Correction]


@dataclass(frozen=True, slots=True)
class SatExam:
    """An exam of the course with the officer's attempts. counting: in words, which of them makes the mark."""

    title: str
    counting: "StrPromise | str"
    attempts: Sequence[SatAttempt]
    given: Sequence[OverrideLine]


def sat_exams(enrolment: Enrolment) -> list[SatExam]:
    """Return the exams of an enrolment's edition in which there is an attempt, or something was given; five statements.

    ``run`` and ``course`` of the enrolment are loaded.
    """
    attempts: dict[UUID, list[Attempt]] = defaultdict(list)
    rows = Attempt.objects.filter(enrolment=enrolment).defer("seed", "draw", "pens", "stages").order_by("number")
    for row in rows:
        attempts[row.activity_uuid].append(row)
    given: dict[UUID, list[OverrideLine]] = defaultdict(list)
    for line in given_to(enrolment):
        given[line.activity].append(line)
    corrections = _corrections(enrolment)
    items = EditionItem.objects.filter(edition=enrolment.edition_id, kind=KIND).order_by("order")
    return [
        SatExam(
            title=f"{item.label} {item.title}",
            counting=CountingRule(item.payload["counting"]).label,
            attempts=_lines(attempts[item.activity_uuid], item.payload["counting"], corrections),
            given=given[item.activity_uuid],
        )
        for item in items.defer("search_text")
        if attempts[item.activity_uuid] or given[item.activity_uuid]
    ]


def _lines(attempts: Sequence[Attempt], counting: str, corrections: dict[int, list[Correction]]) -> list[SatAttempt]:
    counted = _counted([row for row in attempts if row.state == Attempt.State.SUBMITTED and row.fraction], counting)
    return [
        SatAttempt(
            number=row.number, started_at=row.started_at, submitted_at=row.submitted_at,
            by_deadline=row.submitted_by == Attempt.SubmittedBy.DEADLINE, state=row.get_state_display(), mark=row.mark,
            counts=row.pk in counted, corrections=corrections.get(row.pk, ()),
        )
        for row in attempts
    ]  # fmt: skip


def _counted(marked: Sequence[Attempt], counting: str) -> set[int]:
    """Return the keys of the attempts that make the mark, as ``counting_fraction`` does: of equal ones the first."""
    if not marked:
        return set()
    match Counting(counting):
        case Counting.HIGHEST:
            return {max(marked, key=lambda row: from_text(row.fraction)).pk}
        case Counting.LATEST:
            return {marked[-1].pk}
        case Counting.FIRST:
            return {marked[0].pk}
        case Counting.MEAN:
            return {row.pk for row in marked}


def _corrections(enrolment: Enrolment) -> dict[int, list[Correction]]:
    found: dict[int, list[Correction]] = defaultdict(list)
    later = AttemptMark.objects.filter(attempt__enrolment=enrolment, number__gt=1).select_related("by")
    for row in later.defer("slots").order_by("attempt", "number"):
        by = row.by.get_full_name() if row.by else ""
        found[row.attempt_id].append(Correction(row.at, row.mark, row.why, by))
    return found
