"""Recordings of a lesson: known by content, never without captions and transcript, served in parts behind the door."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from courses.freeze import freeze, problems_of
from courses.models import Course, Edition, LessonPage
from courses.render import render
from courses.services.publish_edition import publish_edition
from courses.uploads import Unacceptable, document_type
from officers.models import Role
from tests.courses.factories import let_see, make_course, make_enrolment, make_run
from tests.courses.media_factory import make_document
from tests.courses.pages_factory import lesson_of, make_course_page
from tests.courses.recording_factory import M4A, MP3, MP4, VTT, WEBM
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db


def recorded(course: Course, content: bytes = MP4, name: str = "ronda.mp4", **values: Any) -> LessonPage:
    """Return a live lesson of a new course page that shows a recording."""
    lesson = lesson_of(make_course_page(course))
    block = {
        "media": make_document(course, content, name), "captions": make_document(course, VTT, "ronda.vtt"),
        "title": "La ronda", "transcript": "<p>El efectivo saluda.</p>", **values,
    }  # fmt: skip
    lesson.body = [("media", block)]
    lesson.save_revision().publish()
    fresh: LessonPage = LessonPage.objects.get(pk=lesson.pk)
    return fresh


@pytest.fixture
def edition() -> Edition:
    """Return the edition of a reserved course that shows a recording."""
    course = make_course(classification="reserved", area=make_area("intelligence", "Inteligencia"))
    recorded(course)
    return publish_edition(course=course, by=None, notes="")


def client_of(officer: Any) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def address(edition: Edition, media_type: str = "video/mp4") -> str:
    asset = edition.assets.get(media_type=media_type)
    return reverse("courses:file", args=[asset.sha256, asset.name])


def body_of(answer: Any) -> bytes:
    return answer.content if isinstance(answer, HttpResponse) else b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (MP4, "a.mp4", "video/mp4"),
        (M4A, "a.m4a", "audio/mp4"),
        (WEBM, "a.webm", "video/webm"),
        (MP3, "a.mp3", "audio/mpeg"),
        (MP3[10:], "a.mp3", "audio/mpeg"),
        (VTT, "a.vtt", "text/vtt"),
        (b"\xef\xbb\xbf" + VTT, "a.vtt", "text/vtt"),
    ],
)
def test_recordings_and_captions_are_known_by_their_content(content: bytes, name: str, kind: str) -> None:
    assert document_type(content, name) == kind


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><script>1</script>", "a.mp4"),
        (b"\x00\x01\x02\x03", "a.mp4"),
        (MP4, "a.webm"),
        (MP4, "a.html"),
        (b"WEBVTT\n\nsin tiempos\n", "a.vtt"),
        (b"NOTVTT\n\n00:00.000 --> 00:01.000\nx\n", "a.vtt"),
        (b"<script>WEBVTT --> </script>", "a.vtt"),
    ],
)
def test_what_is_no_recording_is_refused_whatever_its_name(content: bytes, name: str) -> None:
    with pytest.raises(Unacceptable):
        document_type(content, name)


def test_a_recording_is_frozen_with_its_captions_and_loads_nothing_before_it_is_wanted() -> None:
    lesson = recorded(make_course())
    assert problems_of(lesson) == []
    html = render(freeze(lesson), activity_url=str)
    assert 'preload="none"' in html
    assert "autoplay" not in html
    assert '<track kind="captions" src="/files/' in html
    assert "KB" in html or "bytes" in html
    assert "El efectivo saluda." in html


def test_sound_is_played_where_captions_are_seen() -> None:
    html = render(freeze(recorded(make_course(), MP3, "voz.mp3")), activity_url=str)
    assert '<video class="sound" controls' in html
    assert 'type="audio/mpeg"' in html


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"transcript": ""}, "no_transcript"),
        ({"captions": None}, "missing_document"),
        ({"media": None}, "missing_document"),
    ],
)
def test_without_captions_or_transcript_nothing_is_published(values: dict[str, Any], code: str) -> None:
    lesson = recorded(make_course())
    block = {**dict(lesson.body[0].value), **values}
    lesson.body = [("media", block)]
    assert code in [problem.code for problem in problems_of(lesson)]


def test_a_paper_is_no_recording_and_no_captions() -> None:
    course = make_course()
    lesson = recorded(course)
    paper = make_document(course)
    lesson.body = [("media", {**dict(lesson.body[0].value), "media": paper, "captions": paper})]
    assert [problem.code for problem in problems_of(lesson)] == ["not_a_recording", "not_captions"]


def test_parts_are_handed_out_to_whom_the_course_is(edition: Edition) -> None:
    inside = make_officer()
    let_see(edition.subject, officer=inside)
    client = client_of(inside)
    whole = client.get(address(edition))
    assert (whole.status_code, whole["Accept-Ranges"], body_of(whole)) == (200, "bytes", MP4)
    assert whole["Content-Type"] == "video/mp4"
    assert "Content-Disposition" not in whole
    part = client.get(address(edition), headers={"range": "bytes=10-19"})
    assert (part.status_code, body_of(part)) == (206, MP4[10:20])
    assert part["Content-Range"] == f"bytes 10-19/{len(MP4)}"
    assert part["Content-Length"] == "10"
    assert part["Cache-Control"] == "private, no-store"
    last = client.get(address(edition), headers={"range": "bytes=-5"})
    assert body_of(last) == MP4[-5:]


def test_a_part_that_is_not_there_is_416_and_another_file_is_sent_whole(edition: Edition) -> None:
    inside = make_officer()
    let_see(edition.subject, officer=inside)
    client = client_of(inside)
    beyond = client.get(address(edition), headers={"range": f"bytes={len(MP4)}-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(MP4)}")
    tag = client.get(address(edition))["ETag"]
    same = client.get(address(edition), headers={"range": "bytes=0-3", "if-range": tag})
    other = client.get(address(edition), headers={"range": "bytes=0-3", "if-range": '"other"'})
    weak = client.get(address(edition), headers={"range": "bytes=0-3", "if-range": f"W/{tag}"})
    assert [answer.status_code for answer in (same, other, weak)] == [206, 200, 200]
    assert body_of(other) == MP4


def test_neither_recording_nor_captions_of_a_reserved_course_exist_for_others(edition: Edition) -> None:
    client = client_of(make_officer())
    for media_type in ("video/mp4", "text/vtt"):
        for headers in ({}, {"range": "bytes=0-3"}):
            assert client.get(address(edition, media_type), headers=headers).status_code == 404
    assert Client().get(address(edition), headers={"range": "bytes=0-3"}).status_code == 302


def test_a_learner_finds_the_recording_in_the_lesson() -> None:
    course = make_course()
    recorded(course)
    edition = publish_edition(course=course, by=None, notes="")
    learner = make_enrolment(make_officer(), make_run(edition))
    item = edition.items.get(kind="lesson")
    page = client_of(learner.officer).get(f"/learn/{learner.uuid}/{item.activity_uuid}/").content.decode()
    assert address(edition) in page
    assert address(edition, "text/vtt") in page


def test_the_preview_plays_what_the_library_has_behind_the_gate() -> None:
    lesson = recorded(make_course())
    author = make_officer()
    grant(author, Role.AUTHOR, area=lesson.get_parent().get_parent().specific.course.area)
    page = client_of(author).get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk])).content.decode()
    media = lesson.body[0].value["media"]
    assert f'src="{media.url}"' in page
    assert client_of(author).get(media.url, headers={"range": "bytes=0-3"}).status_code == 206


@pytest.mark.parametrize("field", ["media", "captions"])
def test_an_author_cannot_show_a_recording_that_is_out_of_his_reach(field: str) -> None:
    lesson = recorded(make_course())
    hidden = make_course(classification="reserved", area=make_area("intelligence", "Inteligencia"))
    foreign = make_document(hidden, MP4 + b"secreto", "secreto.mp4", title="Zarzamora")
    author = make_officer()
    grant(author, Role.AUTHOR, area=lesson.get_parent().get_parent().specific.course.area)
    value = lesson.body[0].value
    words = {"blocks": [{"key": "a", "text": "x", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
                         "entityRanges": []}], "entityMap": {}}  # fmt: skip
    form = {
        "title": "Lección", "lede": "", "minutes": "15", "required": "on", "objectives-count": "0", "body-count": "1",
        "body-0-type": "media", "body-0-order": "0", "body-0-deleted": "", "body-0-id": "",
        "body-0-value-media": str(value["media"].pk), "body-0-value-captions": str(value["captions"].pk),
        "body-0-value-title": "x", "body-0-value-transcript": json.dumps(words),
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
    }  # fmt: skip
    client, edit = client_of(author), reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert client.post(edit, form).status_code == 302
    answer = client.post(edit, {**form, f"body-0-value-{field}": str(foreign.pk)})
    assert (answer.status_code, "Zarzamora" in answer.content.decode()) == (403, False)
