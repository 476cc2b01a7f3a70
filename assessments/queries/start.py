"""What the start page of an exam shows: its rules, whether one may begin, and the attempts so far."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Now

from assessments.eligibility import Verdict, may_start
from assessments.entry_rules import EntryRules
from assessments.grading import counting_fraction
from assessments.models.attempt import Attempt
from assessments.prose import prose
from assessments.queries.answers import answered_in
from assessments.queries.attempts import is_overdue
from assessments.queries.clock import latest
from assessments.queries.entry import undone_before
from assessments.queries.marks import Study, lessons_to_study, lines_of
from assessments.queries.overrides import terms_at
from assessments.queries.window import window_of
from assessments.rule_words import rule_words, under_way, why_not
from assessments.rules import ExamRules, question_count
from courses.marks import from_text, mark_of
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from courses.queries.outline import outline as outline_of

__all__ = ["PastAttempt", "StartPage", "start_page"]

#: After these no attempt of this enrolment can follow.
_FINAL = {Verdict.NOT_IN_PROGRESS, Verdict.OVER, Verdict.NO_ATTEMPTS_LEFT}


@dataclass(frozen=True, slots=True)
class PastAttempt:
    """A submitted attempt. mark: None while it is being marked."""

    public_id: UUID
    number: int
    submitted_at: datetime
    mark: Decimal | None
    passed: bool
    annulled: bool = False


@dataclass(frozen=True, slots=True)
class StartPage:
    """The start page.

    final: no attempt can follow, so that the mark stays. open: the attempt to continue. under_way: until when, in
    words. first_unanswered: its first question without an answer; None: all have one, or it is sat section by
    section. overdue: its primary key
    where it is past its end and has to be submitted. why_not: a sentence, where none may begin. mark: the mark that
    counts so far; None before the first attempt. lessons: to study after a last attempt that did not pass, where
    another can follow. undone: what has to be done before. being_marked: whether answers of the newest attempt wait for
    a person.
    """

    title: str
    intro: str
    counts: bool
    final: bool
    rules: list[str]
    open: UUID | None
    under_way: str
    first_unanswered: int | None
    overdue: int | None
    may: bool
    why_not: str
    attempts_left: int | None
    past: tuple[PastAttempt, ...]
    mark: Decimal | None
    passed: bool
    lessons: tuple[Study, ...]
    undone: tuple[str, ...] = ()
    being_marked: bool = False


def start_page(enrolment: Enrolment, item: EditionItem) -> StartPage:
    """Return the start page of an exam for an enrolment of ``access.enrolment_or_404``.

    By the clock by which it is begun: the database's, and never before a moment that is known to have passed.
    """
    own, now, known = terms_at(enrolment.pk, item.activity_uuid)
    rules = own.on(ExamRules.from_payload(item.payload))
    window = window_of(enrolment.run, outline_of(enrolment).activity(item.activity_uuid), until=own.until)
    pass_mark = rules.passing(enrolment.edition.pass_mark)
    questions = question_count(item.payload)
    rows = Attempt.objects.filter(enrolment=enrolment, activity_uuid=item.activity_uuid).defer("draw", "seed")
    read = {"now": Now(), "latest": latest(), "is_used": F("annulment__is_used")}
    attempts: list[Any] = list(rows.annotate(**read).order_by("number"))
    used = [attempt for attempt in attempts if attempt.is_used is not False]  # annulled ones only where it was said so
    done = [attempt for attempt in attempts if attempt.state == Attempt.State.SUBMITTED]
    marked = [attempt for attempt in done if attempt.fraction]  # also one that is being marked again
    waiting = any(attempt.is_being_marked for attempt in done)
    current = next((attempt for attempt in attempts if attempt.state == Attempt.State.OPEN), None)
    eligibility = may_start(
        rules, window, active=enrolment.state == Enrolment.State.ACTIVE,
        made=sum(attempt.state != Attempt.State.OPEN for attempt in used), now=now,
        passed=known, last=attempts[-1].submitted_at if attempts else None, being_marked=waiting,
    )  # fmt: skip
    fractions = [from_text(one.fraction) for one in marked]
    mark = mark_of(counting_fraction(fractions, rules.counting)) if marked else None
    failed = bool(marked) and not waiting and not marked[-1].passed
    asked = EntryRules.from_payload(item.payload)
    ended = eligibility.verdict == Verdict.NOT_IN_PROGRESS
    final = current is None and eligibility.verdict in _FINAL
    return StartPage(
        title=item.title,
        intro=prose(rules.intro),
        counts=rules.counts,
        final=final,
        rules=rule_words(
            rules,
            questions=questions,
            pass_mark=f"{pass_mark:.2f}",
            window=window,
            begun=current is not None,
            sections=own.on_sections(item.payload),
            entry=asked,
        ),
        open=current.public_id if current else None,
        under_way=under_way(current.ends_at, now) if current else "",
        first_unanswered=_first_unanswered(current, questions) if current else None,
        overdue=current.pk if current and is_overdue(current) else None,
        may=current is None and eligibility.verdict == Verdict.MAY,
        why_not="" if current or (ended and done) or eligibility.verdict == Verdict.MAY else why_not(eligibility),
        attempts_left=None if final else rules.attempts_left(len(used)),
        past=tuple(
            PastAttempt(
                one.public_id,
                one.number,
                one.submitted_at,
                one.mark,
                bool(one.passed),
                one.state == Attempt.State.ANNULLED,
            )
            for one in attempts
            if one.submitted_at
        ),
        mark=mark,
        passed=mark is not None and mark >= pass_mark,
        being_marked=waiting,
        undone=tuple(undone_before(enrolment, item)) if asked.after_earlier and current is None else (),
        lessons=lessons_to_study(lines_of(done[-1].pk), enrolment) if failed and not final else (),
    )


def _first_unanswered(attempt: Attempt, questions: int) -> int | None:
    if attempt.stages is not None:
        return None
    answered = answered_in(attempt.pk)
    return next((number for number in range(1, questions + 1) if number not in answered), None)
