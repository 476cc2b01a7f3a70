"""An author of another area walks the whole CMS with all ids, and meets no word of what is not hers."""

import json
from collections.abc import Container
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.models import EditingSession
from wagtail.models import Revision

from courses.models import CourseDocument, CourseImage, CourseRendition
from officers.models import Officer
from tests.doors.addresses import filled, routes
from tests.doors.world import MARKER, OTHER_MARKER, World

pytestmark = pytest.mark.django_db

#: Words of what the author of the community area must not meet: another's reserved course, another's draft.
FOREIGN = (MARKER, f"Borrador {OTHER_MARKER}", f"Lección {OTHER_MARKER}")
#: What the query may be made of: the filters and searches of Wagtail's lists. What narrows stands alone, what only
#: widens or shows otherwise goes with another; the walk asks without any.
QUERIES = [
    f"q={MARKER}&search_all=1", f"q={OTHER_MARKER}&search_all=1",
    "page_type=courses.lessonpage,courses.coursepage,courses.guidelinepage&multiple=1",
    "for_explorer=1&layout=list&ordering=-title", "live=no",
]  # fmt: skip


def ids(world: World) -> dict[str, list[Any]]:
    """What an address may ask for: every page, image, document and revision of what is not hers, and some of hers."""
    foreign = [world.reserved.page.pk, world.reserved.module.pk, world.reserved.lesson.pk, world.internal.lesson.pk]
    pages = [*foreign, world.reserved_guideline.pk, world.open.lesson.pk]
    lessons = [world.reserved.lesson.pk, world.internal.lesson.pk, world.open.lesson.pk]
    revisions = [Revision.page_revisions.filter(object_id=str(pk)).latest("pk").pk for pk in lessons]
    images = list(CourseImage.objects.values_list("pk", flat=True))
    documents = list(CourseDocument.objects.values_list("pk", flat=True))
    return {
        "page_id": pages, "parent_page_id": [*pages, world.open.module.pk, world.catalogue.pk, world.home.pk],
        "page_to_move_id": pages, "destination_id": [*pages, world.open.module.pk],
        "revision_id": revisions, "revision_id_a": [*revisions, "live", "earliest"], "revision_id_b": ["latest"],
        "image_id": images, "document_id": documents, "doc_id": documents, "rendition_id": [1, 2, 3],
        "pk": sorted({*pages, *images, *documents}),
        "content_type_app_name": ["courses"], "content_type_model_name": ["lessonpage", "coursepage", "guidelinepage"],
        "app_label": ["courses", "wagtailcore", "officers"], "app_name": ["courses"],
        "model_name": ["lessonpage", "courseimage", "coursedocument", "page", "officer"], "object_id": pages,
        "code": ["in-201", "tr-101", "ab-101"], "kind": ["course", "guideline", "image", "document"],
        "number": [1], "rule": [1],
        "run": [world.reserved.run.uuid, world.internal.run.uuid], "proposal": ["00000000-0000-4000-8000-000000000000"],
        "action": ["delete", "move"], "action_name": ["copy", "move"], "session_id": [1], "filter_spec": ["original"],
    }  # fmt: skip


def text_of(client: Client, address: str, method: str = "get", **body: Any) -> tuple[int, str]:
    """Ask and return status and everything that came: headers, redirects, content."""
    response = getattr(client, method)(address, **body)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, f"{response.headers} {content.decode(errors='replace')}"


def walk(
    officer: Officer, values: dict[str, list[Any]], method: str = "get", *, only: Container[str] | None = None
) -> list[str]:
    """Return the addresses of the CMS whose answer held a foreign word that was not in the question.

    only: those of them that are asked; None: all.
    """
    told, client = [], Client(raise_request_exception=False)
    for route in routes():
        addresses = list(filled(route, values, [1, 2, 3])) if route.in_cms else []
        addresses = [address for address in addresses if only is None or address in only]
        if addresses:
            client.force_login(officer)  # one of the addresses logs out
        for address in addresses:
            status, text = text_of(client, address, method)
            assert status != 500 or method == "post", address  # Wagtail fails on an empty body here and there
            if any(word in text.replace(address, "") for word in FOREIGN):
                told.append(address)
    return told


@pytest.mark.walk
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_other_areas_author_walks_every_address_of_the_cms_and_meets_nothing(world: World, method: str):
    assert walk(world.author, ids(world), method) == []


