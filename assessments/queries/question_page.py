"""One question as those see it who work on content: its newest version, those before it, and where they are asked."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils.safestring import SafeString

from assessments.kind_words import kind_words
from assessments.models.annulment import Annulment
from assessments.models.question import Question, QuestionVersion
from assessments.models.question_step import QuestionStep, VersionState
from assessments.prose import prose
from assessments.queries.course_lessons import course_lessons, words_of
from assessments.queries.drafts import DraftUse, exams_that_draw, exams_that_fix
from assessments.queries.question_changes import differences
from assessments.queries.question_uses import Use, uses_of
from assessments.queries.ready_versions import newest_number, ready_number
from assessments.queries.review import Answers
from assessments.queries.sitting import SittingQuestion
from assessments.queries.trial import key_of, present
from assessments.question_types import registry
from assessments.question_types.plain import plain_text
from courses.text_difference import TextDifference

__all__ = [
    "CaseLink",
    "QuestionPage",
    "VersionLine",
    "about",
    "changes_since",
    "newest_of",
    "question_page",
    "sitting_of",
]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version: who saved it when, how many attempts were asked it, and what it changed in the one before.

    annulment: the decision that it counts as right for everybody; None: it counts as it was marked. steps: where it
    stood, the newest last.
    """

    uuid: UUID
    number: int
    author: str
    made_at: datetime
    sha256: str
    asked: int
    changes: Sequence[TextDifference]
    annulment: Annulment | None
    steps: Sequence[QuestionStep]

    @property
    def state(self) -> str:
        """Where it stands."""
        return self.steps[-1].state if self.steps else VersionState.DRAFT.value


@dataclass(frozen=True, slots=True)
class CaseLink:
    """A case that a question is about, or a question about a case."""

    uuid: UUID
    words: str


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question with its key. fixed, drawn: exams that are being written.

    ready: the number of the version that exams ask; None: none is ready. takes_further: whether another answer can be
    accepted once it was sat. case: that it is about. about: for a case,
    the questions that are about it.
    """

    uuid: UUID
    bank: str
    kind_words: str
    newest: QuestionVersion
    retired_at: datetime | None
    ready: int | None
    answers: Answers
    explanation: SafeString
    lessons: tuple[str, ...]
    objectives: tuple[str, ...]
    case: CaseLink | None
    about: Sequence[CaseLink]
    versions: Sequence[VersionLine]
    uses: Sequence[Use]
    fixed: Sequence[DraftUse]
    drawn: Sequence[DraftUse]
    takes_further: bool

    @property
    def shown(self) -> int:
        """In how many attempts it was asked, whichever version; trials are no attempts."""
        return sum(version.asked for version in self.versions)


def question_page(question: Question) -> QuestionPage:
    """Return one question of ``questions_within``; as many statements whatever its number of versions."""
    versions = _versions(question)
    newest = versions[0]
    content = registry.get(newest.kind).load(newest.content)
    words = words_of(course_lessons(question.bank))
    uses = uses_of(question)
    ready = next(
        (each for each in versions if any(step.state == VersionState.READY for step in each.steps.all())), None
    )
    return QuestionPage(
        uuid=question.uuid,
        bank=question.bank.name,
        kind_words=kind_words(newest.kind),
        newest=newest,
        retired_at=question.retired_at,
        ready=ready.number if ready else None,
        answers=key_of(newest.kind, content, newest.weight),
        explanation=prose(content.explanation),
        case=_link(newest_of(newest.case)) if newest.case else None,
        about=[_link(version) for version in about(question)],
        lessons=tuple(words[lesson] for lesson in newest.lessons if lesson in words),
        objectives=tuple(words[objective] for objective in newest.objectives if objective in words),
        versions=[
            VersionLine(
                uuid=version.uuid, number=version.number, author=version.author, made_at=version.made_at,
                sha256=version.sha256,
                asked=sum(use.asked for use in uses if use.version == version.number),
                changes=differences(before, version, words) if before else (),
                annulment=getattr(version, "annulment", None), steps=list(version.steps.all()),
            )
            for version, before in zip(versions, [*versions[1:], None], strict=True)
        ],
        uses=uses,
        fixed=exams_that_fix(question),
        drawn=exams_that_draw(question, ready.tags if ready else ()),
        takes_further=bool(registry.get(newest.kind).further_fields(content)),
    )  # fmt: skip


def sitting_of(question: Question) -> SittingQuestion:
    """Return the newest version as a learner would see it, under keys made for this page."""
    newest = newest_of(question)
    content = registry.get(newest.kind).load(newest.content)
    return present(newest.kind, content, newest.weight, secrets.token_bytes(16)).question


def newest_of(question: Question) -> QuestionVersion:
    """Return the newest version of a question."""
    return _versions(question)[0]


def changes_since(question: Question, seen: int) -> list[TextDifference]:
    """Return what others changed after the version with this number; empty where there is no such version."""
    versions = _versions(question)
    before = next((version for version in versions if version.number == seen), None)
    return differences(before, versions[0], words_of(course_lessons(question.bank))) if before else []


def _versions(question: Question) -> list[QuestionVersion]:
    versions = question.versions.select_related("by", "case", "annulment__by").order_by("-number")
    return list(
        versions.prefetch_related(Prefetch("steps", QuestionStep.objects.select_related("by").order_by("number")))
    )


def about(case: Question) -> list[QuestionVersion]:
    """Return the live questions about a case, by the newest version that is: as written, or as asked; one statement."""
    stands = Q(number=newest_number()) | Q(number=ready_number())
    rows = QuestionVersion.objects.filter(stands, case=case, question__retired_at=None)
    found = {row.question_id: row for row in rows.select_related("question").order_by("question_id", "number")}
    return list(found.values())


def _link(version: QuestionVersion) -> CaseLink:
    return CaseLink(version.question.uuid, version.content.get("title") or plain_text(version.content["prompt"]))
