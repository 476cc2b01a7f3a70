"""A lesson on paper: what it belongs to, where its links lead, and nobody's who may not read it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from audit.models import Reading
from courses.models import Enrolment
from courses.services.publish_edition import publish_edition
from tests.courses.factories import let_see, make_course, make_enrolment, make_run
from tests.courses.pages_factory import lesson_of, make_course_page
from tests.courses.test_glossary_cms import make_glossary
from tests.officers.factories import make_area, make_officer

pytestmark = pytest.mark.django_db


def learner(classification: str = "internal", **run: object) -> Enrolment:
    area = make_area("intelligence", "Inteligencia")
    page = make_course_page(make_course(classification=classification, area=area), lessons=2)
    make_glossary(page, hot_spot="Punto crítico")
    lesson = lesson_of(page)
    other = lesson_of(page, "Lección 2")
    lesson.body = [
        ("text", f'<p><a linktype="page" id="{other.pk}">otra</a> <a href="https://example.org/x">fuera</a> '
                 '<a linktype="term" id="hot-spot">punto</a></p>'),
    ]  # fmt: skip
    lesson.save_revision().publish()
    edition = publish_edition(course=page.course, by=None, notes="")
    return make_enrolment(make_officer(), make_run(edition, **run))


def address(enrolment: Enrolment, label: str = "1.1") -> str:
    item = enrolment.run.edition.items.get(label=label)
    return f"/learn/{enrolment.uuid}/{item.activity_uuid}/print/"


def client_of(officer: object) -> Client:
    client = Client()
    client.force_login(officer)  # type: ignore[arg-type]
    return client


def test_the_sheet_says_what_it_is_and_where_its_links_lead() -> None:
    own = learner()
    page = client_of(own.officer).get(address(own)).content.decode()
    other = own.run.edition.items.get(label="1.2").activity_uuid
    assert own.run.edition.course is not None
    assert own.run.edition.course.code in page
    assert f'href="http://testserver/learn/{own.uuid}/{other}/"' in page
    assert 'href="https://example.org/x"' in page
    assert "Un lugar pequeño." in page
    assert "<dialog" not in page
    assert "<nav" not in page


def test_the_lesson_leads_to_its_sheet() -> None:
    own = learner()
    assert address(own) in client_of(own.officer).get(address(own).removesuffix("print/")).content.decode()


def test_nobody_else_prints_it_and_what_is_not_open_yet_is_not_printed() -> None:
    own = learner()
    assert client_of(make_officer()).get(address(own)).status_code == 404
    early = learner(starts_at=timezone.now() + timedelta(days=1))
    answer = client_of(early.officer).get(address(early))
    assert (answer.status_code, "Un lugar pequeño." in answer.content.decode()) == (403, False)


def test_only_lessons_are_printed() -> None:
    own = learner()
    assert client_of(own.officer).get(address(own, "1")).status_code == 404


def test_printing_what_is_reserved_is_written_down() -> None:
    own = learner("reserved")
    client = client_of(own.officer)
    assert client.get(address(own)).status_code == 404
    let_see(own.course, officer=own.officer)
    assert client.get(address(own)).status_code == 200
    assert Reading.objects.filter(reader_login=own.officer.login, on_model="courses.EditionItem").count() == 1
