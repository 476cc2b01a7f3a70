"""Makes banks, questions, exams and sittings for tests, as rows, without pages."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.test import Client

from assessments.exams import KIND
from assessments.grading import UNSCORED
from assessments.models import Attempt, Bank, PinnedQuestion, QuestionVersion
from assessments.question_types import registry
from assessments.rules import SCHEMA, Named
from assessments.services.save_question import save_question
from assessments.services.start_attempt import start_attempt
from courses.models import Course, CourseRun, Edition, EditionItem, Enrolment
from officers.models import Officer
from tests.assessments.question_sources import KINDS, source
from tests.courses.factories import add_item, make_course, make_edition, make_enrolment, make_run


def make_bank(course: Course | None = None, **fields: Any) -> Bank:
    """Return the bank of a course."""
    course = course or make_course()
    return Bank.objects.create(
        name=fields.pop("name", f"Banco {course.code}"), area=course.area, course=course,
        classification=course.classification, **fields,
    )  # fmt: skip


def make_question(
    bank: Bank,
    kind: str = "single_choice",
    *,
    lessons: Sequence[uuid.UUID] = (),
    objectives: Sequence[str] = (),
    **changes: Any,
) -> QuestionVersion:
    """Return the first version of a new question; changes: of its source."""
    tags = changes.pop("tags", ["sara"])
    weight = changes.pop("weight", "1")
    return save_question(
        question=uuid.uuid4(), bank=bank, kind=kind, content=registry.get(kind).parse(source(kind, **changes)),
        weight=weight, difficulty="easy", tags=tags, lessons=list(lessons), objectives=objectives, by=None,
    )  # fmt: skip


def named(version: QuestionVersion) -> dict[str, Any]:
    """Return a version as a payload names it."""
    weight = version.weight if registry.get(version.kind).is_scored else UNSCORED
    return Named(version.question.uuid, version.uuid, version.sha256, weight).to_json()


def exam_payload(
    questions: Sequence[QuestionVersion], *, draws: Sequence[dict[str, Any]] = (),
    parts: Sequence[dict[str, Any]] = (), **rules: Any,
) -> dict[str, Any]:  # fmt: skip
    """Return the payload of an exam with one section; parts: the rules of sections of one question each."""
    if parts:
        rules["sections"] = [
            {"title": f"Parte {number}", "questions": [named(version)], "draws": [], **part}
            for number, (version, part) in enumerate(zip(questions, parts, strict=True), start=1)
        ]
    return {
        "schema": SCHEMA, "title": "Examen", "intro": "Lea **bien**.", "counts": True, "weight": "1/1", "minutes": 40,
        "attempts": 3, "wait_hours": 0, "counting": "highest", "pass_mark": "11.00", "shuffle_questions": False,
        "shuffle_options": True, "review": "after_close",
        "sections": [{"title": "Sección", "questions": [named(one) for one in questions], "draws": list(draws)}],
        **rules,
    }  # fmt: skip


def add_exam(
    edition: Edition, questions: Sequence[QuestionVersion], *, draws: Sequence[dict[str, Any]] = (),
    activity: uuid.UUID | None = None, **rules: Any,
) -> EditionItem:  # fmt: skip
    """Add an exam to an edition, its questions pinned."""
    payload = exam_payload(questions, draws=draws, **rules)
    item = add_item(
        edition, kind=KIND, title="Examen", label="9.1", order=90 + edition.items.count(), payload=payload,
        weight=payload["weight"] if payload["counts"] else "", minutes=payload["minutes"] or 0, activity_uuid=activity,
    )  # fmt: skip
    PinnedQuestion.objects.bulk_create(PinnedQuestion(item=item, version=version) for version in questions)
    return item


class Exam:
    """An exam of every question kind in a run under way, with one enrolled officer."""

    def __init__(
        self, *, kinds: Sequence[str] = KINDS, run: dict[str, Any] | None = None, lessons: int = 1, **rules: Any
    ) -> None:
        self.course = make_course()
        self.bank = make_bank(self.course)
        self.edition = make_edition(self.course, lessons=lessons)
        self.lesson = self.edition.items.get(label="1.1")
        self.versions = [make_question(self.bank, kind, lessons=[self.lesson.activity_uuid]) for kind in kinds]
        self.item = add_exam(self.edition, self.versions, **rules)
        self.run: CourseRun = make_run(self.edition, **(run or {}))
        self.enrolment: Enrolment = make_enrolment(run=self.run)
        self.officer = self.enrolment.officer

    def start(self) -> Attempt:
        """Start, or continue, an attempt of the officer."""
        return start_attempt(enrolment=self.enrolment.uuid, activity=self.item.activity_uuid, by=self.officer)


def log_in(client: Client, officer: Officer) -> None:
    """Log in as somebody for whom the first log-in is over, as the log-in page leaves the session."""
    client.force_login(officer)
    session = client.session
    session["welcomed"] = True
    session.save()
