"""Files of editions: behind the door, kept by caches only where everybody sees them."""

import hashlib

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from audit.models import Reading
from courses.frozen_files import store
from courses.models import CourseImage, EditionAsset
from tests.courses.factories import make_edition
from tests.doors.addresses import words_of
from tests.doors.world import MARKER, World, Written
from tests.doors.world import picture as picture_of

pytestmark = pytest.mark.django_db


def address(written: Written) -> str:
    """Where the file of the course's edition lies."""
    return reverse("courses:file", args=[written.asset.sha256, written.asset.name])


def cover(written: Written, content: bytes = b"<svg xmlns='http://www.w3.org/2000/svg'/>") -> str:
    """Publish a new edition with a drawing on its cover and return its address."""
    frozen = store(content, name="portada.svg", media_type="image/svg+xml")
    payload = {"schema": 1, "summary": "", "objectives": [], "audience": "", "cover": {"files": [frozen.as_json()]}}
    edition = make_edition(written.course, lessons=0)
    newest = written.course.editions.create(
        number=edition.number + 1, title="Nueva", public_title="Nueva", academic_hours=1, level="basic",
        payload=payload, search_text="nueva", sha256="0" * 64,
    )  # fmt: skip
    EditionAsset.objects.create(
        edition=newest, sha256=frozen.sha256, source=frozen.source, file=f"frozen/{frozen.sha256[:2]}/{frozen.sha256}",
        media_type=frozen.media_type, name=frozen.name, size=frozen.size,
    )  # fmt: skip
    return reverse("courses:file", args=[frozen.sha256, frozen.name])


def test_the_file_of_a_reserved_course_is_for_those_with_need_to_know(world: World, client_of):
    answer = client_of(world.inside).get(address(world.reserved))
    assert MARKER.encode() in b"".join(answer.streaming_content)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    assert Reading.objects.filter(reader_login=world.inside.login, on_model="courses.EditionAsset").count() == 1


def test_outside_it_is_not_there_in_the_words_of_what_is_unknown(world: World, client_of):
    unknown = reverse("courses:file", args=["f" * 64, "x.pdf"])
    for officer in (world.outside, world.author, world.hr, world.administrator):
        client = client_of(officer)
        hidden, missing = client.get(address(world.reserved)), client.get(unknown)
        assert (hidden.status_code, missing.status_code) == (404, 404)
        assert words_of(hidden, address(world.reserved)) == words_of(missing, unknown)
    assert not Reading.objects.exists()


def test_an_anonymous_visitor_is_led_to_log_in_for_known_and_unknown_alike(world: World):
    hidden = address(world.reserved)
    unknown = reverse("courses:file", args=["f" * 64, "x.pdf"])
    for asked in (hidden, unknown, address(world.open), "/admin/media/images/1/", "/nada/"):
        answer = Client().get(asked)
        assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={asked}")


def test_an_internal_file_is_kept_by_the_browser_of_this_session_only(world: World, client_of):
    answer = client_of(world.outside).get(address(world.internal))
    assert answer["Cache-Control"] == "private, max-age=3600"
    assert "Cookie" in answer["Vary"]


def test_the_cover_of_an_open_course_is_public_until_it_is_held(world: World, client_of):
    shown = cover(world.open)
    answer = Client().get(shown)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "public, max-age=3600")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "sandbox" in answer["Content-Security-Policy"]
    world.open.course.classification = "internal"
    world.open.course.save()
    assert Client().get(shown).status_code == 302
    assert client_of(world.outside).get(shown)["Cache-Control"].startswith("private")


def test_a_cover_of_an_older_edition_is_not_public(world: World):
    old = cover(world.open)
    cover(world.open, b"<svg xmlns='http://www.w3.org/2000/svg'><g/></svg>")
    assert Client().get(old).status_code == 302


def test_a_file_that_the_browser_has_is_not_sent_again_but_the_door_is_asked(world: World, client_of):
    client = client_of(world.inside)
    tag = client.get(address(world.reserved))["ETag"]
    assert client.get(address(world.reserved), headers={"if-none-match": tag}).status_code == 304
    world.reserved.course.access_rules.update(withdrawn_at="2026-01-01T00:00Z")
    assert client.get(address(world.reserved), headers={"if-none-match": tag}).status_code == 404


def test_no_file_has_an_address_past_the_door(world: World, client_of):
    client = client_of(world.author)
    stored = world.reserved.image.file.name
    for asked in (f"{settings.MEDIA_URL}{stored}", f"/media/{stored}", f"/{stored}", f"/static/{stored}"):
        assert client.get(asked).status_code == 404
    with pytest.raises(ValueError, match="no address"):
        _ = world.reserved.image.file.url


def sourced(written: Written, **held: str) -> str:
    """Let a new edition show a drawing of the library that is held so; return the address of the file."""
    content = f"<svg xmlns='http://www.w3.org/2000/svg'><g id='{written.course.code}'/></svg>".encode()
    address = cover(written, content)
    picture = picture_of("fuente", area=written.course.area, **held)
    CourseImage.objects.filter(pk=picture.pk).update(sha256=hashlib.sha256(content).hexdigest())
    return address


def test_what_the_library_holds_more_strictly_now_goes_from_every_edition(world: World, client_of):
    for level, status in (("open", 200), ("internal", 404), ("reserved", 404)):
        shown = sourced(world.open, classification=level)
        assert client_of(world.outside).get(shown).status_code == status, level
        assert Client().get(shown).status_code == (200 if status == 200 else 302)
        CourseImage.objects.filter(title="Foto fuente").delete()
    assert client_of(world.outside).get(shown).status_code == 200, "what left the library is the edition's own"


def test_lowering_a_course_opens_no_file_that_is_held_still(world: World, client_of):
    shown = sourced(world.reserved, classification="reserved")
    assert client_of(world.inside).get(shown).status_code == 200
    world.reserved.course.classification = "internal"
    world.reserved.course.save()
    for officer in (world.outside, world.inside):
        assert client_of(officer).get(shown).status_code == 404
    CourseImage.objects.filter(title="Foto fuente").update(classification="internal")
    assert client_of(world.outside).get(shown).status_code == 200
