"""Complaints as pages show them: to the officer who filed them, and to those who decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from assessments.complaint_rules import deadline, results_at
from assessments.draw import Draw
from assessments.models.attempt import Attempt
from assessments.models.complaint import Complaint, ComplaintStep, MarkChange
from assessments.models.mark import AttemptMark
from assessments.queries.answers import answers_of
from assessments.queries.marks import Line, lines_from, points
from assessments.queries.reasons import reason_words
from assessments.queries.review import Answers, shown
from assessments.queries.window import measure_of, window_for_all
from assessments.queries.wordings import wordings
from assessments.rules import ExamRules
from courses.gate import reach
from officers.models import Act, Officer

__all__ = ["Asked", "Desk", "OwnComplaint", "OwnPage", "asked_lines", "complaints_within", "desk", "own_page"]


def _with_state(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Read with complaints where they stand, as ``state``."""
    newest = ComplaintStep.objects.filter(complaint=OuterRef("pk")).order_by("-number")
    found: QuerySet[Any] = rows.annotate(
        state=Coalesce(Subquery(newest.values("state")[:1]), Value(Complaint.State.FILED.value))
    )
    return found


@dataclass(frozen=True, slots=True)
class OwnComplaint:
    """A complaint as its officer sees it. slot: 0 is the mark. answer: empty until it may be read."""

    slot: int
    text: str
    at: datetime
    state: str
    state_words: str
    answer: str
    withheld: bool


@dataclass(frozen=True, slots=True)
class OwnPage:
    """An attempt's complaints. until: the deadline. answers_from: when answers may be read; None: now.

    open_slots: about what one may still complain, 0 being the mark.
    """

    title: str
    attempt: Attempt
    complaints: tuple[OwnComplaint, ...]
    until: datetime
    may_file: bool
    answers_from: datetime | None
    open_slots: tuple[int, ...]


def own_page(attempt: Any) -> OwnPage:
    """Return the complaints about a submitted attempt of ``finished_or_404``; two statements.

    No wording and no right answer is read. What a director answered may tell one, so that its text is shown when the
    review shows right answers, at the latest with the results.
    """
    rules = ExamRules.from_payload(attempt.item.payload)
    window = window_for_all(attempt.enrolment.run, attempt)
    closes = max(window.ends, window.results or window.ends)
    # What a person marks has its results when it is marked.
    submitted = max(attempt.submitted_at, attempt.first_marked_at or attempt.submitted_at)
    results = results_at(submitted_at=submitted, counts=rules.counts, closes_for_all=closes)
    readable = measure_of(attempt, rules).answers or attempt.now > closes
    until = deadline(attempt.item.payload, results)
    rows = list(_with_state(Complaint.objects.filter(attempt=attempt.pk)).order_by("slot"))
    answers: dict[int, str] = {}
    for step in ComplaintStep.objects.filter(complaint__in=rows).order_by("number"):
        answers[step.complaint_id] = step.text
    taken = {row.slot for row in rows}
    slots = [0, *(slot.number for slot in Draw.from_json(attempt.draw).slots)]
    return OwnPage(
        title=attempt.item.title,
        attempt=attempt,
        complaints=tuple(_own(row, answers.get(row.pk, ""), readable=readable) for row in rows),
        until=until,
        may_file=attempt.now <= until and not attempt.is_being_marked,
        answers_from=None if readable else closes,
        open_slots=tuple(slot for slot in slots if slot not in taken),
    )


def _own(row: Any, answer: str, *, readable: bool) -> OwnComplaint:
    return OwnComplaint(
        slot=row.slot, text=row.text, at=row.at, state=row.state, state_words=str(Complaint.State(row.state).label),
        answer=answer if readable else "", withheld=bool(answer) and not readable,
    )  # fmt: skip


def complaints_within(officer: Officer, state: str = "") -> QuerySet[Any]:
    """Return the complaints in the courses on whose marks the officer decides, the newest first; of a state."""
    courses = reach.courses(officer, Act.DECIDE_MARK)
    rows = _with_state(Complaint.objects.filter(attempt__enrolment__course__in=courses))
    if state:
        rows = rows.filter(state=state)
    read = rows.select_related(
        "attempt__officer", "attempt__item", "attempt__enrolment__run", "attempt__enrolment__course", "version"
    ).defer("attempt__draw", "attempt__seed", "attempt__item__payload", "attempt__item__search_text")
    return read.order_by("-at", "-pk")


@dataclass(frozen=True, slots=True)
class Asked:
    """A complaint of the list."""

    row: Any
    state: str


def asked_lines(rows: Iterable[Any]) -> list[Asked]:
    """Return rows of ``complaints_within`` with their states in words."""
    return [Asked(row, str(Complaint.State(row.state).label)) for row in rows]


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the attempt as those who decide see it, and what it earned. given, right: in words."""

    number: int
    answers: Answers
    earned: str
    weight: str
    why: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """A complaint on the desk of those who decide. marking: the number of the newest one, which a change follows."""

    complaint: Any
    state: str
    state_words: str
    steps: tuple[ComplaintStep, ...]
    changes: tuple[MarkChange, ...]
    questions: tuple[Question, ...]
    mark: Decimal | None
    marking: int
    lines: tuple[Line, ...]


def desk(complaint: Any) -> Desk:
    """Return a complaint of ``complaints_within`` with the question that it is about, or all of the attempt."""
    attempt = complaint.attempt
    newest = AttemptMark.objects.filter(attempt=attempt).order_by("-number")[0]
    lines = {line.slot: line for line in lines_from(newest.slots)}
    slots = [slot for slot in Draw.from_json(attempt.draw).slots if complaint.slot in {0, slot.number}]
    given = {answer.key: answer for answer in answers_of(attempt.pk)}
    known = wordings([slot.version for slot in slots])
    questions = []
    for slot in slots:
        line = lines[slot.number]
        answers = shown(slot, known[slot.version], given.get(line.response))
        questions.append(
            Question(
                slot.number, answers, points(line.earned), points(line.weight), reason_words(line.reasons),
                whole=line.fraction == 1 or not line.weight,
            )
        )  # fmt: skip
    return Desk(
        complaint=complaint, state=complaint.state, state_words=str(Complaint.State(complaint.state).label),
        steps=tuple(complaint.history.select_related("by")), questions=tuple(questions), mark=attempt.mark,
        changes=tuple(complaint.mark_changes.select_related("by").order_by("at")), marking=newest.number,
        lines=tuple(lines.values()),
    )  # fmt: skip
