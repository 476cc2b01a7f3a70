"""What is in use is not deleted: the refusal says where it is used, as far as the reader may see."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from courses.models import CourseDocument, CourseImage, CoursePage
from courses.services.publish_edition import publish_edition
from officers.models import Role
from tests.courses.cms import words
from tests.courses.factories import make_course, make_run
from tests.courses.media_factory import make_document, make_image
from tests.courses.pages_factory import lesson_of, make_course_page
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def written() -> CoursePage:
    return make_course_page(title="Patrullaje")


def _author(page: CoursePage) -> Client:
    author = make_officer()
    grant(author, Role.AUTHOR, area=page.course.area)
    client = Client()
    client.force_login(author)
    return client


def _show(page: CoursePage, *, image: CourseImage, document: CourseDocument, title: str) -> Page:
    """Show both in a draft of the course's lesson."""
    lesson = lesson_of(page)
    lesson.title = title
    lesson.body = [
        ("image", {"image": image, "alt": "Foto", "caption": "", "credit": ""}),
        ("document", {"document": document, "title": "Ficha", "description": ""}),
    ]
    lesson.save_revision()
    return lesson


def _addresses(image: CourseImage, document: CourseDocument) -> list[str]:
    return [f"/admin/images/{image.pk}/delete/", f"/admin/documents/delete/{document.pk}/"]


def _there(image: CourseImage, document: CourseDocument) -> bool:
    return CourseImage.objects.filter(pk=image.pk).exists() and CourseDocument.objects.filter(pk=document.pk).exists()


@pytest.mark.parametrize("is_ready", [False, True], ids=["draft", "live"])
def test_a_file_that_a_page_shows_stays_and_the_page_is_named(written: CoursePage, is_ready: bool) -> None:
    image, document = make_image(written.course), make_document(written.course)
    lesson: Any = _show(written, image=image, document=document, title="Ronda nocturna")
    if is_ready:
        lesson.get_latest_revision().publish()
    client = _author(written)
    assert _addresses(image, document)[0] in client.get(f"/admin/images/{image.pk}/").content.decode()
    for address in _addresses(image, document):
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 403
            assert f'<a href="/admin/pages/{lesson.pk}/edit/">Ronda nocturna</a>' in answer.content.decode()
    assert _there(image, document)


def test_a_page_out_of_reach_keeps_the_file_and_is_not_named(written: CoursePage) -> None:
    image, document = make_image(written.course), make_document(written.course)
    other = make_course_page(make_course(area=make_area("intelligence", "Inteligencia"), classification="reserved"))
    _show(other, image=image, document=document, title="Operativo secreto")
    client = _author(written)
    for address in _addresses(image, document):
        answer = client.post(address)
        assert answer.status_code == 403
        assert "secreto" not in answer.content.decode()
    assert _there(image, document)


def test_what_no_page_shows_is_deleted(written: CoursePage) -> None:
    image, document = make_image(written.course), make_document(written.course)
    client = _author(written)
    assert [client.post(address).status_code for address in _addresses(image, document)] == [302, 302]
    assert not CourseImage.objects.filter(pk=image.pk).exists()
    assert not CourseDocument.objects.filter(pk=document.pk).exists()


def test_a_published_page_stays_and_its_editions_and_runs_are_named(written: CoursePage) -> None:
    edition = publish_edition(course=written.course, by=None, notes="")
    run = make_run(edition)
    lesson = lesson_of(written)
    answer = _author(written).post(f"/admin/pages/{lesson.pk}/delete/", follow=True)
    said = words(answer)
    assert f"{written.course.code} {edition.number}" in said
    assert run.code in said
    assert Page.objects.filter(pk=lesson.pk).exists()
