"""What the files of ``content/`` say of questions and exams. Values only."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from assessments.complaint_rules import DAYS
from assessments.question_types.base import QuestionContent

__all__ = ["DrawValue", "ExamValue", "QuestionValue", "SectionValue"]


@dataclass(frozen=True)
class QuestionValue:
    """A question; lessons: the keys of those to study when it was missed. case: the key of the one that it is about."""

    kind: str
    content: QuestionContent
    weight: str
    difficulty: str
    tags: tuple[str, ...]
    lessons: tuple[str, ...]
    case: str = ""


@dataclass(frozen=True)
class DrawValue:
    """So many questions of a tag."""

    tag: str
    count: int


@dataclass(frozen=True)
class SectionValue:
    """A section; questions: keys."""

    title: str
    questions: tuple[str, ...]
    draws: tuple[DrawValue, ...]


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
    review: str
    sections: tuple[SectionValue, ...]
    complaint_days: int = DAYS

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values, to be compared; days for complaints only where they are not the usual ones."""
        stored = {**asdict(self), "pass_mark": None if self.pass_mark is None else str(self.pass_mark)}
        if self.complaint_days == DAYS:
            del stored["complaint_days"]
        return stored
