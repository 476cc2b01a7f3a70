"""Marks that persons gave, as a review shows them: points at each criterion, and the comment."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.draw import Slot
from assessments.models.answer_mark import AnswerMark
from assessments.queries.marks import points
from assessments.queries.wordings import wordings
from assessments.question_types import registry
from assessments.question_types.rubric import RubricContent
from assessments.review_rules import Thing

__all__ = ["HandMark", "MetCriterion", "hand_marks", "is_marked_by_hand"]


@dataclass(frozen=True, slots=True)
class MetCriterion:
    """A criterion, how well it was met, and what that earned. name: its number where its words are not shown."""

    name: str
    level: str
    points: str


@dataclass(frozen=True, slots=True)
class HandMark:
    """What a person gave an answer, as far as a review shows it."""

    criteria: tuple[MetCriterion, ...]
    comment: str


def is_marked_by_hand(slots: Iterable[Slot]) -> bool:
    """Whether a person marks any of these questions."""
    return any(registry.get(slot.kind).is_marked_by_hand for slot in slots)


def hand_marks(attempt_id: int, things: frozenset[Thing]) -> dict[str, HandMark]:
    """Return by its ``client.sequence`` what persons gave each answer of an attempt, the newest; one statement.

    things: what the review shows. With the marks come the points of each criterion; its words, which may tell the key,
    with the right answers or where the officer read them when he answered; the comment with the feedback.
    """
    rows = AnswerMark.objects.filter(answer__attempt=attempt_id).order_by("answer", "number")
    newest = {mark.answer.response: mark for mark in rows.select_related("answer__version")}
    known = wordings([mark.answer.version.uuid for mark in newest.values()])
    return {
        response: HandMark(
            criteria=_criteria(known[mark.answer.version.uuid].content, mark, things) if Thing.MARKS in things else (),
            comment=mark.comment if Thing.FEEDBACK in things else "",
        )
        for response, mark in newest.items()
    }


def _criteria(content: object, mark: AnswerMark, things: frozenset[Thing]) -> tuple[MetCriterion, ...]:
    if not isinstance(content, RubricContent):
        return ()
    in_words = content.shows_rubric or Thing.KEY in things
    return tuple(
        MetCriterion(
            name=criterion.text if in_words else _("Criterion %(number)s") % {"number": number},
            level=criterion.levels[level].text if in_words else "",
            points=_("%(earned)s of %(most)s")
            % {"earned": points(criterion.levels[level].exact), "most": points(criterion.most)},
        )
        for number, (criterion, level) in enumerate(zip(content.rubric, mark.levels, strict=True), start=1)
    )
