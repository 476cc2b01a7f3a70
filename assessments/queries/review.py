"""What a review shows of a finished attempt, in the measure that the rule allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString

from assessments.draw import Draw, Slot, translate
from assessments.measure import Measure
from assessments.models.attempt import Attempt
from assessments.prose import inline, prose
from assessments.queries.answers import Answer, answers_of
from assessments.queries.attempt_files import attempt_file_url, pictures_of
from assessments.queries.cases import ShownCase, shown_case
from assessments.queries.hand_marked import HandMark, hand_marks, is_marked_by_hand
from assessments.queries.later import Marking, first_lines, later_words, markings_of
from assessments.queries.marks import Line, Study, lessons_to_study, lines_from, points
from assessments.queries.places import ReviewPlace, review_places, with_numbers
from assessments.queries.reasons import reason_words
from assessments.queries.sitting import written
from assessments.queries.wordings import Wording, wordings
from assessments.question_types import words
from assessments.review_rules import Thing
from assessments.rules import ExamRules
from courses.frozen_files import inside
from courses.marks import from_text, mark_of
from courses.render import FileURL

__all__ = [
    "Answers", "Review", "ReviewOption", "ReviewQuestion", "ReviewSection", "answers_shown", "review",
    "sections_of", "shown", "within",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReviewOption:
    """An option of a reviewed question."""

    words: SafeString
    right: bool
    chosen: bool
    feedback: SafeString


@dataclass(frozen=True, slots=True)
class Answers:
    """What is shown of a question once right answers are: the wording, options or places, the explanation.

    parts: what only its kind's template knows. case: at the first of the questions about it. later: what was accepted
    after it had been asked, in words; the rest shows it as it was asked.
    """

    template: str
    prompt: SafeString
    options: tuple[ReviewOption, ...]
    places: tuple[ReviewPlace, ...]
    text: SafeString
    given: str
    right: str
    explanation: SafeString
    reference: str
    scored: bool = True
    parts: Any = None
    pictures: tuple[SafeString, ...] = ()
    case: ShownCase | None = None
    later: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewQuestion:
    """What a question earned. why: sentences. why: none while that is not shown. answers: None while
    nothing of the question is.

    scored: whether it weighs anything. shows_marks: whether what it earned is shown. first: what it earned at
    submitting, where a decision changed that since. waits: whether a person has still to mark it; marked: what one
    gave.
    """

    number: int
    earned: str
    weight: str
    whole: bool
    nothing: bool
    why: tuple[str, ...]
    answers: Answers | None
    scored: bool = True
    shows_marks: bool = True
    first: str = ""
    waits: bool = False
    marked: HandMark | None = None


@dataclass(frozen=True, slots=True)
class ReviewSection:
    """A section of the exam, and what it earned."""

    title: str
    earned: str
    weight: str
    questions: tuple[ReviewQuestion, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A finished attempt. answers_from: when right answers will be shown; None: they are, or never will be.

    mark: None while answers wait for a person; stands: the one from before, where late answers were let count. things:
    what is shown of its questions. markings: all of them from the first on, where a decision about a question made the
    mark again. not_counted: at how many questions answers came late; late_counted: at how many of these one counts by a
    decision.
    """

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
    late_counted: int = 0
    things: frozenset[Thing] = frozenset(Thing)
    markings: tuple[Marking, ...] = ()
    stands: Decimal | None = None

    @property
    def shows_answers(self) -> bool:
        """Whether the questions themselves are shown."""
        return Measure(mark=True, things=self.things).wording

    @property
    def shows_marks(self) -> bool:
        """Whether what each question earned is shown."""
        return Thing.MARKS in self.things

    @property
    def shows_how(self) -> bool:
        """Whether there is a table of how the mark was made."""
        return bool(self.things & {Thing.MARKS, Thing.RIGHT})


def review(attempt: Any, *, measure: Measure, answers_from: datetime | None) -> Review:
    """Return the review of a submitted attempt of ``finished_or_404``.

    measure: of ``measure.review_allows``; where it shows nothing of the questions, no wording, answer or key is read.
    """
    item, enrolment = attempt.item, attempt.enrolment
    if item is None or enrolment is None:
        raise Attempt.DoesNotExist
    rules = ExamRules.from_payload(item.payload)
    drawn = Draw.from_json(attempt.draw)
    lines = {line.slot: line for line in lines_from(attempt.marked)}
    file_url = attempt_file_url(attempt.public_id)
    by_slot = (
        answers_shown(drawn, lines, answers_of(attempt.pk), file_url, things=measure.things) if measure.wording else {}
    )
    if attempt.has_further and Thing.KEY in measure.things:
        later = later_words({slot.version for slot in drawn.slots if slot.number in by_slot})
        by_slot = {
            slot.number: replace(by_slot[slot.number], later=later.get(slot.version, ()))
            for slot in drawn.slots
            if slot.number in by_slot
        }
    markings: Sequence[Marking] = markings_of(attempt.pk) if attempt.marking and attempt.marking > 1 else ()
    told = attempt.mark is not None and is_marked_by_hand(drawn.slots)  # until then a mark may still change
    given = hand_marks(attempt.pk, measure.things) if told else {}
    by_person = {slot: given[line.response] for slot, line in lines.items() if line.response in given}
    first = first_lines(markings)
    return Review(
        title=item.title,
        attempt=attempt.public_id,
        number=attempt.number,
        submitted_at=attempt.submitted_at,
        by_deadline=attempt.submitted_by == Attempt.SubmittedBy.DEADLINE,
        counts=rules.counts,
        mark=attempt.mark,
        passed=bool(attempt.passed),
        pass_mark=rules.passing(item.edition.pass_mark),
        earned=points(sum((line.earned for line in lines.values()), Fraction(0))),
        weight=points(sum((line.weight for line in lines.values()), Fraction(0))),
        sections=sections_of(
            drawn,
            [section["title"] for section in item.payload["sections"]],
            lines,
            by_slot,
            first,
            things=measure.things,
            by_person=by_person,
        ),
        lessons=lessons_to_study(lines.values(), enrolment),
        answers_from=answers_from,
        not_counted=attempt.not_counted or 0,
        late_counted=attempt.late_counted or 0,
        things=measure.things,
        markings=tuple(markings) if len(markings) > 1 else (),
        stands=mark_of(from_text(attempt.fraction)) if attempt.mark is None and attempt.fraction else None,
    )