@pytest.mark.walk
def test_the_walk_would_meet_the_word_where_it_may_be_read(world: World):
    lesson, image, document = world.reserved.lesson.pk, world.reserved.image.pk, world.reserved.document.pk
    expected = {
        reverse("wagtailadmin_pages:edit", args=[lesson]), reverse("wagtailadmin_pages:view_draft", args=[lesson]),
        reverse("wagtailadmin_pages:history", args=[lesson]), reverse("wagtailadmin_pages:search"),
        reverse("wagtailadmin_explore", args=[world.reserved.module.pk]), reverse("wagtailimages:index"),
        reverse("wagtailimages:edit", args=[image]), reverse("wagtaildocs:edit", args=[document]),
        reverse("wagtailimages_chooser:choose"), reverse("wagtaildocs_chooser:choose"),
        reverse("wagtailimages_chooser:chosen", args=[image]),
        reverse("wagtailadmin_pages:edit", args=[world.reserved_guideline.pk]),
        reverse("guidelines_cms:editions", args=["in-201"]),
    }  # fmt: skip
    assert set(walk(world.reserved_author, ids(world), only=expected)) == expected


@pytest.mark.walk
def test_the_other_areas_author_searches_and_filters_every_list_and_meets_nothing(world: World, client_of):
    client = client_of(world.author)
    lists = [route for route in routes() if route.in_cms and not route.arguments]
    course, lesson = world.reserved.page.pk, world.reserved.lesson.pk
    chosen = [f"id={lesson}", f"child_of={course}&for_explorer=1", f"child_of={world.catalogue.pk}&for_explorer=1"]
    told = []
    for route in lists:
        client.force_login(world.author)
        for query in [*QUERIES, *chosen]:
            status, text = text_of(client, f"{next(filled(route, {}, ()))}?{query}")
            assert status != 500, (route.name, query)
            without_question = text.replace(query[2:].partition("&")[0], "") if query.startswith("q=") else text
            if any(word in without_question for word in FOREIGN):
                told.append(f"{route.name}?{query}")
    assert told == []


def test_acts_on_many_rows_tell_nothing(world: World, client_of):
    client = client_of(world.author)
    for model, rows in (("page", [world.reserved.lesson.pk]), ("courseimage", [world.reserved.image.pk])):
        label = "wagtailcore" if model == "page" else "courses"
        for action in ("delete", "publish", "unpublish", "move", "add_tags", "add_to_collection"):
            address = (
                reverse("wagtail_bulk_action", args=[label, model, action]) + "?" + urlencode({"id": rows}, doseq=True)
            )
            for method in ("get", "post"):
                status, text = text_of(client, address, method)
                assert (status, MARKER in text) == (404, False)


def lesson_form(*, image: Any = None, document: Any = None, page: Any = None) -> dict[str, str]:
    """The body by which the author saves her own lesson, with the ids given."""
    links = {
        "0": {"type": "DOCUMENT", "mutability": "MUTABLE", "data": {"id": document}} if document else None,
        "1": {"type": "LINK", "mutability": "MUTABLE", "data": {"id": page}} if page else None,
    }
    entities = {key: value for key, value in links.items() if value}
    words = {
        "blocks": [{
            "key": "a", "text": "palabras", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
            "entityRanges": [{"offset": 4 * int(key), "length": 3, "key": int(key)} for key in entities],
        }],
        "entityMap": entities,
    }  # fmt: skip
    form = {
        "title": "Mi lección", "slug": "mi-leccion", "lede": "", "minutes": "20", "required": "on",
        "objectives-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "body-count": "2" if image else "1",
        "body-0-deleted": "", "body-0-order": "0", "body-0-type": "text", "body-0-id": "",
        "body-0-value": json.dumps(words),
    }  # fmt: skip
    if image:
        form |= {
            "body-1-deleted": "", "body-1-order": "1", "body-1-type": "image", "body-1-id": "",
            "body-1-value-image": str(image), "body-1-value-alt": "Una figura", "body-1-value-caption": "",
            "body-1-value-credit": "",
        }  # fmt: skip
    return form


def test_the_author_saves_and_previews_her_own_lesson(world: World, client_of):
    client = client_of(world.author)
    own = lesson_form(image=world.open.image.pk, document=world.open.document.pk, page=world.open.lesson.pk)
    assert client.post(reverse("wagtailadmin_pages:edit", args=[world.open.lesson.pk]), own).status_code == 302
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[world.open.lesson.pk])
    assert client.post(preview, own).json()["is_valid"] is True
    assert "Una figura" in text_of(client, preview)[1]


