"""An edition owns its content: nothing that happens in the CMS afterwards changes it."""

import hashlib
import json
import unicodedata
from typing import Any

import pytest
from django.test import TestCase

from audit.append_only import Immutable
from audit.models import Entry
from courses import activities
from courses.activities import activity_url
from courses.freeze import freeze
from courses.models import Course, CourseImage, CoursePage, Edition, LessonPage, ModulePage
from courses.queries.next_edition import next_edition
from courses.render import render
from courses.services.publish_edition import NotReady, Unchanged, publish_edition
from courses.signals import edition_published
from officers.models.grant import Role
from officers.roles import NotPermitted
from tests.courses.factories import make_course
from tests.courses.media_factory import make_document, make_image
from tests.courses.pages_factory import lesson_of, make_course_page, make_lesson_page, publish_changed
from tests.officers.factories import grant, make_officer

pytestmark = pytest.mark.django_db


def publish(page: Any) -> Edition:
    return publish_edition(course=page.course, by=None, notes="")


def everything(edition: Edition) -> str:
    rows = edition.items.order_by("order").values("label", "title", "payload", "sha256", "kind", "parent")
    return json.dumps([edition.payload, list(rows)], sort_keys=True, default=str)


def test_numbers_are_consecutive_within_a_course() -> None:
    page, other = make_course_page(), make_course_page()
    assert [publish_changed(each).number for each in (page, page, other)] == [1, 2, 1]


def test_an_unchanged_course_is_not_published_again() -> None:
    page = make_course_page()
    publish(page)
    with pytest.raises(Unchanged):
        publish(page)
    assert Edition.objects.count() == 1


def test_items_are_labelled_in_order_under_their_module() -> None:
    edition = publish(make_course_page(lessons=2))
    rows = list(edition.items.order_by("order").values_list("label", "kind", "parent__label"))
    assert rows == [("1", "module", None), ("1.1", "lesson", "1"), ("1.2", "lesson", "1")]


def test_what_was_published_stays_when_a_page_is_edited_moved_or_deleted() -> None:
    page = make_course_page(lessons=3)
    edition = publish(page)
    before = everything(edition)
    first, second, third = (lesson_of(page, f"Lección {n}") for n in (1, 2, 3))
    first.title, first.body = "Otra", [("text", "<p>Otra cosa</p>")]
    first.save_revision().publish()
    second.move(second.get_parent(), pos="first-child")
    LessonPage.objects.get(pk=third.pk).delete()
    assert everything(Edition.objects.get(pk=edition.pk)) == before


def test_a_draft_is_no_part_of_an_edition() -> None:
    page = make_course_page()
    lesson = lesson_of(page)
    lesson.title = "Borrador"
    lesson.save_revision()
    make_lesson_page(ModulePage.objects.get(), title="Aún no", live=False).unpublish()
    titles = set(publish(page).items.values_list("title", flat=True))
    assert titles == {"Módulo", "Lección 1"}


def test_editions_are_written_once() -> None:
    edition = publish(make_course_page())
    with pytest.raises(Immutable):
        edition.save()
    with pytest.raises(Immutable):
        edition.items.all().delete()


