"""The answers that a person marks: what waits within somebody's reach, and one on the desk."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from assessments.draw import Draw, Slot, translate
from assessments.models.annulment import Annulment
from assessments.models.answer_mark import AnswerMark, AnswerToMark
from assessments.models.attempt import Attempt
from assessments.models.response import Response
from assessments.queries.answers import Answer
from assessments.queries.cases import ShownCase, shown_case
from assessments.queries.late_rows import LATE
from assessments.queries.marks import points
from assessments.queries.review import Answers, shown
from assessments.queries.wordings import wordings
from assessments.question_types import words
from assessments.question_types.plain import plain_text
from assessments.question_types.rubric import RubricContent
from courses.frozen_files import inside
from courses.gate import reach
from courses.marks import from_text
from courses.models.enrolment import Enrolment
from officers.models import Act, Officer

__all__ = [
    "GivenMark", "MarkingDesk", "ToMark", "answers_within", "desk", "is_taught_in", "next_after", "to_mark", "waiting",
]  # fmt: skip

_taught = ~Q(state__in=[Enrolment.State.DECLINED, Enrolment.State.WITHDRAWN])


@dataclass(frozen=True, slots=True)
class ToMark:
    """The answers to one question in one run. oldest: when the first that waits was handed in; first: that answer."""

    run: UUID
    run_code: str
    version: UUID
    exam: str
    question: str
    waiting: int
    oldest: datetime
    first: UUID


@dataclass(frozen=True, slots=True)
class GivenMark:
    """A mark that the answer has: by whom, the points at each criterion, and what was said."""

    row: AnswerMark
    points: str
    criteria: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MarkingDesk:
    """An answer on the desk of whoever marks it. answers: the question with what was answered, for those who mark.

    author: empty where the exam is marked without names. notes: what there is to know of it, in sentences. told:
    whether the officer has a mark by now. waiting: how many answers to the question wait in the run. is_file: whether a
    file was handed in.
    """

    answer: Any
    exam: str
    run_code: str
    author: str
    answers: Answers
    case: ShownCase | None
    content: RubricContent
    notes: tuple[str, ...]
    weight: str
    history: tuple[GivenMark, ...]
    told: bool
    waiting: int
    is_file: bool = False


def answers_within(officer: Officer) -> QuerySet[AnswerToMark]:
    """Return the answers of the runs in which the officer marks; both doors agree.

    Nobody marks his own, nor those of a run in which he is taught himself (``is_taught_in``).
    """
    runs = reach.runs(officer, Act.MARK_ANSWERS)
    rows = AnswerToMark.objects.filter(attempt__enrolment__run__in=runs, attempt__state=Attempt.State.SUBMITTED)
    taught = Enrolment.objects.filter(_taught, officer=officer.pk)
    return rows.exclude(attempt__officer=officer.pk).exclude(attempt__enrolment__run__in=taught.values("run"))


def is_taught_in(officer: Officer, run: int) -> bool:
    """Whether somebody is, was or asks to be taught in a run: what is asked and answered there he must not read."""
    return Enrolment.objects.filter(_taught, officer=officer.pk, run=run).exists()


def waiting(officer: Officer) -> QuerySet[AnswerToMark]:
    """Return those that wait, the oldest first; what was annulled since needs no mark."""
    annulled = Annulment.objects.filter(version=OuterRef("version"))
    rows = answers_within(officer).filter(~Exists(annulled), marks=0)
    return rows.order_by("at", "pk")


def to_mark(officer: Officer) -> list[ToMark]:
    """Return what waits, by run and question, the longest waiting first; three statements."""
    run = "attempt__enrolment__run"
    named = ("attempt__activity_uuid", f"{run}__uuid", f"{run}__code", "version__uuid")
    groups = (
        waiting(officer).order_by().values(*named).annotate(count=Count("pk"), oldest=Min("at"), first=Min("pk"))
    )  # fmt: skip
    rows = list(groups.order_by("oldest"))
    firsts = {
        pk: (uuid, title)
        for pk, uuid, title in AnswerToMark.objects.filter(pk__in=[row["first"] for row in rows]).values_list(
            "pk", "uuid", "attempt__item__title"
        )
    }
    known = wordings([row["version__uuid"] for row in rows])
    return [
        ToMark(
            run=row[f"{run}__uuid"], run_code=row[f"{run}__code"], version=row["version__uuid"],
            exam=firsts[row["first"]][1], question=plain_text(known[row["version__uuid"]].public.prompt),
            waiting=row["count"], oldest=row["oldest"], first=firsts[row["first"]][0],
        )
        for row in rows
    ]  # fmt: skip


def next_after(officer: Officer, answer: Any) -> AnswerToMark | None:
    """Return the next answer to the same question in the same run that waits; after the last one the first."""
    rows = waiting(officer).filter(
        attempt__enrolment__run=answer.attempt.enrolment.run_id, version=answer.version_id
    ).exclude(pk=answer.pk)  # fmt: skip
    later = rows.filter(Q(at__gt=answer.at) | Q(at=answer.at, pk__gt=answer.pk))
    return later.first() or rows.first()


def desk(officer: Officer, answer: Any) -> MarkingDesk:
    """Return an answer of ``answers_within`` with its question, its rubric and the marks that it has."""
    attempt = answer.attempt
    drawn = Draw.from_json(attempt.draw)
    slot = drawn.slot(answer.slot)
    known = wordings([slot.version, *([slot.case] if slot.case else [])])
    wording = known[slot.version]
    given = _response(answer)
    if not isinstance(wording.content, RubricContent):
        raise AnswerToMark.DoesNotExist
    value = translate(slot, given.value)
    with_names = bool(attempt.item.payload.get("marked_with_names"))
    marks = answer.history.select_related("by").order_by("-number")
    said = words.notes()
    return MarkingDesk(
        answer=answer, exam=attempt.item.title, run_code=attempt.enrolment.run.code,
        author=attempt.officer.get_full_name() if with_names else "",
        answers=shown(slot, wording, given), case=_case(slot, known), content=wording.content,
        notes=(*_came_late(given), *(str(said[code]) for code in wording.type.notes(wording.content, value))),
        weight=points(Fraction(slot.weight)),
        history=tuple(_given(mark, wording.content, Fraction(slot.weight)) for mark in marks),
        told=not attempt.is_being_marked,
        waiting=waiting(officer).filter(
            attempt__enrolment__run=attempt.enrolment.run_id, version=answer.version_id
        ).count(),
        is_file=wording.type.takes_file,
    )  # fmt: skip


def _case(slot: Slot, known: Any) -> ShownCase | None:
    return shown_case(known[slot.case], slot.number, inside) if slot.case else None


def _came_late(given: Answer) -> tuple[str, ...]:
    if given.standing not in LATE:
        return ()
    return (
        _("This answer came after the end of the time; the examination board has decided that it counts. If it earns "
          "less than the one before it, that one stands."),
    )  # fmt: skip


def _response(answer: Any) -> Answer:
    client, sequence = answer.response.split(".")
    row = Response.objects.get(pk=(answer.attempt_id, int(client), int(sequence)))
    return Answer(row.slot, answer.response, row.value, row.standing, row.order, row.at)


def _given(mark: AnswerMark, content: RubricContent, weight: Fraction) -> GivenMark:
    return GivenMark(
        row=mark, points=points(from_text(mark.fraction) * weight),
        criteria=tuple(
            (criterion.text, points(criterion.levels[level].exact))
            for criterion, level in zip(content.rubric, mark.levels, strict=True)
        ),
    )  # fmt: skip
