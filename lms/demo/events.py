"""What happened in the demo, through the services that an officer's clicks call.

Dates count from the day of loading, so that runs are under way whenever the demo is made.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from assessments.draw import Draw
from assessments.models import Attempt
from assessments.services.number_client import number_client
from assessments.services.save_response import Entry, save_response
from assessments.services.start_attempt import start_attempt
from assessments.services.submit_attempt import submit_attempt
from certificates.models import Certificate, Revocation
from certificates.services.award import award
from certificates.services.revoke import revoke_certificate
from courses.models import (
    AccessRule,
    Course,
    CourseRun,
    Edition,
    EditionItem,
    Enrolment,
    Guideline,
    LessonPage,
    Progress,
    RunActivity,
)
from courses.services.enrol import enrol
from courses.services.name_instructors import name_instructors
from courses.services.publish_edition import publish_edition
from courses.services.record_outcome import record_outcome
from lms.demo.marking import hand_in_texts
from lms.demo.population import Inhabitant, hold_past_run, hold_present_run
from officers.models import Officer, Unit

People = dict[str, Officer]

#: What the second edition adds to the first lesson, and what its note says of that.
_EXAMPLE = "Le pasó a la comisaría de Comas: en un mes, cuatro robos en la misma esquina y un parte por cada uno."
_AMENDMENT = "Esta edición agrega a la lección 1.1 un ejemplo de la comisaría de Comas."


def load_events(people: People, inhabitants: Sequence[Inhabitant]) -> None:
    """Publish editions, hold runs, and let people learn, pass, fail and lose certificates."""
    open_course = Course.objects.get(code="PC-101")
    reserved = Course.objects.get(code="IN-201")
    director, director_intelligence = people["director"], people["director_intelligence"]
    tactical = Course.objects.get(code="IN-202")
    for course in (reserved, tactical):
        AccessRule.objects.create(
            course=course,
            unit=Unit.objects.get(code="DIRIN"),
            since=_day(-60).date(),
            by=director_intelligence,
            why="Personal de la Dirección de Inteligencia",
        )

    doctrine = Guideline.objects.get(code="GPC-001")
    publish_edition(guideline=doctrine, by=director, notes="Primera edición.", at=_day(-1240))
    first = publish_edition(course=open_course, by=director, notes="Primera edición.", at=_day(-1230))
    old_run = _run(first, "PC-101-2023-1", starts=-1220, ends=-1130)
    current_run = _run(first, "PC-101-2026-2", starts=-30, ends=60)
    _amend(first)
    second = publish_edition(course=open_course, by=director, notes=_AMENDMENT, at=_day(-10))
    newer_run = _run(second, "PC-101-2026-3", starts=-5, ends=120)

    _completed(people["expired"], old_run, mark=Fraction(13, 20), at=_day(-1140))
    _completed(
        people["due"], _run(first, "PC-101-2023-2", starts=-1120, ends=-1030), mark=Fraction(3, 4), at=_day(-1050)
    )
    _completed(people["valid"], current_run, mark=Fraction(7, 8), at=_day(-6))
    _completed(people["revoked"], current_run, mark=Fraction(3, 5), at=_day(-8))
    _revoke(people)

    _half_way(people["halfway"], current_run)
    _failed(people["failed"], current_run)
    _asked_and_waiting(people, second)

    hold_past_run(_run(first, "PC-101-2025-1", starts=-400, ends=-310), inhabitants[:50], at=_day(-312))
    hold_present_run(current_run, inhabitants[50:86])
    hand_in_texts([each.officer for each in inhabitants[50:62:3]], current_run, people["instructor"])
    hold_present_run(newer_run, inhabitants[86:110])

    edition = publish_edition(course=reserved, by=director_intelligence, notes="Primera edición.", at=_day(-40))
    run = _run(edition, "IN-201-2026-1", starts=-20, ends=40)
    enrolment = enrol(officer=people["intelligence"], run=run, by=people["intelligence"])
    _read(enrolment, count=1)
    desk = publish_edition(course=tactical, by=director_intelligence, notes="Primera edición.", at=_day(-30))
    _run(desk, "IN-202-2026-1", starts=-15, ends=60)
    _run(desk, "IN-202-2026-2", starts=20, ends=90, way_in=CourseRun.WayIn.LIST)

    induction = publish_edition(
        course=Course.objects.get(code="IND-001"), by=director, notes="Primera edición.", at=_day(-25)
    )
    _run(induction, "IND-001-2026-1", starts=-20, ends=160)
    for code in ("GEF-001", "LAT-001", "LAE-001"):
        guideline = Guideline.objects.get(code=code)
        publish_edition(guideline=guideline, by=director_intelligence, notes="Primera edición.", at=_day(-25))
    _note_log_ins()


def _note_log_ins() -> None:
    """Whoever has done something was logged in when it was done."""
    newest = Progress.objects.filter(enrolment__officer=OuterRef("pk")).order_by("-at").values("at")[:1]
    seen = Officer.objects.filter(last_login=None, enrolments__progress__isnull=False)
    Officer.objects.filter(pk__in=seen.values("pk")).update(last_login=Subquery(newest))


def _day(offset: int, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=offset), time(hour)))


def _asked_and_waiting(people: People, edition: Edition) -> None:
    """Hold a run by approval with requests, and one of two seats with a waiting list."""
    by_approval = _run(edition, "PC-101-2026-4", starts=10, ends=100, way_in=CourseRun.WayIn.APPROVAL)
    for key in ("expired", "on_leave"):
        enrol(officer=people[key], run=by_approval, by=people[key])
    full = _run(edition, "PC-101-2026-5", starts=5, ends=90, capacity=2)
    for key in ("author", "hr", "administrator", "intelligence"):
        enrol(officer=people[key], run=full, by=people[key])
    name_instructors(run=CourseRun.objects.get(code="PC-101-2026-2"), officers=[people["instructor"]], by=None)


def _run(edition: Edition, code: str, *, starts: int, ends: int, **fields: Any) -> CourseRun:
    run = CourseRun.objects.create(
        edition=edition,
        code=code,
        starts_at=_day(starts, 0),
        ends_at=_day(ends, 23),
        enrolment_opens_at=_day(starts - 20, 0),
        enrolment_closes_at=_day(ends - 5, 23),
        **fields,
    )
    for item in edition.items.exclude(weight=""):
        RunActivity.objects.create(
            run=run, activity_uuid=item.activity_uuid, start_until=_day(ends - 1, 22), closes=_day(ends - 1, 23)
        )
    return run


def _amend(edition: Edition) -> None:
    item = edition.items.filter(kind="lesson").order_by("order")[0]
    page = LessonPage.objects.get(activity_uuid=item.activity_uuid)
    page.lede = f"{page.lede} {_EXAMPLE}"
    page.save_revision().publish()


def _items(enrolment: Enrolment) -> list[EditionItem]:
    return list(enrolment.edition.items.exclude(kind="module").order_by("order"))


def _read(enrolment: Enrolment, *, count: int) -> None:
    for item in [item for item in _items(enrolment) if item.kind == "lesson"][:count]:
        record_outcome(
            enrolment=enrolment, activity=item.activity_uuid, state="done", fraction=None, evidence="read",
            by=enrolment.officer,
        )  # fmt: skip


def _completed(officer: Officer, run: CourseRun, *, mark: Fraction, at: datetime) -> None:
    # Enrolled as an import would: the run may be long over.
    enrolment = Enrolment.objects.create(
        officer=officer,
        run=run,
        course=Course.objects.get(editions=run.edition),
        state=Enrolment.State.ACTIVE,
        made_at=at - timedelta(days=9),
    )
    for item in _items(enrolment):
        record_outcome(
            enrolment=enrolment, activity=item.activity_uuid, state="done", fraction=mark if item.weight else None,
            evidence="import:demo", by=None, at=at,
        )  # fmt: skip
    award(enrolment=enrolment, at=at)  # issued on that day, so that one has expired since


def _revoke(people: People) -> None:
    certificate = Certificate.objects.get(award__officer=people["revoked"])
    revoke_certificate(
        certificate=certificate,
        category=Revocation.Category.IDENTITY_ERROR,
        reason="El acta de identificación del examen corresponde a otra persona.",
        by=people["hr"],
        second=people["director_intelligence"],
    )


def _half_way(officer: Officer, run: CourseRun) -> None:
    enrolment = enrol(officer=officer, run=run, by=officer)
    _read(enrolment, count=sum(item.kind == "lesson" for item in _items(enrolment)) // 2)


def _failed(officer: Officer, run: CourseRun) -> None:
    enrolment = enrol(officer=officer, run=run, by=officer)
    _read(enrolment, count=4)
    exam = next(item for item in _items(enrolment) if item.weight)
    for _ in range(exam.payload["attempts"]):
        attempt = start_attempt(enrolment=enrolment.uuid, activity=exam.activity_uuid, by=officer)
        _answer_by_guessing(attempt)
        submit_attempt(attempt=attempt.pk, by=officer)


def _answer_by_guessing(attempt: Attempt) -> None:
    client = number_client(attempt)
    for slot in Draw.from_json(attempt.draw).slots:
        value: str | list[str] = slot.options[0].key if slot.options else "0"
        if slot.kind == "multiple_choice":
            value = [str(value)]
        entry = Entry(client=client, sequence=slot.number, slot=slot.number, value=value, base="")
        save_response(attempt=attempt.public_id, officer=attempt.officer_id, session_hash=None, entry=entry)
