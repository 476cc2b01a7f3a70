"""Makes courses, editions, runs and enrolments for tests, as rows, without pages."""

import itertools
import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from courses.models import AccessRule, Course, CourseRun, Edition, EditionItem, Enrolment, Guideline
from kernel.canonical import sha256
from kernel.folding import fold
from officers.models import Officer
from tests.officers.factories import make_area, make_officer

_codes = itertools.count(101)


def make_course(*, classification: str = "open", area: Any = None, **fields: Any) -> Course:
    """Return a new course."""
    code = fields.pop("code", f"TC-{next(_codes) % 1000:03d}")
    return Course.objects.create(code=code, area=area or make_area(), classification=classification, **fields)


def make_edition(
    course: Course | None = None, *, lessons: int = 2, title: str = "Curso de prueba", **fields: Any
) -> Edition:
    """Return a new edition with one module of so many lessons."""
    course = course or make_course()
    number = course.editions.count() + 1
    edition = Edition.objects.create(
        course=course, number=number, title=title, public_title=fields.pop("public_title", title),
        academic_hours=8, level="basic",
        payload={"schema": 1, "summary": "Resumen", "objectives": [], "audience": "", **fields.pop("cover", {})},
        search_text=fold(title), sha256=sha256({"n": number, "c": str(course.uuid)}), **fields,
    )  # fmt: skip
    module = add_item(edition, kind="module", title="Módulo", label="1", order=0)
    for n in range(1, lessons + 1):
        add_item(
            edition,
            kind="lesson",
            title=f"Lección {n}",
            label=f"1.{n}",
            order=n,
            parent=module,
            minutes=10,
            payload={"schema": 1, "title": f"Lección {n}", "lede": "", "objectives": [], "minutes": 10, "body": []},
        )
    return edition


def add_item(edition: Edition, **fields: Any) -> EditionItem:
    """Add an item to an edition."""
    payload = fields.pop("payload", {"schema": 1})
    return EditionItem.objects.create(
        edition=edition, activity_uuid=fields.pop("activity_uuid", None) or uuid.uuid4(), payload=payload,
        sha256=sha256(payload), **fields,
    )  # fmt: skip


def make_run(edition: Edition | None = None, **fields: Any) -> CourseRun:
    """Return a run under way."""
    now = timezone.now()
    dates = {
        "starts_at": now - timedelta(days=7), "ends_at": now + timedelta(days=60),
        "enrolment_opens_at": now - timedelta(days=14), "enrolment_closes_at": now + timedelta(days=30),
    }  # fmt: skip
    return CourseRun.objects.create(
        edition=edition or make_edition(), code=fields.pop("code", f"RUN-{next(_codes)}"), **{**dates, **fields}
    )


def make_enrolment(officer: Officer | None = None, run: CourseRun | None = None, **fields: Any) -> Enrolment:
    """Return an active enrolment."""
    run = run or make_run()
    return Enrolment.objects.create(
        officer=officer or make_officer(),
        run=run,
        course_id=run.edition.course_id,  # type: ignore[misc]
        state=fields.pop("state", "active"),
        **fields,
    )


def let_see(subject: Course | Guideline, *, officer: Officer | None = None, unit: Any = None) -> AccessRule:
    """Give need to know."""
    named = {"course" if isinstance(subject, Course) else "guideline": subject}
    return AccessRule.objects.create(
        **named, officer=officer, unit=unit, since=timezone.localdate() - timedelta(days=1), why="prueba"
    )


def course_of(edition: Edition) -> Course:
    """Return the course of an edition that is of one."""
    assert edition.course is not None
    return edition.course
