"""Which questions of a run's exams are missed most.

Everybody who sees the marks of a run sees how a question fares and on which lessons it rests. What it says is for
those who read the bank in the CMS, and for all of them once its exam shows right answers to the officers who sat it:
an instructor who knew the wording before might tell it to those who are still to sit.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from assessments.grading import UNSCORED
from assessments.kind_words import kind_words
from assessments.measure import review_allows
from assessments.models.attempt import Attempt
from assessments.models.mark import AttemptMark
from assessments.queries.decisions import ANNULLED
from assessments.queries.questions import questions_within
from assessments.queries.window import key_from, window_for_all, with_dates_for_all
from assessments.queries.wordings import Wording, wordings
from assessments.question_types.base import Reason
from assessments.question_types.plain import plain_text
from assessments.rules import KIND, ExamRules
from courses.marks import from_text
from courses.models.edition import EditionItem
from courses.models.run import CourseRun
from courses.queries.items import lines_of
from officers.models import Act, Officer
from officers.roles import may_somewhere

__all__ = ["LEAST", "MissedInExam", "MissedQuestion", "missed_in"]

#: Of fewer answers nothing is said: they would speak of persons, and of chance.
LEAST = 5


@dataclass(frozen=True, slots=True)
class MissedQuestion:
    """How a question fared. words: empty while they are closed. right, blank: of a hundred who were asked it.

    question: for whoever reads it in the CMS; None for others.
    """

    question: UUID | None
    kind: str
    words: str
    lessons: tuple[str, ...]
    asked: int
    right: int
    blank: int


@dataclass(frozen=True, slots=True)
class MissedInExam:
    """The questions of an exam, the most missed first. few: left out.

    opens: from when what they say is told; None: it is, or it will never be.
    """

    title: str
    questions: Sequence[MissedQuestion]
    few: int
    opens: datetime | None


@dataclass(slots=True)
class _Count:
    asked: int = 0
    right: int = 0
    blank: int = 0


@dataclass(slots=True)
class _Exam:
    item: Any
    counts: dict[UUID, _Count] = field(default_factory=lambda: defaultdict(_Count))


def missed_in(run: CourseRun, *, reader: Officer, at: datetime) -> list[MissedInExam]:
    """Return the exams of a run in order, with how their questions fared; six statements at most.

    Every submitted attempt counts, by its newest marking; what was annulled, earns no mark or waits for one counts
    nowhere.
    """
    items = EditionItem.objects.filter(edition=run.edition_id, kind=KIND).order_by("order")
    dated = with_dates_for_all(items, run=run.pk)
    exams = {item.activity_uuid: _Exam(item) for item in dated}
    for activity, slots in _newest_markings(run):
        if activity in exams:
            _count(exams[activity].counts, slots)
    known = wordings([version for exam in exams.values() for version in exam.counts])
    lessons = _lessons(run, known.values())
    read = _read(reader, known.values())
    return [_missed(run, exam, known, lessons, read, at) for exam in exams.values()]


def _newest_markings(run: CourseRun) -> Iterable[tuple[UUID, list[Mapping[str, Any]]]]:
    rows = AttemptMark.objects.filter(attempt__enrolment__run=run, attempt__state=Attempt.State.SUBMITTED).order_by(
        "attempt", "number"
    )
    newest = {
        attempt: (activity, slots)
        for attempt, activity, slots in rows.values_list("attempt", "attempt__activity_uuid", "slots")
    }
    return newest.values()


def _count(counts: dict[UUID, _Count], slots: Iterable[Mapping[str, Any]]) -> None:
    for line in slots:
        if {ANNULLED, Reason.TO_BE_MARKED} & set(line["reasons"]) or line["weight"] == UNSCORED:
            continue
        count = counts[UUID(line["version"])]
        count.asked += 1
        count.right += from_text(line["fraction"]) == 1
        count.blank += "blank" in line["reasons"]


def _missed(
    run: CourseRun, exam: _Exam, known: Mapping[UUID, Wording], lessons: Mapping[UUID, str], read: set[UUID],
    at: datetime,
) -> MissedInExam:  # fmt: skip
    window = window_for_all(run, exam.item)
    rules = ExamRules.from_payload(exam.item.payload)
    measure = review_allows(rules, submitted=at, closes_for_all=window.ends, results=window.results, now=at)
    is_open = measure.answers
    told = {version: count for version, count in exam.counts.items() if count.asked >= LEAST}
    order = sorted(told, key=lambda version: (told[version].right / told[version].asked, -told[version].blank, version))
    return MissedInExam(
        title=f"{exam.item.label} {exam.item.title}",
        questions=[_question(known[version], told[version], lessons, is_open=is_open, read=read) for version in order],
        few=len(exam.counts) - len(told),
        opens=None if is_open or all(known[version].question in read for version in order) else key_from(rules, window),
    )


def _question(
    wording: Wording, count: _Count, lessons: Mapping[UUID, str], *, is_open: bool, read: set[UUID]
) -> MissedQuestion:
    return MissedQuestion(
        question=wording.question if wording.question in read else None,
        kind=kind_words(wording.type.kind),
        words=plain_text(wording.public.prompt) if is_open or wording.question in read else "",
        lessons=tuple(lessons[uuid] for uuid in wording.lessons if uuid in lessons),
        asked=count.asked, right=round(100 * count.right / count.asked), blank=round(100 * count.blank / count.asked),
    )  # fmt: skip


def _lessons(run: CourseRun, known: Iterable[Wording]) -> dict[UUID, str]:
    named = {lesson for wording in known for lesson in wording.lessons}
    return {
        item.activity_uuid: f"{item.label} {item.title}"
        for item in lines_of(run.edition)
        if item.activity_uuid in named
    }


def _read(reader: Officer, known: Iterable[Wording]) -> set[UUID]:
    """Return those of the questions that the reader reads in the CMS."""
    if not may_somewhere(reader, Act.USE_CMS):
        return set()
    questions = questions_within(reader).filter(uuid__in={wording.question for wording in known})
    return set(questions.values_list("uuid", flat=True))
