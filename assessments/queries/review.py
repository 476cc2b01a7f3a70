"""What a review shows of a finished attempt, in the measure that the rule allows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.draw import Draw, Slot, translate
from assessments.models.attempt import Attempt
from assessments.prose import inline, prose
from assessments.queries.answers import Answer, answers_of
from assessments.queries.marks import Line, Study, lessons_to_study, lines_from, points
from assessments.queries.sitting import summary
from assessments.queries.wordings import Wording, wordings
from assessments.rules import ExamRules

__all__ = ["Answers", "Review", "ReviewOption", "ReviewQuestion", "ReviewSection", "reason_words", "review", "shown"]


@dataclass(frozen=True, slots=True)
class ReviewOption:
    """An option of a reviewed question."""

    words: SafeString
    right: bool
    chosen: bool
    feedback: SafeString


@dataclass(frozen=True, slots=True)
class Answers:
    """What is shown of a question once right answers are: the wording, the options, the explanation."""

    template: str
    prompt: SafeString
    options: tuple[ReviewOption, ...]
    given: str
    right: str
    explanation: SafeString
    reference: str


@dataclass(frozen=True, slots=True)
class ReviewQuestion:
    """What a question earned. why: sentences. answers: None while the exam is open for others."""

    number: int
    earned: str
    weight: str
    whole: bool
    nothing: bool
    why: tuple[str, ...]
    answers: Answers | None


@dataclass(frozen=True, slots=True)
class ReviewSection:
    """A section of the exam, and what it earned."""

    title: str
    earned: str
    weight: str
    questions: tuple[ReviewQuestion, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A finished attempt. answers_from: when right answers will be shown; None: they are."""

    title: str
    attempt: UUID
    number: int
    submitted_at: datetime | None
    by_deadline: bool
    counts: bool
    mark: Decimal | None
    passed: bool
    pass_mark: Decimal
    earned: str
    weight: str
    sections: tuple[ReviewSection, ...]
    lessons: tuple[Study, ...]
    answers_from: datetime | None
    not_counted: int


def review(attempt: Any, *, answers: bool, answers_from: datetime | None) -> Review:
    """Return the review of a submitted attempt of ``finished_or_404``.

    answers: whether ``measure.review_allows`` right answers and feedback; without, no wording, answer or
    key is read at all.
    """
    item, enrolment = attempt.item, attempt.enrolment
    if item is None or enrolment is None:
        raise Attempt.DoesNotExist
    rules = ExamRules.from_payload(item.payload)
    drawn = Draw.from_json(attempt.draw)
    lines = {line.slot: line for line in lines_from(attempt.marked)}
    by_slot = _answers(drawn, lines, answers_of(attempt.pk)) if answers else {}
    return Review(
        title=item.title,
        attempt=attempt.public_id,
        number=attempt.number,
        submitted_at=attempt.submitted_at,
        by_deadline=attempt.submitted_by == Attempt.SubmittedBy.DEADLINE,
        counts=rules.counts,
        mark=attempt.mark,
        passed=bool(attempt.passed),
        pass_mark=item.edition.pass_mark if rules.pass_mark is None else rules.pass_mark,
        earned=points(sum((line.earned for line in lines.values()), Fraction(0))),
        weight=points(sum((line.weight for line in lines.values()), Fraction(0))),
        sections=_sections(drawn, [section["title"] for section in item.payload["sections"]], lines, by_slot),
        lessons=lessons_to_study(lines.values(), enrolment, enrolment.edition_id),
        answers_from=answers_from,
        not_counted=attempt.not_counted or 0,
    )


def _sections(
    drawn: Draw, titles: Sequence[str], lines: Mapping[int, Line], by_slot: Mapping[int, Answers]
) -> tuple[ReviewSection, ...]:
    sections = []
    for position, title in enumerate(titles, start=1):
        slots = [slot for slot in drawn.slots if slot.section == position]
        sections.append(
            ReviewSection(
                title=title,
                earned=points(sum((lines[slot.number].earned for slot in slots), Fraction(0))),
                weight=points(sum((lines[slot.number].weight for slot in slots), Fraction(0))),
                questions=tuple(_question(lines[slot.number], by_slot.get(slot.number)) for slot in slots),
            )
        )
    return tuple(sections)


def _question(line: Line, answers: Answers | None) -> ReviewQuestion:
    return ReviewQuestion(
        number=line.slot, earned=points(line.earned), weight=points(line.weight),
        whole=line.fraction == 1, nothing=line.fraction == 0,
        why=reason_words(line.reasons), answers=answers,
    )  # fmt: skip


def reason_words(reasons: Iterable[str]) -> tuple[str, ...]:
    """Return the sentences for why an answer earned what it did."""
    words = {
        "blank": _("No answer"),
        "right": _("Right"),
        "partly_right": _("Partly right"),
        "wrong": _("Not right"),
        "not_a_number": _("Not a number"),
        "other_unit": _("Another unit"),
        "annulled": _("Annulled: it counts as right for everybody"),
    }
    return tuple(words[reason] for reason in reasons if reason in words)


def _answers(drawn: Draw, lines: Mapping[int, Line], responses: Sequence[Answer]) -> dict[int, Answers]:
    known = wordings([slot.version for slot in drawn.slots])
    given = {answer.key: answer for answer in responses}
    return {
        slot.number: shown(slot, known[slot.version], given.get(lines[slot.number].response)) for slot in drawn.slots
    }


def shown(slot: Slot, wording: Wording, answer: Answer | None) -> Answers:
    """Return a question with its right answer; nothing before a review allows it may call this."""
    value = translate(slot, answer.value if answer else None)
    by_id = {option.id: option for option in wording.type.reviewed(wording.content, value)}
    two_words = {"true": _("True"), "false": _("False")}
    right: Any = wording.type.right_summary(wording.content)
    return Answers(
        template=wording.type.review_template,
        prompt=prose(wording.public.prompt),
        options=tuple(
            ReviewOption(
                inline(by_id[option.id].text) or SafeString(two_words.get(option.id, "")),
                by_id[option.id].right,
                by_id[option.id].chosen,
                prose(by_id[option.id].feedback),
            )
            for option in slot.options
        ),
        given=summary(slot, wording, answer.value if answer else None),
        right=two_words.get(right, right) if wording.type.kind == "true_false" else right,
        explanation=prose(wording.content.explanation),
        reference=wording.content.reference,
    )
