"""The blueprint of an exam that is being written: questions and points by objective, tag and difficulty."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from assessments.expected import Expected, expected
from assessments.grading import slot_weight
from assessments.models.question import QuestionVersion
from assessments.pace import Asked, seconds_for, seconds_to_read
from assessments.pages import ExamPage
from assessments.queries.wordings import wordings
from courses.pages import CoursePage, LessonPage, ModulePage

__all__ = ["Blueprint", "Line", "Scope", "Table", "blueprint"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table. questions, points: of a sitting, in words; share: of the points, in whole hundredths.

    drawn: they are to be expected of a draw, not sure. details: the objectives of a lesson. missing: it should be asked
    and is not.
    """

    label: str
    questions: str
    points: str
    share: int
    drawn: bool
    details: tuple[str, ...] = ()
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; overlaps: a question may stand in several lines, so that they come to more than the whole."""

    lines: tuple[Line, ...]
    overlaps: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """Which lessons an exam should ask about, and by what rule. module: those of this one; "": all before it."""

    lessons: frozenset[UUID]
    module: str


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What a sitting asks, in tables. asked: every question that may be asked, for reckoning its time."""

    objectives: Table
    tags: Table
    difficulties: Table
    scope: Scope
    uncovered: tuple[str, ...]
    asked: tuple[Asked, ...]

    @property
    def seconds(self) -> Fraction:
        """How long a sitting takes by the estimate (``pace``)."""
        return sum((one.seconds for one in self.asked), Fraction(0))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the bank knows of a version that may be asked, and what is to be expected of it."""

    expected: Expected
    tags: tuple[str, ...]
    difficulty: str
    lessons: tuple[str, ...]

    @property
    def points(self) -> Fraction:
        return slot_weight(self.expected.named.weight) * self.expected.number


def blueprint(page: ExamPage, payload: Mapping[str, Any]) -> Blueprint:
    """Return the blueprint of a page by the payload that it would be frozen to; five statements at most."""
    may = expected(payload)
    names = ("uuid", "tags", "difficulty", "lessons")
    rows = QuestionVersion.objects.filter(uuid__in={one.named.version for one in may}).values_list(*names)
    known = {uuid: (tuple(tags), difficulty, tuple(lessons)) for uuid, tags, difficulty, lessons in rows}
    facts = [_Facts(one, *known[one.named.version]) for one in may if one.named.version in known]
    lessons, scope = _lessons(page)
    objectives = _objectives(facts, lessons, scope)
    difficulties = QuestionVersion.Difficulty.choices
    return Blueprint(
        objectives=objectives,
        tags=_table(facts, [(tag, tag) for tag in _tags(facts)], lambda one: one.tags, _("No tag")),
        difficulties=_table(facts, difficulties, lambda one: (one.difficulty,), "", keep_empty=True),
        scope=scope,
        uncovered=tuple(line.label for line in objectives.lines if line.missing),
        asked=tuple(_asked(facts)),
    )


def _objectives(facts: Sequence[_Facts], lessons: Sequence[LessonPage], scope: Scope) -> Table:
    """Return a line a lesson with its objectives, since it is lessons that a question names."""
    named = {lesson for one in facts for lesson in one.lessons}
    shown = [page for page in lessons if page.activity_uuid in scope.lessons or str(page.activity_uuid) in named]
    details = {
        str(page.activity_uuid): tuple(str(each["value"]) for each in page.objectives.raw_data) for page in shown
    }
    missing = {str(page.activity_uuid) for page in shown if page.activity_uuid in scope.lessons} - named
    labels = [(str(page.activity_uuid), page.title) for page in shown]
    known = {key for key, _title in labels}
    return _table(
        facts, labels, lambda one: tuple(key for key in one.lessons if key in known), _("No lesson"),
        keep_empty=True, details=details, missing=missing,
    )  # fmt: skip


def _table(
    facts: Sequence[_Facts], labels: Iterable[tuple[str, Any]], keys_of: Callable[[_Facts], Sequence[str]], rest: str,
    *, keep_empty: bool = False, details: Mapping[str, tuple[str, ...]] | None = None, missing: set[str] | None = None,
) -> Table:  # fmt: skip
    by_key: dict[str, list[_Facts]] = {}
    for one in facts:
        for key in dict.fromkeys(keys_of(one)) or ("",):
            by_key.setdefault(key, []).append(one)
    total = sum((one.points for one in facts), Fraction(0))
    lines = [
        _line(str(label), by_key.get(key, []), total, (details or {}).get(key, ()), key in (missing or ()))
        for key, label in labels
        if keep_empty or key in by_key
    ]
    if rest and "" in by_key:
        lines.append(_line(rest, by_key[""], total, (), False))
    return Table(tuple(lines), overlaps=any(len(set(keys_of(one))) > 1 for one in facts))


def _line(label: str, facts: Sequence[_Facts], total: Fraction, details: tuple[str, ...], missing: bool) -> Line:
    questions = sum((one.expected.number for one in facts), Fraction(0))
    earned = sum((one.points for one in facts), Fraction(0))
    return Line(
        label=label, questions=_number(questions), points=_number(earned),
        share=round(100 * earned / total) if total else 0,
        drawn=any(one.expected.number < 1 for one in facts), details=details, missing=missing,
    )  # fmt: skip


def _number(value: Fraction) -> str:
    return f"{float(value):.1f}".removesuffix(".0")


def _tags(facts: Iterable[_Facts]) -> list[str]:
    return sorted({tag for one in facts for tag in one.tags})


def _asked(facts: Sequence[_Facts]) -> Iterable[Asked]:
    """Yield what each question takes and earns; a case is read once, with the first question that is about it."""
    known = wordings([
        *(one.expected.named.version for one in facts),
        *(one.expected.named.case.version for one in facts if one.expected.named.case),
    ])  # fmt: skip
    unread: dict[tuple[int, UUID], Fraction] = {}
    for one in facts:
        named, number = one.expected.named, one.expected.number
        wording = known[named.version]
        seconds = number * seconds_for(wording.public, reckoned=wording.options.parameters is not None)
        if named.case is not None:
            key = (one.expected.section, named.case.version)
            left = unread.get(key, Fraction(1))
            unread[key] = left - min(left, number)
            seconds += min(left, number) * seconds_to_read(known[named.case.version].public.prompt)
        yield Asked(one.expected.section, seconds, one.points)


def _lessons(page: ExamPage) -> tuple[list[LessonPage], Scope]:
    """Return the lessons of the course in their order, and those that the exam should ask about.

    A quiz: those of its module; one that counts, or stands in a module without any: all that come before it.
    """
    course = CoursePage.objects.ancestor_of(page).first() if page.path else None
    if course is None:
        return [], Scope(frozenset(), "")
    rows = LessonPage.objects.descendant_of(course).order_by("path")
    lessons = list(rows.only("path", "depth", "title", "activity_uuid", "objectives"))
    beside = page.path[: -page.steplen]
    own = frozenset(each.activity_uuid for each in lessons if each.path.startswith(beside) and each.depth == page.depth)
    module = ModulePage.objects.filter(path=beside).values_list("title", flat=True).first()
    if own and module is not None and not page.counts:
        return lessons, Scope(own, module)
    return lessons, Scope(frozenset(each.activity_uuid for each in lessons if each.path < page.path), "")
