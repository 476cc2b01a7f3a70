"""What the curriculum files of a course amount to: size, hours, reading level, and how its questions are made.

Pure: from what was read (``courses.curriculum.reader``), without a database. It judges nothing; whoever writes sees at
a glance where a course is thin, long or lopsided.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import unescape

from assessments.curriculum_values import ExamValue
from assessments.question_types.options import OptionsContent
from assessments.question_types.plain import plain_text
from courses.curriculum.kinds import Curriculum, Entry
from courses.curriculum.values import Block, LessonValue
from courses.readability import Readability, readability
from courses.reading import words_of

__all__ = ["CourseReport", "OptionHabits", "course_reports"]

#: As content/README.md counts: words of study in a minute, minutes of an academic hour and of a question of a quiz.
WORDS_A_MINUTE, HOUR, QUESTION = 100, 45, 2

_EXERCISE = re.compile(r"Ejercicio\b")
_MINUTES = re.compile(r"(\d+) minutos")
_PARAGRAPH = re.compile(r"</p>|</li>|<br ?/?>")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class OptionHabits:
    """Where the right option of single choice stands, and how long it is: what a guesser would go by.

    ``positions``: how often it stands first, second, … as written; ``longest``: how often it is the longest;
    ``right``, ``wrong``: mean characters, to one decimal.
    """

    questions: int
    positions: tuple[int, ...]
    longest: int
    right: Decimal
    wrong: Decimal


@dataclass(frozen=True)
class CourseReport:
    """A course in numbers. Minutes are whole; ``found``: what lessons and exams that are required ask for.

    objectives: of its lessons; unasked: those that no question asks for, as questions name them.
    """

    code: str
    title: str
    modules: int
    lessons: int
    words: int
    exercises: int
    exercise_minutes: int
    practice: int
    exams: int
    declared: int
    found: int
    reading: Readability
    kinds: dict[str, int]
    difficulties: dict[str, int]
    by_module: dict[str, int]
    objectives: int
    unasked: tuple[str, ...]
    options: OptionHabits

    @property
    def reading_minutes(self) -> int:
        """Minutes of study reading."""
        return round(self.words / WORDS_A_MINUTE)

    @property
    def hours(self) -> Decimal:
        """What was found, as academic hours to one decimal."""
        return (Decimal(self.found) / HOUR).quantize(Decimal("0.1"))


def course_reports(curriculum: Curriculum) -> list[CourseReport]:
    """Return the report of each course, in the order of their folders."""
    return [_report(course, curriculum) for course in curriculum.of("course")]


def _report(course: Entry, curriculum: Curriculum) -> CourseReport:
    def own(kind: str) -> list[Entry]:
        return [entry for entry in curriculum.of(kind) if entry.course == course.course]

    lessons, exams, questions, modules = own("lesson"), own("exam"), own("question"), own("module")
    module_of = {entry.key: entry.module for entry in lessons}
    titles = {entry.module: entry.value.title for entry in modules}
    named = (next((module_of[key] for key in entry.value.lessons if key in module_of), "") for entry in questions)
    objectives = [f"{entry.key}.{n}" for entry in lessons for n in range(1, len(entry.value.objectives) + 1)]
    asked = {objective for entry in questions for objective in entry.value.objectives}
    exercises = [minutes for entry in lessons for minutes in _exercises(entry.value)]
    return CourseReport(
        code=course.value.code, title=course.value.title, modules=len(modules), lessons=len(lessons),
        words=sum(_words(entry.value) for entry in lessons), exercises=len(exercises), exercise_minutes=sum(exercises),
        practice=sum(not entry.value.counts for entry in exams), exams=sum(entry.value.counts for entry in exams),
        declared=course.value.academic_hours,
        found=sum(entry.value.minutes for entry in lessons) + sum(_exam_minutes(entry.value) for entry in exams),
        reading=readability(paragraph for entry in lessons for paragraph in _paragraphs(entry.value)),
        kinds=dict(Counter(entry.value.kind for entry in questions).most_common()),
        difficulties=dict(Counter(entry.value.difficulty for entry in questions).most_common()),
        by_module={titles.get(module, ""): count for module, count in sorted(Counter(named).items())},
        objectives=len(objectives), unasked=tuple(objective for objective in objectives if objective not in asked),
        options=_habits([entry.value.content for entry in questions if entry.value.kind == "single_choice"]),
    )  # fmt: skip


def _words(lesson: LessonValue) -> int:
    stored: list[object] = [{"type": block.kind, "value": block.value, "id": ""} for block in lesson.blocks]
    return words_of(lesson.lede, stored)


def _exercises(lesson: LessonValue) -> Iterator[int]:
    for block in lesson.blocks:
        if block.kind == "heading" and _EXERCISE.match(block.value["text"]):
            found = _MINUTES.search(block.value["text"])
            yield int(found[1]) if found else 0


def _exam_minutes(exam: ExamValue) -> int:
    if not exam.required:
        return 0
    asked = sum(len(section.questions) + sum(draw.count for draw in section.draws) for section in exam.sections)
    return exam.minutes or QUESTION * asked


def _paragraphs(lesson: LessonValue) -> Iterator[str]:
    """Yield running text: what stands in tables and titles makes no sentences."""
    for block in lesson.blocks:
        for html in _prose(block):
            for part in _PARAGRAPH.split(html):
                yield " ".join(unescape(_TAG.sub(" ", part)).split())


def _prose(block: Block) -> Iterator[str]:
    if isinstance(block.value, str):
        yield block.value
    elif block.kind in {"callout", "case", "quote"}:
        yield block.value["text"]
    for name in ("steps", "entries"):
        if not isinstance(block.value, str):
            yield from (each["text"] for each in block.value.get(name, ()))


def _habits(contents: Sequence[OptionsContent]) -> OptionHabits:
    places: Counter[int] = Counter()
    right: list[int] = []
    wrong: list[int] = []
    longest = 0
    for content in contents:
        lengths = [(len(plain_text(option.text)), option.right) for option in content.options]
        for place, (length, is_right) in enumerate(lengths):
            if is_right:
                places[place] += 1
                longest += length > max((other for other, is_other in lengths if not is_other), default=0)
            (right if is_right else wrong).append(length)
    positions = tuple(places[place] for place in range(max(places, default=-1) + 1))
    return OptionHabits(len(contents), positions, longest, _mean(right), _mean(wrong))


def _mean(lengths: Sequence[int]) -> Decimal:
    return (Decimal(sum(lengths)) / max(len(lengths), 1)).quantize(Decimal("0.1"))
