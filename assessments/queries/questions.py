"""Questions as those see them who work on content: the list, one question, and how a learner would see it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Max, QuerySet
from django.utils.safestring import SafeString

from assessments.draw import Blueprint, QuestionRef, Section, draw
from assessments.kind_words import kind_words
from assessments.models.bank import Bank
from assessments.models.question import Question, QuestionVersion
from assessments.prose import prose
from assessments.queries.review import Answers, shown
from assessments.queries.sitting import SittingQuestion, questions_of
from assessments.queries.wordings import Wording, wordings
from assessments.question_types.plain import plain_text
from courses.gate import reach
from courses.models.edition import EditionItem
from officers.models import Act, Officer

__all__ = ["QuestionLine", "QuestionPage", "banks_of", "lines", "newest_versions", "question_page", "questions_within"]


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question in a list, by its newest version."""

    uuid: UUID
    kind_words: str
    words: str
    tags: tuple[str, ...]
    difficulty: str
    bank: str
    retired: bool


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question with its key. sitting: as a learner would see it, under keys made for this page."""

    uuid: UUID
    bank: str
    kind_words: str
    newest: QuestionVersion
    difficulty: str
    sitting: SittingQuestion
    answers: Answers
    explanation: SafeString
    lessons: tuple[str, ...]
    versions: Sequence[tuple[int, datetime, str]]


def banks_of(officer: Officer) -> QuerySet[Bank]:
    """Return the banks of the courses that the officer may see and read for work; both doors agree.

    A bank without a course is nobody's yet: it shows to no one.
    """
    return Bank.objects.filter(course__in=reach.courses(officer, Act.READ_CONTENT))


def questions_within(officer: Officer) -> QuerySet[Question]:
    """Return the questions within the officer's reach: every list and every single question asks here."""
    return Question.objects.filter(bank__in=banks_of(officer)).select_related("bank__course")


def newest_versions(officer: Officer, *, bank: UUID | None = None) -> QuerySet[QuestionVersion]:
    """Return the newest version of every question within reach, of one bank or of all."""
    versions: QuerySet[QuestionVersion] = QuestionVersion.objects.filter(question__in=questions_within(officer))
    if bank is not None:
        versions = versions.filter(question__bank__uuid=bank)
    newest = versions.alias(newest=Max("question__versions__number")).filter(number=F("newest"))
    return newest.select_related("question__bank__course").order_by("question_id")


def lines(versions: Sequence[QuestionVersion]) -> list[QuestionLine]:
    """Return the lines of a list for these versions."""
    return [
        QuestionLine(
            uuid=version.question.uuid,
            kind_words=kind_words(version.kind),
            words=plain_text(version.content["prompt"]),
            tags=tuple(version.tags),
            difficulty=version.get_difficulty_display(),
            bank=version.question.bank.name,
            retired=version.question.retired_at is not None,
        )
        for version in versions
    ]


def question_page(question: Question) -> QuestionPage:
    """Return one question of ``questions_within``."""
    versions = list(question.versions.order_by("-number"))
    newest = versions[0]
    wording = wordings([newest.uuid])[newest.uuid]
    drawn = draw(_alone(wording, newest.weight), {}, secrets.token_bytes(16))
    titles = EditionItem.objects.filter(activity_uuid__in=newest.lessons, edition__course=question.bank.course_id)
    return QuestionPage(
        uuid=question.uuid,
        bank=question.bank.name,
        kind_words=kind_words(newest.kind),
        newest=newest,
        difficulty=newest.get_difficulty_display(),
        sitting=questions_of(drawn, [], [""])[0],
        answers=shown(drawn.slots[0], wording, None),
        explanation=prose(wording.content.explanation),
        lessons=tuple(sorted(set(titles.values_list("title", flat=True)))),
        versions=[(version.number, version.made_at, version.sha256) for version in versions],
    )


def _alone(wording: Wording, weight: str) -> Blueprint:
    options = wording.options
    ref = QuestionRef(
        wording.question, wording.version, wording.sha256, options.kind, weight, options.ids, options.shuffles
    )  # fmt: skip
    return Blueprint((Section("", (ref,)),), shuffle_questions=False, shuffle_options=False)