@pytest.mark.parametrize("kind", ["image", "document", "page"])
@pytest.mark.parametrize("invalid", [False, True])
def test_foreign_ids_in_a_posted_page_are_refused_and_nothing_of_them_is_shown(
    world: World, client_of, kind: str, invalid: bool
):
    client = client_of(world.author)
    foreign: Any = {"image": world.reserved.image, "document": world.reserved.document, "page": world.reserved.lesson}[
        kind
    ]
    body = lesson_form(**{kind: foreign.pk})
    if invalid:
        body["title"] = ""
    lesson, module = world.open.lesson.pk, world.open.module.pk
    revision = world.open.lesson.revisions.latest("pk").pk
    addresses = [
        reverse("wagtailadmin_pages:edit", args=[lesson]),
        reverse("wagtailadmin_pages:revisions_revert", args=[lesson, revision]),
        reverse("wagtailadmin_pages:preview_on_edit", args=[lesson]),
        reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", module]),
        reverse("wagtailadmin_pages:preview_on_add", args=["courses", "lessonpage", module]),
    ]
    for address in addresses:
        status, text = text_of(client, address, "post", data=body)
        assert (status, MARKER in text) == (403, False), address
        assert MARKER not in text_of(client, address)[1]
    assert world.open.lesson.revisions.count() == 2


@pytest.mark.parametrize("spelt", [" {}", "+{}", "{}\n", "0x{}", "-1", "1.0"])
@pytest.mark.parametrize("kind", ["cover", "document", "page"])
def test_an_id_that_is_spelt_otherwise_is_refused_as_well(world: World, client_of, kind: str, spelt: str):
    client = client_of(world.author)
    foreign: Any = {
        "cover": world.reserved.image, "document": world.reserved.document, "page": world.reserved.lesson,
    }[kind]  # fmt: skip
    page = world.open.page if kind == "cover" else world.open.lesson
    wanted = spelt.format(foreign.pk)
    body = {"title": "", "cover": wanted} if kind == "cover" else lesson_form(**{kind: wanted})
    status, text = text_of(client, reverse("wagtailadmin_pages:edit", args=[page.pk]), "post", data=body)
    assert (status, MARKER in text) == (403, False)


@pytest.mark.parametrize("kind", ["image", "document"])
def test_what_does_not_exist_is_answered_as_what_is_foreign(world: World, client_of, kind: str):
    client = client_of(world.author)
    body = lesson_form(image=world.open.image.pk)
    if kind == "document":
        body |= {"body-1-type": "document", "body-1-value-title": "", "body-1-value-description": ""}
    foreign = world.reserved.image.pk if kind == "image" else world.reserved.document.pk
    address = reverse("wagtailadmin_pages:edit", args=[world.open.lesson.pk])
    answers = [
        text_of(client, address, "post", data={**body, f"body-1-value-{kind}": pk}) for pk in (foreign, 999_999, "x")
    ]
    assert [status for status, _text in answers] == [403] * 3


def test_how_often_something_is_used_is_not_told(world: World, client_of):
    client = client_of(world.author)
    image, document, lesson = world.open.image.pk, world.open.document.pk, world.open.lesson.pk
    for name, pk in (
        ("wagtailimages:edit", image), ("wagtailimages:delete", image), ("wagtaildocs:edit", document),
        ("wagtaildocs:delete", document), ("wagtailadmin_pages:edit", lesson), ("wagtailadmin_pages:delete", lesson),
    ):  # fmt: skip
        status, text = text_of(client, reverse(name, args=[pk]))
        assert (status in {200, 302, 403}, "/usage/" in text, MARKER in text) == (True, False, False), name
    for name in ("wagtailimages:index", "wagtaildocs:index", "wagtailimages_chooser:choose"):
        address = reverse(name)
        assert "/usage/" not in text_of(client, f"{address}?layout=list")[1]
        for query in ("ordering=-usage_count", "usage_count_min=2"):
            assert text_of(client, f"{address}?{query}")[0] == 404


def test_a_session_of_the_editor_tells_nothing_of_a_foreign_page(world: World, client_of):
    client = client_of(world.author)
    address = reverse("wagtailadmin_editing_sessions:ping", args=["courses", "lessonpage", world.reserved.lesson.pk, 1])
    assert client.post(address).status_code == 404
    assert not EditingSession.objects.exists()


def test_the_areas_own_author_sees_what_is_hers(world: World, client_of):
    client = client_of(world.reserved_author)
    address = reverse("wagtailadmin_pages:edit", args=[world.reserved.lesson.pk])
    assert f"Borrador {MARKER}" in text_of(client, address)[1]
    assert MARKER in text_of(client, reverse("wagtailimages:index"))[1]
    rendition = CourseRendition.objects.filter(image=world.reserved.image).first()
    assert rendition is not None
    assert text_of(client, rendition.url)[0] == 200
    assert text_of(client_of(world.author), rendition.url)[0] == 404
