"""Guidelines in the CMS: begun, written, published and settled beside their page, as courses are."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from courses.models import AccessRule, Edition, Guideline, GuidelinePage, Publication
from courses.services.lower_classification import ShowsStricter, require_can_be_lowered
from courses.services.make_asked_edition import make_asked_edition
from officers.models import Officer, Role
from tests.courses.cms import asked, words
from tests.courses.guideline_factory import make_guideline, publish_guideline, write_again
from tests.courses.media_factory import make_image
from tests.courses.pages_factory import lesson_of, make_course_page
from tests.doors.test_marker_walk import lesson_form
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> GuidelinePage:
    return make_guideline()


def logged_in(page: GuidelinePage, role: str) -> tuple[Client, Officer]:
    officer, client = make_officer(is_staff=True), Client()
    grant(officer, role, area=page.guideline.area)
    client.force_login(officer)
    return client, officer


@pytest.fixture
def director(page: GuidelinePage) -> Client:
    return logged_in(page, Role.TRAINING_DIRECTOR)[0]


def address(name: str, page: GuidelinePage, *args: Any) -> str:
    return reverse(f"guidelines_cms:{name}", args=[page.guideline.code.lower(), *args])


def test_an_author_begins_a_guideline_and_is_led_to_its_page(page: GuidelinePage) -> None:
    client, author = logged_in(page, Role.AUTHOR)
    form = {
        "code": "GU-900", "title": "Guía nueva", "summary": "S", "area": page.guideline.area_id,
        "classification": "internal",
    }  # fmt: skip
    answer = client.post(reverse("guidelines_cms:new"), form)
    made = GuidelinePage.objects.get(guideline__code="GU-900")
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert (made.live, Entry.objects.get(act="guideline.create").actor_login) == (False, author.login)
    again = client.post(reverse("guidelines_cms:new"), form)
    assert again.context["form"].errors["code"]
    assert 'value="Guía nueva"' in again.content.decode()


def test_the_editor_opens_and_says_which_edition_officers_see(page: GuidelinePage) -> None:
    publish_guideline(page)
    client, _author = logged_in(page, Role.AUTHOR)
    (said,) = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["messages"]
    assert "edición 1" in str(said)


def test_the_preview_of_a_draft_is_what_its_edition_shows(page: GuidelinePage) -> None:
    client, _author = logged_in(page, Role.AUTHOR)
    write_again(page, body=[("heading", {"text": "Una sección", "level": "2"}), ("text", "<p>El paso.</p>")])
    shown = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
    assert '<h2 id="s-una-seccion">' in shown
    assert "El paso." in shown


def test_a_director_publishes_and_the_history_says_what_is_new(page: GuidelinePage, director: Client) -> None:
    assert director.get(address("publish", page)).context["latest"] is None
    answer = asked(director, address("publish", page), "La primera")
    row = Publication.objects.get()
    assert answer["Location"] == reverse("guidelines_cms:publication", args=[row.subject.code.lower(), row.public_id])
    make_asked_edition(publication_id=row.pk)
    assert "1" in words(director.get(answer["Location"]))
    assert "La primera" in words(director.get(address("editions", page)))
    assert director.get(address("publish", page)).context["unchanged"] is True
    assert Edition.objects.get().guideline == page.guideline


def test_what_prevents_publishing_leads_to_its_field(page: GuidelinePage, director: Client) -> None:
    GuidelinePage.objects.update(version="", body="[]")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    shown = director.get(address("publish", page)).content.decode()
    assert f'href="{edit}#id_version"' in shown
    assert f'href="{edit}#body-root"' in shown
    assert not Edition.objects.exists()


def test_an_author_does_not_publish(page: GuidelinePage) -> None:
    client, _author = logged_in(page, Role.AUTHOR)
    assert client.post(address("publish", page), {"notes": "x"}).status_code == 404
    assert not Edition.objects.exists()


def test_the_settings_are_those_of_a_course_without_prerequisites(page: GuidelinePage, director: Client) -> None:
    assert "prerequisites_form" not in director.get(address("settings", page)).context
    director.post(address("contact", page), {"contact": "Mesa de doctrina"})
    raised = {"classification": "reserved", "why": "Procedimiento interno"}
    told = director.post(address("classification", page), raised)
    assert (told.context["raising"].rules, "matrícula" in words(told)) == (0, False)
    assert Guideline.objects.get().classification == "open"
    director.post(address("classification", page), {**raised, "confirmed": "yes"})
    officer = make_officer()
    rule = {"login": officer.login, "since": "2026-01-01", "why": "Conduce la revisión"}
    director.post(address("give_access", page), rule)
    row = Guideline.objects.get()
    assert (row.contact, row.classification) == ("Mesa de doctrina", "reserved")
    given = AccessRule.objects.get(guideline=row, officer=officer)
    director.post(address("withdraw_access", page, given.pk), {"why": "Terminó"})
    assert not AccessRule.objects.in_force().exists()


def test_a_guideline_is_given_to_another_area_by_a_director_of_both(page: GuidelinePage) -> None:
    client, officer = logged_in(page, Role.TRAINING_DIRECTOR)
    other = make_area("traffic", "Tránsito")
    grant(officer, Role.TRAINING_DIRECTOR, area=other)
    client.post(address("area", page), {"area": other.pk, "why": "Nueva competencia"})
    assert Guideline.objects.get().area == other


def test_a_guideline_is_lowered_by_two_persons_and_not_below_what_it_shows() -> None:
    page = make_guideline("internal")
    (first, _), (second, _) = (logged_in(page, Role.TRAINING_DIRECTOR) for _ in "12")
    lower = reverse("courses_lowering:lower", args=["guideline", page.guideline_id])
    first.post(lower, {"classification": "open", "why": "Es doctrina pública"})
    assert page.guideline.code in words(second.get(reverse("officers_proposals:proposals")))
    picture = {"image": make_image(page.guideline), "alt": "Una foto", "caption": "", "credit": ""}
    write_again(page, body=[("image", picture)])
    with pytest.raises(ShowsStricter):
        require_can_be_lowered(Guideline.objects.get(), "open")


def test_a_published_guideline_is_neither_deleted_nor_copied_nor_moved_into_the_catalogue(
    page: GuidelinePage, director: Client
) -> None:
    publish_guideline(page)
    course = make_course_page()
    director.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    director.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), {"new_title": "x", "new_slug": "x"})
    director.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, course.pk]))
    assert list(GuidelinePage.objects.values_list("pk", flat=True)) == [page.pk]
    assert not GuidelinePage.objects.descendant_of(course).exists()


def test_the_first_page_lists_guidelines_with_the_ways_from_them(page: GuidelinePage, director: Client) -> None:
    first = director.get("/admin/").content.decode()
    assert page.guideline.code in first
    assert address("publish", page) in first
    stranger, _officer = logged_in(make_guideline(area=make_area("traffic", "Tránsito")), Role.AUTHOR)
    assert page.guideline.code not in stranger.get("/admin/").content.decode()


@pytest.mark.parametrize(("held", "status"), [("open", 302), ("internal", 200)])
def test_the_form_of_a_lesson_refuses_a_guideline_that_is_held_more_strictly(held: str, status: int) -> None:
    course = make_course_page()
    page = make_guideline(held, area=course.course.area)
    client, _author = logged_in(page, Role.AUTHOR)
    edit = reverse("wagtailadmin_pages:edit", args=[lesson_of(course).pk])
    answer = client.post(edit, lesson_form(page=page.pk))
    assert answer.status_code == status
    assert status == 302 or "body" in answer.context["form"].errors
