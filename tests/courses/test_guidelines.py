"""Guidelines: doctrine with its own editions, read outside courses by whoever may see it."""

import hashlib
import json
import re
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from audit.models import Reading
from courses.models import Edition, Guideline, GuidelinePage, LessonPage
from courses.queries.guidelines import WantedGuidelines, guideline_text, guidelines_page
from courses.queries.next_edition import next_edition
from courses.references import refusals
from courses.render import render
from courses.services.publish_edition import NotReady, Unchanged, publish_edition
from tests.courses.factories import let_see, make_course
from tests.courses.guideline_factory import make_guideline, publish_guideline, write_again
from tests.courses.media_factory import make_image
from tests.courses.pages_factory import lesson_of, make_course_page
from tests.officers.factories import grant, make_area, make_officer, make_unit

pytestmark = pytest.mark.django_db


def read(page: GuidelinePage, officer: Any = None, *, number: int | None = None, **headers: str) -> Any:
    client = Client()
    if officer is not None:
        client.force_login(officer)
    tail = f"{number}/" if number is not None else ""
    return client.get(f"/guidelines/{page.guideline.code.lower()}/{tail}", headers=headers)


def digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_hash_can_be_recomputed_from_the_row_alone() -> None:
    edition = publish_guideline(make_guideline())
    guideline = edition.guideline
    assert guideline is not None
    manifest = {
        "schema": 1, "guideline": {"uuid": str(guideline.uuid), "code": guideline.code}, "number": 1,
        "cover": digest(edition.payload), "items": [], "assets": [],
    }  # fmt: skip
    assert (digest(manifest), edition.course) == (edition.sha256, None)


def test_editions_of_a_guideline_are_numbered_by_themselves_and_an_unchanged_one_is_refused() -> None:
    page, other = make_guideline(), make_guideline()
    publish_guideline(other)
    assert publish_guideline(page).number == 1
    with pytest.raises(Unchanged):
        publish_guideline(page)
    assert publish_guideline(write_again(page)).number == 2


def test_what_a_guideline_lacks_is_refused_at_its_field() -> None:
    page = make_guideline(version="", in_force_on=None, body=[("text", "<p>Sin títulos.</p>")])
    GuidelinePage.objects.update(summary="")
    found = {(problem.code, problem.field) for problem in next_edition(page.guideline).problems}
    assert found == {
        ("no_summary", "summary"), ("no_version", "version"), ("no_date", "in_force_on"), ("no_sections", "body"),
    }  # fmt: skip
    with pytest.raises(NotReady):
        publish_guideline(page)


def test_a_draft_changes_nothing_for_those_who_read() -> None:
    page = make_guideline(title="Guía uno")
    publish_guideline(page)
    page.title = "Guía dos"
    page.save_revision().publish()
    answer = read(page).content.decode()
    assert "Guía uno" in answer
    assert "Guía dos" not in answer


def test_the_newest_edition_is_read_and_an_older_one_says_that_it_is_superseded() -> None:
    page = make_guideline(title="Guía uno")
    publish_guideline(page)
    publish_guideline(write_again(page, title="Guía dos"))
    newest, older = read(page).content.decode(), read(page, number=1).content.decode()
    to_the_newest = f'href="/guidelines/{page.guideline.code.lower()}/"'
    assert "Guía dos" in newest
    assert 'class="notice' not in newest
    assert "Guía uno" in older
    assert to_the_newest in older.partition('class="notice iconed warning"')[2].partition("</div>")[0]
    assert read(page, number=2).status_code == 200


@pytest.mark.parametrize("number", [0, 3, 10**30])
def test_an_edition_that_does_not_exist_is_not_found(number: int) -> None:
    page = make_guideline()
    publish_guideline(page)
    assert read(page, make_officer(), number=number).status_code == 404


def test_every_section_has_an_anchor_that_the_contents_lead_to() -> None:
    body = [
        ("heading", {"text": "Finalidad", "level": "2"}), ("text", "<p>a</p>"),
        ("heading", {"text": "Pasos", "level": "2"}), ("heading", {"text": "Finalidad", "level": "3"}),
        ("text", "<p>b</p>"),
    ]  # fmt: skip
    page = make_guideline(body=body)
    publish_guideline(page)
    answer = read(page).content.decode()
    anchors = re.findall(r'<h[23] id="(s-[^"]+)"', answer)
    assert anchors == ["s-finalidad", "s-pasos", "s-finalidad-2"]
    assert re.findall(r'<a href="#(s-[^"]+)"', answer) == anchors
    assert re.findall(r'"section-label">([\d.]+)<', answer) == ["1", "2", "2.1"] * 2


@pytest.mark.parametrize(("held", "answers"), [
    ("open", [200, 200, 200]), ("internal", [302, 200, 200]), ("reserved", [302, 404, 200]),
])  # fmt: skip
def test_a_guideline_is_read_by_whom_its_classification_lets_in(held: str, answers: list[int]) -> None:
    page = make_guideline(held)
    publish_guideline(page)
    unit = make_unit()
    let_see(page.guideline, unit=unit)
    people = [None, make_officer(), make_officer(unit=unit)]
    assert [read(page, who).status_code for who in people] == answers
    found = [guidelines_page(_person(who), WantedGuidelines())[1] for who in people]
    assert [len(cards) for cards in found] == [int(status == 200) for status in answers]


def _person(officer: Any) -> Any:
    from django.contrib.auth.models import AnonymousUser

    return officer or AnonymousUser()


