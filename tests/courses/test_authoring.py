"""What authors and directors meet in the CMS."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.blocks.check import CheckBlock
from courses.models import Course, CourseImage, Edition, LessonPage, ModulePage, Publication
from courses.services.make_asked_edition import make_asked_edition
from courses.services.publish_edition import publish_edition
from tests.courses.cms import address, asked, words
from tests.courses.factories import make_course, make_edition, make_run
from tests.courses.media_factory import bitmap, make_image
from tests.courses.pages_factory import lesson_of, make_course_page, make_lesson_page, publish_changed
from tests.officers.factories import make_area, make_officer

pytestmark = pytest.mark.django_db


def test_publishing_shows_what_will_be_published_and_does_it_on_confirmation(director: Client, written: Any) -> None:
    shown = director.get(address("publish", written))
    assert "1.1 Lección 1" in words(shown)
    assert not Edition.objects.exists()
    asked(director, address("publish", written), "La primera")
    make_asked_edition(publication_id=Publication.objects.get().pk)
    assert Edition.objects.get().notes == "La primera"
    assert "La primera" in words(director.get(address("editions", written)))


def test_publishing_without_notes_keeps_the_page_and_says_so(director: Client, written: Any) -> None:
    answer = director.post(address("publish", written), {"notes": ""})
    assert answer.status_code == 200
    assert not Edition.objects.exists()


def test_what_stands_in_the_way_leads_to_the_field(director: Client, written: Any) -> None:
    lesson = lesson_of(written)
    LessonPage.objects.filter(pk=lesson.pk).update(body="[]")
    shown = director.get(address("publish", written)).content.decode()
    link = re.search(r'href="([^"]*)#([^"]*)">1\.1 Lección 1', shown)
    assert link
    assert link[1] == reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    mounted = link[2].removesuffix("-root")  # Wagtail makes the element of this name in the browser
    assert f'<div id="{mounted}" data-block ' in director.get(link[1]).content.decode()
    refused = director.post(address("publish", written), {"notes": "ya"})
    assert refused.status_code == 200
    assert not Edition.objects.exists()


def test_an_unchanged_course_offers_no_form_and_is_refused(director: Client, written: Any) -> None:
    publish_edition(course=written.course, by=None, notes="")
    assert 'name="notes"' not in director.get(address("publish", written)).content.decode()
    assert director.post(address("publish", written), {"notes": "x"}).status_code == 200
    assert Edition.objects.count() == 1


def test_the_publish_page_says_what_differs_and_what_does_not_go_in(director: Client, written: Any) -> None:
    publish_edition(course=written.course, by=None, notes="")
    first, second = lesson_of(written), lesson_of(written, "Lección 2")
    first.title = "Lección nueva"
    first.save_revision().publish()
    second.title = "Lección 2 en borrador"
    second.save_revision()
    make_lesson_page(ModulePage.objects.get(), title="Agregada")
    make_lesson_page(ModulePage.objects.get(), title="Sin terminar").unpublish()
    shown = director.get(address("publish", written)).context["changes"]
    remarks = {line.title: list(line.remarks) for line in shown.lines}
    assert remarks["1.1 Lección nueva"] == [_("was “%(title)s”") % {"title": "Lección 1"}]
    assert remarks["1.3 Agregada"] == [_("added")]
    assert remarks["1.2 Lección 2"] == [_("has a newer draft that does not go in")]
    assert [page.title for page in shown.not_ready] == ["Sin terminar"]
    LessonPage.objects.filter(pk=second.pk).update(live=False)
    assert director.get(address("publish", written)).context["changes"].removed == ["1.2 Lección 2"]


def test_the_first_page_of_the_cms_shows_the_officers_courses_and_runs_that_end_soon(
    director: Client, author: Client, written: Any
) -> None:
    now = timezone.now()
    make_run(make_edition(written.course), code="PRONTO", ends_at=now + timedelta(days=3), enrolment_closes_at=now)
    hidden = make_course_page(make_course(classification="reserved", area=make_area("intelligence")), title="Oculto")
    home = director.get(reverse("wagtailadmin_home")).content.decode()
    assert address("publish", written) in home
    assert "PRONTO" in home
    assert hidden.title not in home
    assert "Aula Segura</h1>" in " ".join(home.split()).replace(" </h1>", "</h1>")
    other = author.get(reverse("wagtailadmin_home")).content.decode()
    assert address("settings", written) in other
    assert address("publish", written) not in other
    assert "PRONTO" not in other


def test_the_page_of_a_course_is_not_left_out_and_asking_says_so(author: Client, written: Any) -> None:
    answer = author.get(reverse("courses_cms:leave_out", args=[written.pk]), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("wagtailadmin_explore", args=[written.pk])
    assert len(list(answer.context["messages"])) == 1


def test_an_author_may_not_publish_an_edition(author: Client, written: Any) -> None:
    assert author.get(address("publish", written)).status_code == 404
    assert author.post(address("publish", written), {"notes": "x"}).status_code == 404
    assert author.get(address("editions", written)).status_code == 200


def test_the_edit_page_says_which_edition_officers_see(author: Client, written: Any) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[lesson_of(written).pk])
    before = [str(message) for message in author.get(edit).context["messages"]]
    assert len(before) == 1
    publish_changed(written)
    publish_changed(written)
    after = [str(message) for message in author.get(edit).context["messages"]]
    assert len(after) == 1
    assert "2" in after[0]
    LessonPage.objects.filter(title="Lección 1").update(live=False)
    left_out = [str(message) for message in author.get(edit).context["messages"]]
    assert left_out != after
    assert "2" in left_out[0]


def test_the_button_says_ready_for_the_next_edition_and_nothing_is_unpublished(author: Client, written: Any) -> None:
    answer = author.get(
        reverse("wagtailadmin_pages:edit", args=[lesson_of(written).pk]), headers={"accept-language": "en"}
    )
    html = answer.content.decode()
    assert 'value="action-publish"' in html
    assert "/unpublish/" not in html
    assert author.get(reverse("wagtailadmin_pages:unpublish", args=[lesson_of(written).pk])).status_code == 404


def test_an_author_writes_a_lesson_and_makes_it_ready(author: Client, written: Any) -> None:
    lesson = lesson_of(written)
    form = {
        "title": "Lección corregida", "lede": "", "minutes": "15", "required": "on",
        "objectives-count": "0", "body-count": "1", "body-0-type": "text", "body-0-order": "0", "body-0-deleted": "",
        "body-0-id": "", "body-0-value": json.dumps({"entityMap": {}, "blocks": [
            {"key": "a", "type": "unstyled", "depth": 0, "text": "Nuevo", "inlineStyleRanges": [], "entityRanges": []},
        ]}),
        "action-publish": "action-publish",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
    }  # fmt: skip
    answer = author.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), form)
    assert answer["Location"] == reverse("wagtailadmin_explore", args=[lesson.get_parent().pk])
    said = author.get(answer["Location"])
    assert len(list(said.context["messages"])) == 1
    assert lesson.url not in said.content.decode()  # no edition has it
    saved = LessonPage.objects.get(pk=lesson.pk)
    assert (saved.title, saved.minutes, saved.slug) == ("Lección corregida", 15, lesson.slug)
    assert "Nuevo" in str(saved.body[0].value)


_HALF_WRITTEN = {
    "check": {"question": "", "explanation": "", "options-count": "1", "options-0-deleted": "", "options-0-order": "0",
              "options-0-value-text": "", "options-0-value-feedback": "", "options-0-id": ""},
    "table": {"caption": "", "header": "row", "cells": "a | b\n1"},
    "empty table": {"caption": "", "header": "row", "cells": ""},
}  # fmt: skip


@pytest.mark.parametrize("name", _HALF_WRITTEN)
def test_a_half_written_block_is_saved_as_a_draft_and_not_ready(author: Client, written: Any, name: str) -> None:
    lesson = lesson_of(written)
    form = {
        "title": "A medias", "lede": "", "minutes": "15", "objectives-count": "0", "body-count": "1",
        "body-0-type": name.rpartition(" ")[2], "body-0-order": "0", "body-0-deleted": "", "body-0-id": "",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "", **{f"body-0-value-{key}": value for key, value in _HALF_WRITTEN[name].items()},
    }  # fmt: skip
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    refused = author.post(edit, {**form, "action-publish": "action-publish"})
    assert refused.context["form"].errors["body"]
    assert author.post(edit, form).status_code == 302
    assert lesson_of(written).get_latest_revision_as_object().title == "A medias"
    assert author.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk])).status_code == 200


def test_a_knowledge_check_begins_with_two_options() -> None:
    assert len(CheckBlock().get_default()["options"]) == 2


def test_a_reference_to_what_is_held_more_strictly_is_refused_at_the_field(author: Client, written: Any) -> None:
    lesson = lesson_of(written)
    image = make_image(written.course, classification="internal", title="Secreto de otros")
    form = {
        "title": "Lección", "lede": "", "minutes": "15", "objectives-count": "0", "body-count": "1",
        "body-0-type": "image", "body-0-order": "0", "body-0-deleted": "", "body-0-id": "",
        "body-0-value-image": str(image.pk), "body-0-value-alt": "x", "body-0-value-caption": "",
        "body-0-value-credit": "",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
    }  # fmt: skip
    answer = author.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), form)
    assert answer.status_code == 200
    assert answer.context["form"].errors["body"]
    assert LessonPage.objects.get(pk=lesson.pk).title == "Lección 1"


def test_what_was_published_is_not_deleted_and_a_sentence_says_so(director: Client, written: Any) -> None:
    publish_edition(course=written.course, by=None, notes="")
    for each in (lesson_of(written), ModulePage.objects.get(), written):
        answer = director.post(reverse("wagtailadmin_pages:delete", args=[each.pk]), follow=True)
        assert answer.status_code == 200
        assert type(each).objects.filter(pk=each.pk).exists()
        assert any(each.title in str(message) for message in answer.context["messages"])


def test_what_no_edition_has_may_be_deleted(director: Client, written: Any) -> None:
    lesson = lesson_of(written)
    director.post(reverse("wagtailadmin_pages:delete", args=[lesson.pk]))
    assert not LessonPage.objects.filter(pk=lesson.pk).exists()


def test_a_page_left_out_is_in_no_edition_to_come_and_stays_in_those_that_have_it(author: Client, written: Any) -> None:
    first = publish_edition(course=written.course, by=None, notes="")
    lesson = lesson_of(written, "Lección 2")
    author.post(reverse("courses_cms:leave_out", args=[lesson.pk]))
    second = publish_edition(course=written.course, by=None, notes="")
    assert first.items.filter(activity_uuid=lesson.activity_uuid).exists()
    assert not second.items.filter(activity_uuid=lesson.activity_uuid).exists()


def test_no_way_of_the_cms_leads_where_the_gate_lets_nobody(author: Client, written: Any) -> None:
    catalogue, module = written.get_parent(), ModulePage.objects.get()
    for name, page in (("wagtailadmin_explore", catalogue), ("wagtailadmin_pages:add_subpage", module)):
        html = author.get(reverse(name, args=[page.pk])).content.decode()
        for link in {each for each in re.findall(r'href="(/admin/[^"#?]*)', html) if "logout" not in each}:
            assert author.get(link).status_code != 404, link


def test_the_explorer_lists_pages_in_their_order(author: Client, written: Any) -> None:
    lesson_of(written).save_revision()
    listed = author.get(reverse("wagtailadmin_explore", args=[ModulePage.objects.get().pk])).context["object_list"]
    assert [page.title for page in listed] == ["Lección 1", "Lección 2"]


def test_the_preview_is_the_learners_page(author: Client, written: Any) -> None:
    lesson = lesson_of(written)
    lesson.body = [("heading", {"text": "Un título", "level": "2"})]
    lesson.save_revision()
    answer = author.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]))
    assert "<h2>Un título</h2>" in answer.content.decode()
    assert author.get(reverse("wagtailadmin_pages:view_draft", args=[written.pk])).status_code == 200


def test_a_pages_own_address_shows_the_outline(written: Any) -> None:
    publish_edition(course=written.course, by=None, notes="")
    client = Client()
    client.force_login(make_officer())
    answer = client.get(lesson_of(written).url)
    assert answer.status_code == 200
    assert "Curso de prueba" in words(answer)


def test_a_course_begins_with_its_row_and_the_draft_of_its_page(author: Client, written: Any) -> None:
    form = {
        "code": "TC-777",
        "title": "Nuevo",
        "summary": "Lo nuevo.",
        "area": written.course.area.pk,
        "classification": "internal",
    }
    answer = author.post(reverse("courses_cms:new_course"), form)
    course = Course.objects.get(code="TC-777")
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[course.page.pk])
    assert not course.page.live
    again = author.post(reverse("courses_cms:new_course"), form)
    assert again.context["form"].errors["code"]


def test_the_only_area_in_which_one_writes_is_chosen_already(author: Client, written: Any) -> None:
    for kind in ("wagtailimages", "wagtaildocs"):
        form = author.get(reverse(f"{kind}:add")).context["form"]
        assert form["area"].value() == written.course.area.pk


def test_an_upload_is_refused_by_its_content_at_the_field(author: Client, written: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    area = written.course.area.pk
    script = b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
    form = {"title": "x", "area": area, "classification": "open", "description": "", "credit": "", "tags": ""}
    for bad in (SimpleUploadedFile("foto.svg", script), SimpleUploadedFile("foto.png", b"MZ\x90")):
        answer = author.post(reverse("wagtailimages:add"), {**form, "file": bad})
        assert answer.status_code == 200
        assert answer.context["form"].errors["file"]
    good = SimpleUploadedFile("foto.jpg", bitmap())
    author.post(reverse("wagtailimages:add"), {**form, "file": good})
    assert CourseImage.objects.get().sha256
