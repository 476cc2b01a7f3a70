"""What the files of ``content/`` say of questions and exams. Values only."""

import re
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from assessments.complaint_rules import DAYS
from assessments.entry_rules import EntryRules
from assessments.question_types.base import QuestionContent
from assessments.section_rules import SectionRules

_NUMBER = re.compile(r"[1-9][0-9]{0,2}", re.ASCII)

__all__ = ["DrawValue", "ExamValue", "QuestionValue", "SectionValue", "lesson_and_number"]


@dataclass(frozen=True)
class QuestionValue:
    """A question; lessons: the keys of those to study when it was missed. case: the key of the one that it is about.

    objectives: of which objectives of these lessons it asks, each as ``lesson.number`` (``lesson_and_number``).
    """

    kind: str
    content: QuestionContent
    weight: str
    difficulty: str
    tags: tuple[str, ...]
    lessons: tuple[str, ...]
    objectives: tuple[str, ...] = ()
    case: str = ""


def lesson_and_number(objective: str) -> tuple[str, int]:
    """Return the key of the lesson and the place among its objectives, from 1; 0 for what names none."""
    lesson, _, number = objective.rpartition(".")
    return lesson, int(number) if _NUMBER.fullmatch(number) else 0


@dataclass(frozen=True)
class DrawValue:
    """So many questions of a tag."""

    tag: str
    count: int


@dataclass(frozen=True)
class SectionValue:
    """A section; questions: keys."""

    rules: SectionRules
    questions: tuple[str, ...]
    draws: tuple[DrawValue, ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values; of its rules those that are set."""
        draws = [asdict(draw) for draw in self.draws]
        return {**self.rules.to_json(), "questions": list(self.questions), "draws": draws}


@dataclass(frozen=True)
class ExamValue:
    """An exam and its rules."""

    title: str
    intro: str
    counts: bool
    weight: str
    minutes: int | None
    attempts: int | None
    wait_hours: int
    counting: str
    pass_mark: Decimal | None
    required: bool
    shuffle_questions: bool
    shuffle_options: bool
    review: str | dict[str, list[str]]
    sections: tuple[SectionValue, ...]
    behaviour: str = "exam"
    try_penalty: int = 0
    entry: EntryRules = field(default_factory=EntryRules)
    complaint_days: int = DAYS
    marked_without_names: bool = True

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values, to be compared; a later rule only where it is set."""
        pass_mark = None if self.pass_mark is None else str(self.pass_mark)
        unset = {"behaviour": "exam", "try_penalty": 0, "entry": asdict(EntryRules()), "complaint_days": DAYS}
        unset["marked_without_names"] = True
        said = {name: value for name, value in asdict(self).items() if name not in unset or value != unset[name]}
        return {**said, "pass_mark": pass_mark, "sections": [section.to_json() for section in self.sections]}
