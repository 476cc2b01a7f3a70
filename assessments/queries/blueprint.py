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
from assessments.queries.course_lessons import CourseLesson, objectives_of
from assessments.queries.wordings import wordings
from courses.pages import CoursePage, LessonPage, ModulePage

__all__ = ["Blueprint", "Line", "Scope", "Table", "blueprint"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table. questions, points: of a sitting, in words; share: of the points, in whole hundredths.

    drawn: they are to be expected of a draw, not sure. missing: it should be asked and is not. parts: of a lesson, its
    objectives.
    """

    label: str
    questions: str
    points: str
    share: int
    drawn: bool
    missing: bool = False
    parts: "tuple[Line, ...]" = ()


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
    """What a sitting asks, in tables. asked: every question that may be asked, for reckoning its time.

    tells: whether any of them says which objective it asks for; without that none is called missing.
    """

    objectives: Table
    tags: Table
    difficulties: Table
    scope: Scope
    tells: bool
    asked: tuple[Asked, ...]

    @property
    def uncovered(self) -> tuple[str, ...]:
        """The lessons that should be asked about and are not."""
        return tuple(line.label for line in self.objectives.lines if line.missing)

    @property
    def unasked(self) -> tuple[str, ...]:
        """The objectives that nothing asks for, of lessons that something asks about, with these."""
        asked = (line for line in self.objectives.lines if not line.missing)
        return tuple(f"{line.label}: {part.label}" for line in asked for part in line.parts if part.missing)

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
    objectives: tuple[str, ...]

    @property
    def points(self) -> Fraction:
        return slot_weight(self.expected.named.weight) * self.expected.number


def blueprint(page: ExamPage, payload: Mapping[str, Any]) -> Blueprint:
    """Return the blueprint of a page by the payload that it would be frozen to; five statements at most."""
    may = expected(payload)
    names = ("uuid", "tags", "difficulty", "lessons", "objectives")
    rows = QuestionVersion.objects.filter(uuid__in={one.named.version for one in may}).values_list(*names)
    known = {uuid: (tuple(tags), level, tuple(about), tuple(asks)) for uuid, tags, level, about, asks in rows}
    facts = [_Facts(one, *known[one.named.version]) for one in may if one.named.version in known]
    lessons, scope = _lessons(page)
    held = {objective for lesson in lessons for objective, _text in lesson.objectives}
    tells = any(held.intersection(one.objectives) for one in facts)
    difficulties = QuestionVersion.Difficulty.choices
    return Blueprint(
        objectives=_objectives(facts, lessons, scope, tells=tells),
        tags=_table(facts, [(tag, tag) for tag in _tags(facts)], lambda one: one.tags, _("No tag")),
        difficulties=_table(facts, difficulties, lambda one: (one.difficulty,), "", keep_empty=True),
        scope=scope,
        tells=tells,
        asked=tuple(_asked(facts)),
    )


def _objectives(facts: Sequence[_Facts], lessons: Sequence[CourseLesson], scope: Scope, *, tells: bool) -> Table:
    """Return a line a lesson, with one for each of its objectives.

    A question counts for each lesson that it names, whichever of its objectives it asks for, or none.
    """
    named = {lesson for one in facts for lesson in one.lessons}
    wanted = {str(lesson) for lesson in scope.lessons}
    shown = {lesson.uuid: lesson for lesson in lessons if lesson.uuid in wanted | named}
    total = _points(facts)

    def beside(key: str) -> dict[str, Any]:
        parts = []
        for objective, text in shown[key].objectives:
            asking = [one for one in facts if objective in one.objectives]
            parts.append(_line(text, asking, total, missing=tells and key in wanted and not asking))
        return {"missing": key in wanted - named, "parts": tuple(parts)}

    return _table(
        facts, [(key, lesson.label) for key, lesson in shown.items()],
        lambda one: tuple(key for key in one.lessons if key in shown), _("No lesson"), keep_empty=True, beside=beside,
    )  # fmt: skip


def _table(
    facts: Sequence[_Facts], labels: Iterable[tuple[str, Any]], keys_of: Callable[[_Facts], Sequence[str]], rest: str,
    *, keep_empty: bool = False, beside: Callable[[str], dict[str, Any]] = lambda key: {},
) -> Table:  # fmt: skip
    by_key: dict[str, list[_Facts]] = {}
    for one in facts:
        for key in dict.fromkeys(keys_of(one)) or ("",):
            by_key.setdefault(key, []).append(one)
    total = _points(facts)
    lines = [
        _line(str(label), by_key.get(key, []), total, **beside(key))
        for key, label in labels
        if keep_empty or key in by_key
    ]
    if rest and "" in by_key:
        lines.append(_line(rest, by_key[""], total))
    return Table(tuple(lines), overlaps=any(len(set(keys_of(one))) > 1 for one in facts))


def _line(label: str, facts: Sequence[_Facts], total: Fraction, **beside: Any) -> Line:
    questions = sum((one.expected.number for one in facts), Fraction(0))
    earned = _points(facts)
    return Line(
        label=label, questions=_number(questions), points=_number(earned),
        share=round(100 * earned / total) if total else 0,
        drawn=any(one.expected.number < 1 for one in facts), **beside,
    )  # fmt: skip


def _points(facts: Iterable[_Facts]) -> Fraction:
    return sum((one.points for one in facts), Fraction(0))


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


def _lessons(page: ExamPage) -> tuple[list[CourseLesson], Scope]:
    """Return the lessons of the course in their order, and those that the exam should ask about.

    A quiz: those of its module; one that counts, or stands in a module without any: all that come before it.
    """
    course = CoursePage.objects.ancestor_of(page).first() if page.path else None
    if course is None:
        return [], Scope(frozenset(), "")
    rows = LessonPage.objects.descendant_of(course).order_by("path")
    pages = list(rows.only("path", "depth", "title", "activity_uuid", "objectives"))
    lessons = [CourseLesson(str(each.activity_uuid), each.title, objectives_of(each)) for each in pages]
    beside = page.path[: -page.steplen]
    own = frozenset(each.activity_uuid for each in pages if each.path.startswith(beside) and each.depth == page.depth)
    module = ModulePage.objects.filter(path=beside).values_list("title", flat=True).first()
    if own and module is not None and not page.counts:
        return lessons, Scope(own, module)
    return lessons, Scope(frozenset(each.activity_uuid for each in pages if each.path < page.path), "")