def independent_hash(edition: Edition) -> str:
    """The hash as docs/editions.md describes it, computed without any code of the product."""

    def nfc(value: Any) -> Any:
        if isinstance(value, str):
            return unicodedata.normalize("NFC", value)
        if isinstance(value, list):
            return [nfc(each) for each in value]
        if isinstance(value, dict):
            return {nfc(key): nfc(each) for key, each in value.items()}
        return value

    def digest(value: Any) -> str:
        text = json.dumps(nfc(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    course = edition.course
    assert course is not None
    return digest(
        {
            "schema": 1,
            "course": {"uuid": str(course.uuid), "code": course.code},
            "number": edition.number,
            "cover": digest(edition.payload),
            "items": [
                {
                    "activity": str(item.activity_uuid), "kind": item.kind, "label": item.label,
                    "minutes": item.minutes, "parent": str(item.parent.activity_uuid) if item.parent else None,
                    "required": item.required, "sha256": digest(item.payload), "title": item.title,
                    "weight": item.weight,
                }
                for item in edition.items.order_by("order")
            ],
            "assets": [
                {"sha256": each.sha256, "media_type": each.media_type, "name": each.name, "size": each.size}
                for each in edition.assets.order_by("sha256")
            ],
        }
    )  # fmt: skip


def test_the_hash_can_be_recomputed_from_the_rows_alone() -> None:
    page = make_course_page(title="Análisis e\u0301tico")
    lesson = lesson_of(page)
    lesson.body = [("image", {"image": make_image(page.course), "alt": "Una foto", "caption": "", "credit": ""})]
    lesson.save_revision().publish()
    edition = publish(page)
    assert edition.assets.count() == 4
    assert independent_hash(edition) == edition.sha256


def test_files_of_an_edition_are_its_own() -> None:
    page = make_course_page()
    lesson = lesson_of(page)
    image = make_image(page.course)
    document = make_document(page.course)
    link = f'<p><a linktype="document" id="{document.pk}">la ficha</a></p>'
    lesson.body = [("image", {"image": image, "alt": "Una foto", "caption": "", "credit": ""}), ("text", link)]
    lesson.save_revision().publish()
    edition = publish(page)
    before = {asset.sha256: asset.media_type for asset in edition.assets.all()}
    assert sorted(before.values()) == ["application/pdf", "image/png", "image/png", "image/webp", "image/webp"]
    CourseImage.objects.get(pk=image.pk).delete()
    from courses import frozen_files

    assert all(hashlib.sha256(frozen_files.read(sha)).hexdigest() == sha for sha in before)


def test_publishing_needs_the_right_for_this_course() -> None:
    page = make_course_page()
    author, director = make_officer(), make_officer()
    grant(author, Role.AUTHOR, area=page.course.area)
    grant(director, Role.TRAINING_DIRECTOR, area=page.course.area)
    with pytest.raises(NotPermitted):
        publish_edition(course=page.course, by=author, notes="")
    edition = publish_edition(course=page.course, by=director, notes="Primera")
    line = Entry.objects.get(on_model="courses.Edition", on_id=str(edition.pk))
    assert (line.actor_login, line.act, line.why) == (director.login, "edition.publish", "Primera")


def test_the_apps_above_hear_of_an_edition_once_it_is_committed() -> None:
    heard: list[int] = []

    def listen(sender: object, edition_id: int, **kwargs: object) -> None:
        heard.append(edition_id)

    edition_published.connect(listen)
    with TestCase.captureOnCommitCallbacks(execute=True):
        edition = publish(make_course_page())
        assert heard == []
    assert heard == [edition.pk]


def problems(page: Any) -> set[tuple[str, str]]:
    found = {(problem.code, problem.field) for problem in next_edition(page.course).problems}
    if found:
        with pytest.raises(NotReady):
            publish(page)
        assert not Edition.objects.filter(course=page.course).exists()
    return found


def test_a_course_without_what_a_cover_needs_is_refused_at_the_field() -> None:
    page = make_course_page()
    CoursePage.objects.update(summary="", objectives="[]")
    assert problems(page) == {("no_summary", "summary"), ("no_objectives", "objectives")}


def test_a_reserved_course_needs_a_public_title() -> None:
    page = make_course_page(make_course(classification="reserved"), public_title="")
    assert problems(page) == {("no_public_title", "public_title")}


def test_a_course_without_a_ready_page_module_or_activity_is_refused() -> None:
    assert {problem.code for problem in next_edition(make_course()).problems} == {"not_live"}
    page = make_course_page(lessons=0)
    assert problems(page) == {("empty_module", "title")}
    ModulePage.objects.all().delete()
    assert problems(page) == {("no_modules", "title")}


def test_a_block_that_the_code_no_longer_knows_is_refused() -> None:
    page = make_course_page()
    lesson = lesson_of(page)
    LessonPage.objects.filter(pk=lesson.pk).update(
        body=json.dumps([{"type": "video", "value": "x", "id": "1"}, {"type": "text", "value": "<p>a</p>", "id": "2"}])
    )
    assert problems(page) == {("unknown_block", "body")}


def test_a_deleted_image_and_a_dead_link_are_refused() -> None:
    page = make_course_page()
    lesson = lesson_of(page)
    image = make_image(page.course)
    lesson.body = [
        ("image", {"image": image, "alt": "Una foto", "caption": "", "credit": ""}),
        ("text", '<p><a linktype="page" id="987654">x</a> <a linktype="document" id="987654">y</a></p>'),
    ]
    lesson.save_revision().publish()
    image.delete()
    assert problems(page) == {("missing_image", "body"), ("dead_link", "body"), ("missing_document", "body")}


def test_a_dead_link_is_told_by_its_words_and_its_block() -> None:
    page = make_course_page()
    lesson = lesson_of(page)
    lesson.body = [
        ("heading", {"text": "Título", "level": "2"}),
        ("text", '<p><a linktype="page" id="9">la <b>norma</b></a></p>'),
    ]
    lesson.save_revision().publish()
    (problem,) = next_edition(page.course).problems
    assert "“la norma”" in problem.message
    assert "2" in problem.message


@pytest.mark.parametrize("held", ["internal", "reserved"])
def test_what_is_held_more_strictly_is_refused_when_frozen(held: str) -> None:
    page = make_course_page()
    lesson = lesson_of(page)
    other = make_course_page(make_course(classification=held))
    image, document = make_image(page.course, classification=held), make_document(page.course, classification=held)
    lesson.body = [
        ("image", {"image": image, "alt": "Una foto", "caption": "", "credit": ""}),
        ("document", {"document": document, "title": "Ficha", "description": ""}),
        ("text", f'<p><a linktype="page" id="{lesson_of(other).pk}">x</a></p>'),
    ]
    lesson.save_revision().publish()
    found = [problem.code for problem in next_edition(page.course).problems]
    assert found == ["reference"] * 3


def test_a_link_to_a_lesson_follows_it_by_its_identity() -> None:
    page = make_course_page(lessons=2)
    first, second = lesson_of(page), lesson_of(page, "Lección 2")
    first.body = [("text", f'<p><a linktype="page" id="{second.pk}">siga</a></p>')]
    first.save_revision().publish()
    payload = publish(page).items.get(label="1.1").payload
    html = render(payload, activity_url=lambda uuid: activity_url(page.course.uuid, uuid))
    assert f'href="/learn/{page.course.uuid}/{second.activity_uuid}/"' in html


def test_the_preview_of_a_draft_is_what_its_edition_shows() -> None:
    page = make_course_page()
    lesson = lesson_of(page)
    lesson.body = [
        ("text", "<p>Uno <b>dos</b></p>"),
        ("heading", {"text": "Título", "level": "2"}),
        ("table", {"caption": "T", "header": "both", "cells": "a | b\n1 | **2**"}),
        ("check", {"question": "¿?", "explanation": "E", "options": [
            {"text": "a", "right": True, "feedback": "f"}, {"text": "b", "right": False, "feedback": "g"},
        ]}),
    ]  # fmt: skip
    lesson.save_revision()
    draft = LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()
    previewed = freeze(draft)
    draft.save_revision().publish()
    published = publish(page).items.get(label="1.1").payload
    assert previewed == published
    show: dict[str, Any] = {"activity_url": str, "file_url": lambda sha, name: sha}
    assert render(previewed, **show) == render(published, **show)


def test_identity_is_kept_by_revisions_and_new_on_a_copy() -> None:
    page = make_course_page()
    lesson = lesson_of(page)
    copy = lesson.copy(update_attrs={"slug": "copia", "title": "Copia"})
    assert copy.activity_uuid != lesson.activity_uuid
    assert copy.get_latest_revision_as_object().activity_uuid == copy.activity_uuid
    copy.get_latest_revision().publish()
    assert LessonPage.objects.get(pk=copy.pk).activity_uuid == copy.activity_uuid
    labels = publish(page).items.filter(kind="lesson").values_list("label", flat=True)
    assert sorted(labels) == ["1.1", "1.2"]


def test_every_activity_page_has_a_kind() -> None:
    from courses.pages import ActivityPage

    assert {kind.page_model for kind in activities.kinds()} == set(ActivityPage.__subclasses__())


def test_a_changed_classification_makes_no_new_edition() -> None:
    page = make_course_page()
    edition = publish(page)
    Course.objects.filter(pk=page.course.pk).update(classification="internal", contact="Otro")
    assert next_edition(Course.objects.get(pk=page.course.pk)).hash_as(1) == edition.sha256