def test_a_grant_for_the_area_opens_what_is_reserved_and_a_grant_elsewhere_does_not() -> None:
    page = make_guideline("reserved")
    publish_guideline(page)
    reviewer, stranger = make_officer(), make_officer()
    grant(reviewer, "reviewer", area=page.guideline.area)
    grant(stranger, "reviewer", area=make_area("traffic", "Tránsito"))
    assert [read(page, who).status_code for who in (reviewer, stranger)] == [200, 404]


def test_reading_a_reserved_guideline_is_written_down_and_reading_an_internal_one_is_not() -> None:
    officer = make_officer()
    cache.clear()
    for held in ("internal", "reserved"):
        page = make_guideline(held)
        edition = publish_guideline(page)
        let_see(page.guideline, officer=officer)
        for _again in range(2):
            assert read(page, officer).status_code == 200
    assert list(Reading.objects.values_list("on_model", "on_id")) == [("courses.Edition", str(edition.pk))]


def test_a_raised_classification_closes_every_edition_at_once() -> None:
    page = make_guideline()
    publish_guideline(page)
    publish_guideline(write_again(page))
    officer = make_officer()
    Guideline.objects.update(classification="reserved")
    assert [read(page, officer, number=number).status_code for number in (None, 1, 2)] == [404, 404, 404]


def test_search_finds_the_words_of_the_text_without_accents() -> None:
    page = make_guideline(title="Guía del patrullaje", body=[
        ("heading", {"text": "Hoja de ruta", "level": "2"}), ("text", "<p>Se anota cada <b>desvío</b>.</p>"),
    ])  # fmt: skip
    publish_guideline(page)
    publish_guideline(make_guideline(title="Otra"))
    officer = make_officer()

    def titles(**wanted: str) -> list[str]:
        return [card.title for card in guidelines_page(officer, WantedGuidelines(**wanted))[1]]

    assert titles(words="DESVIO hoja") == titles(words=page.guideline.code.lower()) == ["Guía del patrullaje"]
    assert titles(words="inexistente") == titles(area="nothing") == []
    assert len(titles(area=page.guideline.area.code)) == 2


def test_the_list_needs_the_same_statements_for_one_and_for_many(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    officer = make_officer()
    for size in (1, 4):
        while Edition.objects.count() < size:
            publish_guideline(make_guideline())
        with django_assert_num_queries(2):
            assert len(guidelines_page(officer, WantedGuidelines())[1]) == size


def test_a_guideline_ahead_of_its_day_says_so() -> None:
    page = make_guideline(in_force_on=date(timezone.localdate().year + 2, 1, 1))
    publish_guideline(page)
    text = guideline_text(make_officer(), page.guideline.code)
    assert text is not None
    assert text.not_yet_in_force
    assert 'class="notice iconed info"' in read(page).content.decode()


def test_a_file_of_an_open_guideline_is_public_and_of_a_reserved_one_kept_by_nobody() -> None:
    page = make_guideline()
    picture = {"alt": "Una foto", "caption": "", "credit": ""}
    write_again(page, body=[
        ("heading", {"text": "Uno", "level": "2"}), ("image", {**picture, "image": make_image(page.guideline)}),
    ])  # fmt: skip
    asset = publish_guideline(page).assets.first()
    assert asset is not None
    address = f"/files/{asset.sha256}/{asset.name}"
    assert "public" in Client().get(address)["Cache-Control"]
    officer, stranger = make_officer(), make_officer()
    let_see(page.guideline, officer=officer)
    Guideline.objects.update(classification="reserved")
    kept = Client()
    kept.force_login(officer)
    assert "no-store" in kept.get(address)["Cache-Control"]
    other = Client()
    other.force_login(stranger)
    assert other.get(address).status_code == 404


# Links ----------------------------------------------------------------------------------------------


def linking(lesson: LessonPage, page: GuidelinePage) -> LessonPage:
    lesson.body = [("text", f'<p><a linktype="page" id="{page.pk}">la guía</a></p>')]
    lesson.save_revision().publish()
    return lesson


def test_a_link_from_a_lesson_survives_freezing_and_leads_to_the_newest_edition() -> None:
    page = make_guideline()
    course = make_course_page()
    linking(lesson_of(course), page)
    payload = publish_edition(course=course.course, by=None, notes="").items.get(label="1.1").payload
    assert payload["body"][0]["html"].startswith(f'<p><a href="guideline:{page.guideline.code}"')
    html = render(payload, activity_url=lambda uuid: "#")
    assert f'href="/guidelines/{page.guideline.code.lower()}/"' in html


@pytest.mark.parametrize(("lesson", "guideline", "agreed"), [
    ("open", "open", True), ("open", "internal", False), ("internal", "reserved", False),
    ("reserved", "internal", True),
])  # fmt: skip
def test_a_lesson_refers_to_no_guideline_that_is_held_more_strictly(lesson: str, guideline: str, agreed: bool) -> None:
    page = make_guideline(guideline)
    course = make_course_page(make_course(classification=lesson))
    linked = linking(lesson_of(course), page)
    assert [problem.code for problem in next_edition(course.course).problems] == ([] if agreed else ["reference"])
    references = [(model, pk) for model, pk, *_path in linked._meta.get_field("body").extract_references(linked.body)]
    assert bool(refusals(course.course, references)) is not agreed


def test_a_typed_address_of_a_guideline_is_no_link() -> None:
    course = make_course_page()
    lesson = lesson_of(course)
    lesson.body = [("text", '<p><a href="guideline:GU-101">x</a></p>')]
    lesson.save_revision().publish()
    payload = publish_edition(course=course.course, by=None, notes="").items.get(label="1.1").payload
    assert "guideline:" not in payload["body"][0]["html"]
