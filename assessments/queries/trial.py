"""A question tried by its author: asked as a learner meets it and marked as it would be, without a row."""

from dataclasses import dataclass
from uuid import uuid4

from django.utils import timezone

from assessments.draw import Blueprint, Section, Slot, accept, draw
from assessments.grading import UNSCORED, slot_weight
from assessments.models.response import Response
from assessments.queries.answers import Answer
from assessments.queries.marks import points
from assessments.queries.reasons import reason_words
from assessments.queries.review import Answers, shown
from assessments.queries.sitting import SittingQuestion, question_of
from assessments.queries.wordings import Wording
from assessments.question_types import registry
from assessments.question_types.base import QuestionContent, Value
from assessments.question_types.problems import ResponseRefused
from assessments.rules import Named

__all__ = ["Marked", "Trial", "key_of", "mark", "present"]


@dataclass(frozen=True, slots=True)
class Marked:
    """What the answer would earn, why, and what a review would show; waits: a person would say what."""

    earned: str
    weight: str
    why: tuple[str, ...]
    answers: Answers
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Trial:
    """A question on trial. seed: gives the same option keys again. marked: None before one asks for it."""

    question: SittingQuestion
    seed: str
    marked: Marked | None = None


def present(kind: str, content: QuestionContent, weight: str, seed: bytes) -> Trial:
    """Return the question as a learner meets it, the options in the author's order."""
    wording = _wording(kind, content)
    return Trial(question_of(_slot(wording, weight, seed), wording), seed.hex())


def key_of(kind: str, content: QuestionContent, weight: str) -> Answers:
    """Return the question with its right answer, for those who work on it."""
    wording = _wording(kind, content)
    return shown(_slot(wording, weight, bytes(16)), wording, None)


def mark(kind: str, content: QuestionContent, weight: str, seed: bytes, given: object) -> Trial:
    """Return the question with an answer and what it earns; unmarked where the answer is to another wording."""
    wording = _wording(kind, content)
    slot = _slot(wording, weight, seed)
    try:
        value = accept(slot, given)
    except ResponseRefused:
        return present(kind, content, weight, seed)
    answer = _answer(value)
    graded = wording.graded(slot, value)
    whole = slot_weight(slot.weight)
    marked = Marked(
        earned=points(whole * graded.fraction), weight=points(whole), why=reason_words(graded.reasons),
        answers=shown(slot, wording, answer), waits=graded.waits,
    )  # fmt: skip
    return Trial(question_of(slot, wording, newest=answer), seed.hex(), marked)


def _wording(kind: str, content: QuestionContent) -> Wording:
    question_type = registry.get(kind)
    return Wording(
        version=uuid4(), question=uuid4(), sha256="", type=question_type, content=content,
        public=question_type.public(content), lessons=(),
    )  # fmt: skip


def _slot(wording: Wording, weight: str, seed: bytes) -> Slot:
    ref = wording.options.ref(
        Named(wording.question, wording.version, "", weight if wording.type.is_scored else UNSCORED)
    )
    blueprint = Blueprint((Section("", (ref,)),), shuffle_questions=False, shuffle_options=False)
    return draw(blueprint, {}, seed).slots[0]


def _answer(value: Value) -> Answer:
    return Answer(slot=1, key="", value=value, standing=Response.Standing.COUNTED, order=1, at=timezone.now())
