"""A classification is lowered by two persons, raised by one, and never past what the material shows."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from audit.models import Entry
from courses.models import Course, CourseImage
from officers.models import Officer, Proposal
from tests.doors.world import World, granted

pytestmark = pytest.mark.django_db


@pytest.fixture
def directors(world: World) -> tuple[Officer, Officer]:
    """Two training directors of the intelligence area."""
    area = world.reserved.course.area
    return granted("training_director", area=area), granted("training_director", area=area)


def propose(client, world: World, kind: str = "course", to: str = "internal") -> int:
    """Propose to lower the reserved course, image or document and return the status."""
    row = {"course": world.reserved.course, "image": world.reserved.image, "document": world.reserved.document}[kind]
    address = reverse("courses_lowering:lower", args=[kind, row.pk])
    return int(client.post(address, {"classification": to, "why": "Ya es público"}).status_code)


def confirm(client) -> int:
    """Confirm the proposal that waits and return the status."""
    proposal = Proposal.objects.get(state="waiting")
    return int(client.post(reverse("officers_proposals:confirm", args=[proposal.public_id])).status_code)


def test_one_person_proposes_and_another_confirms(world: World, directors, client_of):
    first, second = map(client_of, directors)
    assert propose(first, world, "image") == 302
    assert CourseImage.objects.get(pk=world.reserved.image.pk).classification == "reserved"
    assert confirm(second) == 302
    assert CourseImage.objects.get(pk=world.reserved.image.pk).classification == "internal"
    assert Entry.objects.filter(
        act="classification.lower", actor_login=directors[0].login, why="Ya es público"
    ).exists()
    assert Entry.objects.filter(act="classification.lower.confirm", actor_login=directors[1].login).exists()


def test_whoever_proposed_does_not_confirm(world: World, directors, client_of):
    first = client_of(directors[0])
    propose(first, world, "image")
    assert confirm(first) == 409
    assert CourseImage.objects.get(pk=world.reserved.image.pk).classification == "reserved"


def test_a_course_is_not_lowered_below_what_its_pages_show(world: World, directors, client_of):
    first, second = map(client_of, directors)
    assert propose(first, world) == 200  # its pages show reserved images
    for kind in ("image", "document"):
        propose(first, world, kind)
        assert confirm(second) == 302
    assert propose(first, world) == 302
    assert confirm(second) == 302
    assert Course.objects.get(pk=world.reserved.course.pk).classification == "internal"


def test_who_may_not_finds_neither_the_page_nor_the_proposal(world: World, directors, client_of):
    propose(client_of(directors[0]), world, "image")
    proposal = Proposal.objects.get()
    for officer in (world.author, world.director, world.hr, world.administrator, world.reserved_author, world.outside):
        client = client_of(officer)
        assert propose(client, world, "image") == 404
        assert client.post(reverse("officers_proposals:confirm", args=[proposal.public_id])).status_code == 404
    listed = client_of(world.director).get(reverse("officers_proposals:proposals")).content.decode()
    assert world.reserved.image.title not in listed
    assert (
        world.reserved.image.title
        in client_of(directors[1]).get(reverse("officers_proposals:proposals")).content.decode()
    )


def test_a_declined_proposal_changes_nothing(world: World, directors, client_of):
    first, second = map(client_of, directors)
    propose(first, world, "image")
    address = reverse("officers_proposals:decline", args=[Proposal.objects.get().public_id])
    assert "required" in first.get(address).content.decode()
    assert second.post(address, {"why": "Sigue reservado"}).status_code == 302
    assert Proposal.objects.get().state == "declined"
    assert CourseImage.objects.get(pk=world.reserved.image.pk).classification == "reserved"


def test_the_form_of_an_image_does_not_lower_it(world: World, client_of):
    client = client_of(world.reserved_author)
    address = reverse("wagtailimages:edit", args=[world.reserved.image.pk])
    body = {
        "title": "Otra",
        "description": "",
        "credit": "",
        "area": world.open.course.area_id,
        "classification": "open",
    }
    assert client.post(address, body | {"classification": "open"}).status_code == 200
    image = CourseImage.objects.get(pk=world.reserved.image.pk)
    assert (image.classification, image.area_id) == ("reserved", world.reserved.course.area_id)
    client.post(address, body | {"classification": "reserved"})
    image.refresh_from_db()
    assert (image.title, image.area_id) == ("Otra", world.reserved.course.area_id)


def test_an_image_is_added_to_ones_own_area_only(world: World, client_of):
    page = client_of(world.author).get(reverse("wagtailimages:add")).content.decode()
    assert world.open.course.area.name in page
    assert world.reserved.course.area.name not in page


def upload(client, area: int, name: str = "nueva.png"):
    """Post a new picture to the library of an area."""
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "teal").save(out, "PNG")
    file = SimpleUploadedFile(name, out.getvalue(), content_type="image/png")
    body = {"title": "Nueva", "description": "", "credit": "", "area": area, "classification": "internal", "file": file}
    return client.post(reverse("wagtailimages:add"), body)


def test_an_author_puts_a_picture_into_her_own_areas_library_and_into_no_other(world: World, client_of):
    client = client_of(world.author)
    assert upload(client, world.reserved.course.area_id).status_code == 200
    assert not CourseImage.objects.filter(title="Nueva").exists()
    assert upload(client, world.open.course.area_id).status_code == 302
    image = CourseImage.objects.get(title="Nueva")
    assert (image.area_id, image.uploaded_by_user_id, len(image.sha256)) == (
        world.open.course.area_id,
        world.author.pk,
        64,
    )


def test_many_pictures_at_once_ask_for_the_area_afterwards(world: World, client_of):
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "olive").save(out, "PNG")
    client = client_of(world.author)
    file = SimpleUploadedFile("otra.png", out.getvalue(), content_type="image/png")
    answer = client.post(reverse("wagtailimages:add_multiple"), {"files[]": file, "title": "Otra"}).json()
    assert answer["success"] is True
    number = answer["uploaded_file_id"]
    prefix = f"uploaded-image-{number}"
    body = {
        f"{prefix}-title": "Otra", f"{prefix}-description": "", f"{prefix}-credit": "",
        f"{prefix}-area": world.open.course.area_id, f"{prefix}-classification": "open",
    }  # fmt: skip
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number])
    assert client.post(address, body).json()["success"] is True
    assert CourseImage.objects.get(title="Otra").classification == "open"
