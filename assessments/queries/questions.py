"""The questions of the banks within reach, as a list that is searched and filtered."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from assessments.kind_words import kind_words
from assessments.models.bank import Bank
from assessments.models.likeness import Likeness
from assessments.models.question import PinnedQuestion, Question, QuestionTag, QuestionVersion
from assessments.models.question_step import VersionState
from assessments.queries.ready_versions import newest_number, ready_number, state
from assessments.question_types import registry
from assessments.question_types.plain import plain_text
from courses.gate import reach
from courses.models.course import Course
from courses.models.edition import EditionItem
from kernel.folding import fold
from officers.models import Act, Officer

__all__ = [
    "QuestionLine", "Wanted", "banks_of", "cases_of", "courses_without_bank", "exams_of", "found", "has_alike", "lines",
    "questions_within", "tags_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question in a list, by its newest version. state: of that; ready: the number of the one that is asked."""

    uuid: UUID
    kind_words: str
    words: str
    tags: tuple[str, ...]
    difficulty: str
    bank: str
    used: bool
    retired: bool
    shown: int
    alike: bool
    state: str
    number: int
    ready: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; empty values narrow nothing.

    words: of the question, in any order; or its identifier. exam: an activity UUID. used: ``never`` or ``used``, in
    exams of editions. state: ``live``, ``retired``, empty for both, or where the newest version of a live one stands
    (``VersionState``). alike: ``yes``: much like another live one.
    shown: ``most`` or ``least``, the order by how often it was shown.
    """

    words: str = ""
    bank: str = ""
    kind: str = ""
    tag: str = ""
    difficulty: str = ""
    exam: str = ""
    used: str = ""
    state: str = ""
    alike: str = ""
    shown: str = ""


#: Orders of a list.
_ORDERS = {"most": ("-question__shown", "question_id"), "least": ("question__shown", "question_id")}


def banks_of(officer: Officer, act: str = Act.READ_CONTENT) -> QuerySet[Bank]:
    """Return the banks of the courses that the officer may see and on which he has the act; both doors agree.

    A bank without a course is nobody's yet: it shows to no one.
    """
    return Bank.objects.filter(course__in=reach.courses(officer, act)).select_related("course")


def courses_without_bank(officer: Officer) -> list[Course]:
    """Return the courses whose questions the officer may write and that have no bank yet."""
    courses = reach.courses(officer, Act.EDIT_CONTENT)
    with_bank = set(Bank.objects.filter(course__in=courses).values_list("course", flat=True))
    return [course for course in courses if course.pk not in with_bank]


def questions_within(officer: Officer, act: str = Act.READ_CONTENT) -> QuerySet[Question]:
    """Return the questions within the officer's reach: every list and every single question asks here."""
    return Question.objects.filter(bank__in=banks_of(officer, act)).select_related("bank__course")


def found(officer: Officer, wanted: Wanted) -> QuerySet[QuestionVersion]:
    """Return the newest version of every question within reach that is wanted."""
    questions = questions_within(officer).filter(**_plain_filters(wanted))
    if wanted.state:
        questions = questions.filter(retired_at__isnull=wanted.state != "retired")
    pins = PinnedQuestion.objects.filter(version__question=OuterRef("pk"))
    if wanted.exam:
        questions = questions.filter(Exists(pins.filter(item__activity_uuid=wanted.exam)))
    if wanted.used:
        questions = questions.filter(Exists(pins) if wanted.used == "used" else ~Exists(pins))
    if wanted.alike:
        questions = questions.filter(has_alike(banks_of(officer)))
    uuid = _uuid(wanted.words)
    for word in [] if uuid else fold(wanted.words).split():
        questions = questions.filter(words__contains=word)
    if uuid:
        questions = questions.filter(uuid=uuid)
    versions: QuerySet[QuestionVersion] = QuestionVersion.objects.filter(
        question__in=questions, number=newest_number()
    )  # fmt: skip
    for name in ("kind", "difficulty"):
        if value := getattr(wanted, name):
            versions = versions.filter(**{name: value})
    versions = versions.annotate(state=state(), ready=ready_number())
    if wanted.state in VersionState:
        versions = versions.filter(state=wanted.state)
    used = Exists(PinnedQuestion.objects.filter(version__question=OuterRef("question")))
    alike = has_alike(banks_of(officer), of="question")
    versions = versions.annotate(used=used, alike=alike).select_related("question__bank__course")
    return versions.order_by(*_ORDERS.get(wanted.shown, ("question_id",)))


def has_alike(banks: QuerySet[Bank], *, of: str = "pk") -> Exists:
    """Return, as a condition, whether a question (of: its name in the row) is much like a live one of these banks."""
    return Exists(Likeness.objects.filter(question=OuterRef(of), other__retired_at=None, other__bank__in=banks))


def lines(versions: Sequence[QuestionVersion]) -> list[QuestionLine]:
    """Return the lines of a list for these versions of ``found``."""
    return [
        QuestionLine(
            uuid=version.question.uuid,
            kind_words=kind_words(version.kind),
            words=plain_text(version.content["prompt"]),
            tags=tuple(version.tags),
            difficulty=version.get_difficulty_display(),
            bank=version.question.bank.name,
            used=version.used,  # type: ignore[attr-defined]  # annotated
            retired=version.question.retired_at is not None,
            shown=version.question.shown,
            alike=version.alike,  # type: ignore[attr-defined]  # annotated
            state=str(VersionState(version.state).label),  # type: ignore[attr-defined]  # annotated
            number=version.number,
            ready=version.ready,  # type: ignore[attr-defined]  # annotated
        )
        for version in versions
    ]


def tags_of(banks: QuerySet[Bank]) -> list[str]:
    """Return the tags of the questions of these banks, each once."""
    tags = QuestionTag.objects.filter(question__bank__in=banks).order_by("tag")
    return list(tags.values_list("tag", flat=True).distinct())


def cases_of(bank: Bank, named: Question | None = None) -> list[tuple[str, str]]:
    """Return the live cases of a bank, UUID and title; with one that is named already, though it be retired."""
    questions = bank.questions.filter(Q(retired_at=None) | Q(pk=named.pk if named else None))
    newest = QuestionVersion.objects.filter(question__in=questions, kind__in=registry.unasked())
    rows = newest.order_by("question_id", "-number").values_list("question__uuid", "content__title")
    found: dict[str, str] = {}
    for uuid, title in rows:
        found.setdefault(str(uuid), title)
    return list(found.items())


def exams_of(banks: QuerySet[Bank]) -> list[tuple[str, str]]:
    """Return the exams of editions that ask questions of these banks: activity UUID, and the newest title."""
    items = EditionItem.objects.filter(pinned_questions__version__question__bank__in=banks)
    rows = items.order_by("edition__course__code", "edition__number", "order").distinct()
    named = {
        str(uuid): f"{code} · {title}"
        for uuid, code, title in rows.values_list("activity_uuid", "edition__course__code", "title")
    }
    return list(named.items())


def _plain_filters(wanted: Wanted) -> dict[str, str]:
    asked = {"bank__uuid": wanted.bank, "tags__tag": wanted.tag}
    return {name: value for name, value in asked.items() if value}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text.strip())
    except ValueError:
        return None