def sections_of(
    drawn: Draw, titles: Sequence[str], lines: Mapping[int, Line], by_slot: Mapping[int, Answers],
    first: Mapping[int, Line] | None = None, *, things: frozenset[Thing] = frozenset(Thing),
    by_person: Mapping[int, HandMark] | None = None,
) -> tuple[ReviewSection, ...]:  # fmt: skip
    """Return the sections of a marked draw; by_slot: right answers, where they may be shown; first: as first marked.

    by_person: what persons gave.
    """
    first, given = first or lines, by_person or {}
    sections = []
    for position, title in enumerate(titles, start=1):
        slots = [slot for slot in drawn.slots if slot.section == position]
        sections.append(
            ReviewSection(
                title=title,
                earned=points(sum((lines[slot.number].earned for slot in slots), Fraction(0))),
                weight=points(sum((lines[slot.number].weight for slot in slots), Fraction(0))),
                questions=tuple(
                    replace(
                        _question(lines[slot.number], by_slot.get(slot.number), first[slot.number], things),
                        marked=given.get(slot.number),
                    )
                    for slot in slots
                ),
            )
        )
    return tuple(sections)


def _question(line: Line, answers: Answers | None, first: Line, things: frozenset[Thing]) -> ReviewQuestion:
    return ReviewQuestion(
        number=line.slot, earned=points(line.earned), weight=points(line.weight),
        whole=line.fraction == 1, nothing=line.fraction == 0 and not line.waits, waits=line.waits,
        why=reason_words(line.reasons) if Thing.RIGHT in things or line.waits else (), answers=answers,
        scored=bool(line.weight), shows_marks=Thing.MARKS in things,
        first=points(first.earned) if first.fraction != line.fraction else "",
    )  # fmt: skip


def answers_shown(
    drawn: Draw, lines: Mapping[int, Line], responses: Sequence[Answer], file_url: FileURL = inside,
    *, things: frozenset[Thing] = frozenset(Thing),
) -> dict[int, Answers]:  # fmt: skip
    """Return by slot what is shown of a question; nothing before a review allows it may call this."""
    known = wordings(drawn.versions)
    given = {answer.key: answer for answer in responses}
    found: dict[int, Answers] = {}
    of_case = None
    for slot in drawn.slots:
        answers = shown(slot, known[slot.version], given.get(lines[slot.number].response), file_url)
        answers = within(answers, things)
        if slot.case is not None and (slot.section, slot.case) != of_case:
            answers = replace(answers, case=shown_case(known[slot.case], slot.number, file_url))
        of_case = (slot.section, slot.case)
        found[slot.number] = answers
    return found


def shown(slot: Slot, wording: Wording, answer: Answer | None, file_url: FileURL = inside) -> Answers:
    """Return a question with its right answer; nothing before a review allows it may call this.

    file_url: where its pictures lie for the reader; without, they stand in the page itself.
    """
    wording = wording.of(slot)
    value = translate(slot, answer.value if answer else None)
    by_id = {option.id: option for option in wording.type.reviewed(wording.content, value)}
    fixed = words.option_words(slot.kind)
    right = wording.type.right_summary(wording.content)
    return Answers(
        template=wording.type.review_template,
        prompt=prose(wording.public.prompt),
        options=tuple(
            ReviewOption(
                inline(by_id[option.id].text) or SafeString(fixed.get(option.id, "")),
                by_id[option.id].right,
                by_id[option.id].chosen,
                prose(by_id[option.id].feedback),
            )
            for option in slot.options
            if option.id in by_id
        ),
        places=review_places(wording.type.reviewed_places(wording.content, value)),
        text=with_numbers(wording.public),
        given=written(slot, wording, answer.value if answer else None),
        right=str(fixed.get(right, right)),
        explanation=prose(wording.content.explanation),
        reference=wording.content.reference,
        scored=wording.type.is_scored,
        parts=wording.type.reviewed_parts(wording.content, value),
        pictures=pictures_of(wording.content, file_url),
    )


def within(answers: Answers, things: frozenset[Thing]) -> Answers:
    """Return what is shown of a question and its answers, without what these things leave out."""
    if Thing.FEEDBACK not in things:
        options = tuple(replace(option, feedback=SafeString("")) for option in answers.options)
        places = tuple(replace(place, feedback=SafeString("")) for place in answers.places)
        answers = replace(answers, options=options, places=places)
    if Thing.OVERALL not in things:
        answers = replace(answers, explanation=SafeString(""), reference="")
    if Thing.KEY in things:
        return answers
    chosen = tuple(replace(option, right=False) for option in answers.options if option.chosen)
    return replace(
        answers, template="assessments/questions/review/_own.html", options=chosen, places=(), right="", parts=None,
        given=answers.given if Thing.RESPONSE in things else "",
    )  # fmt: skip
