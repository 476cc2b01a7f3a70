"""A whole sitting on trial: drawn, shown, marked and reviewed as an officer's would be, without a row.

What the page of a sitting wants is an attempt; here it is one that is never saved, so that both pages are one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.urls import reverse
from django.utils import timezone

from assessments.draw import Draw, DrawImpossible, QuestionTwice, draw
from assessments.entry_rules import EntryRules
from assessments.freeze import freeze
from assessments.grading import attempt_fraction
from assessments.models.attempt import Attempt
from assessments.models.bank import Bank
from assessments.pages import ExamPage
from assessments.queries.answers import counting
from assessments.queries.decisions import decisions_on, marked_line
from assessments.queries.marks import Line, Study, missed_lessons, points
from assessments.queries.review import Review, answers_shown, sections_of
from assessments.queries.trial_state import TrialState
from assessments.queries.tries import tries_in
from assessments.queries.wordings import composed_of, wordings
from assessments.review_words import review_words
from assessments.rule_words import rule_words
from assessments.rules import KIND, ExamRules, question_count
from assessments.section_rules import SectionRules, are_in_order, section_rules
from courses.marks import mark_of
from courses.models.course import Course
from courses.models.edition import EditionItem
from courses.pages import LessonPage
from kernel.canonical import sha256
from officers.models import Officer

__all__ = ["Tried", "TriedExam", "attempt_on_trial", "editions_with", "tried_exam", "tried_review"]


@dataclass(frozen=True, slots=True)
class TriedExam:
    """What is tried: the newest draft of an exam, or the exam of an edition (``item``)."""

    page: ExamPage
    course: Course
    title: str
    payload: Mapping[str, Any]
    bank: Bank | None = None
    item: EditionItem | None = None

    @property
    def digest(self) -> str:
        """What names the exam as it is now: another one as soon as it, or a question it may ask, is changed."""
        return sha256(self.payload)

    @property
    def rules(self) -> ExamRules:
        """Its rules."""
        return ExamRules.from_payload(self.payload)

    @property
    def entry(self) -> EntryRules:
        """What it asks of whoever begins it."""
        return EntryRules.from_payload(self.payload)

    @property
    def rule_words(self) -> list[str]:
        """Its rules as the start page tells them, but for the dates, which a run gives."""
        return rule_words(
            self.rules, questions=question_count(self.payload), pass_mark=f"{self.pass_mark:.2f}", window=None,
            sections=self.sections, entry=self.entry,
        )  # fmt: skip

    def begin(self, seed: bytes, *, at: datetime) -> TrialState:
        """Return a trial that has just begun."""
        return TrialState(seed, at, stages=() if are_in_order(self.sections) else None)

    @property
    def sections(self) -> tuple[SectionRules, ...]:
        """The rules of its sections."""
        return section_rules(self.payload)

    @property
    def shown_when(self) -> str:
        """When officers see what a trial shows at once, in words."""
        return review_words(self.rules)

    @property
    def pass_mark(self) -> Decimal:
        """The mark that passes it: its own, or the course's."""
        course = self.item.edition.pass_mark if self.item is not None else Decimal(self.course.page.pass_mark)
        return self.rules.passing(course)


@dataclass(frozen=True, slots=True)
class Tried:
    """A trial that was handed in. unread: the numbers of the questions whose answers were none that it takes."""

    review: Review
    unread: tuple[int, ...] = ()


def tried_exam(page: ExamPage, *, edition: int | None) -> TriedExam | None:
    """Return the draft of an exam, or the exam as an edition has it; None where there is none."""
    course = Course.objects.of_page(page)
    if course is None:
        return None
    if edition is None:
        written = page.get_latest_revision_as_object()
        return TriedExam(page, course, written.title, freeze(written), bank=written.bank)
    items = EditionItem.objects.filter(edition__course=course, edition__number=edition, kind=KIND)
    item = items.filter(activity_uuid=page.activity_uuid).select_related("edition").first()
    return TriedExam(page, course, item.title, item.payload, item=item) if item is not None else None


def editions_with(page: ExamPage) -> list[int]:
    """Return the numbers of the editions that have the exam, the newest first."""
    items = EditionItem.objects.filter(activity_uuid=page.activity_uuid, kind=KIND)
    return list(items.order_by("-edition__number").values_list("edition__number", flat=True))


def attempt_on_trial(exam: TriedExam, state: TrialState, *, by: Officer) -> Attempt | None:
    """Return an attempt as ``start_attempt`` would make it from the trial's seed, not saved: it counts nowhere.

    None where no sitting can be drawn, or one without a question.
    """
    blueprint, pools = composed_of(exam.payload)
    try:
        drawn = draw(blueprint, pools, state.seed)
    except (DrawImpossible, QuestionTwice):
        return None
    if not drawn.slots:
        return None
    minutes = exam.rules.minutes
    attempt = Attempt(
        kind=Attempt.Kind.TRIAL, officer=by, activity_uuid=exam.page.activity_uuid, number=1, seed=state.seed,
        draw=drawn.to_json(), started_at=state.at, public_id=uuid5(NAMESPACE_OID, state.seed.hex()),
        ends_at=None if minutes is None else state.at + timedelta(minutes=minutes),
        stages=None if state.stages is None else [stage.to_json() for stage in state.stages],
    )  # fmt: skip
    attempt.now = attempt.latest = timezone.now()  # type: ignore[attr-defined]  # as ``attempt_or_404`` has them
    return attempt


def tried_review(exam: TriedExam, attempt: Attempt, state: TrialState) -> Tried:
    """Mark what was answered, and of a practice what was tried, and return the review with right answers."""
    drawn = Draw.from_json(attempt.draw)
    known = wordings(drawn.versions)
    given = state.answers()
    answers, tries = counting(given), tries_in(state.checked(drawn), given, exam.rules.try_penalty)
    decided = decisions_on(known)
    lines = {
        slot.number: marked_line(
            slot, answers.get(slot.number), known[slot.version], decided, tries.get(slot.number)
        )
        for slot in drawn.slots
    }  # fmt: skip
    waits = any(line.waits for line in lines.values())
    mark = None if waits else mark_of(attempt_fraction([(line.weight, line.fraction) for line in lines.values()]))
    review = Review(
        title=exam.title, attempt=attempt.public_id, number=1, submitted_at=timezone.now(), by_deadline=False,
        counts=exam.rules.counts, mark=mark, passed=mark is not None and mark >= exam.pass_mark,
        pass_mark=exam.pass_mark, earned=_points(line.earned for line in lines.values()),
        weight=_points(line.weight for line in lines.values()),
        sections=sections_of(
            drawn, [section.title for section in exam.sections], lines,
            answers_shown(drawn, lines, list(answers.values())),
        ),
        lessons=_lessons(exam, lines.values()), answers_from=None, not_counted=0,
    )  # fmt: skip
    return Tried(review)


def _points(parts: Any) -> str:
    return points(sum(parts, Fraction(0)))


def _lessons(exam: TriedExam, lines: Iterable[Line]) -> tuple[Study, ...]:
    """Return the lessons that missed questions name, where their authors find them."""
    named = missed_lessons(lines)
    pages = LessonPage.objects.descendant_of(exam.course.page).filter(activity_uuid__in=named).order_by("path")
    return tuple(
        Study("", page.title, reverse("wagtailadmin_pages:view_draft", args=[page.pk])) for page in pages
    )  # fmt: skip
