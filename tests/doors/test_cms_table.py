"""Every address of the CMS, asked as every role by GET and by POST: who is not let in finds nothing.

The table is written by hand from ``docs/permissions.md`` and read by namespace, with exceptions by route: a new route
is for those of its namespace, a new namespace fails. The ids are those of the open course, on which all have their
role. Who is let in is asked by GET only: by POST it would be done. What is switched off is asked by POST only.
"""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from courses.gate import table
from lms import urls
from tests.doors.addresses import Route, filled, routes
from tests.doors.world import World

pytestmark = pytest.mark.django_db

UNKNOWN = "00000000-0000-4000-8000-000000000000"

#: A letter for each role: who has it in the world of the doors.
ROLES = {
    "A": "author", "R": "reviewer", "D": "director", "I": "instructor", "C": "commander", "H": "hr", "U": "auditor",
    "S": "administrator",
}  # fmt: skip

#: Who is let in, by what the name of a route begins with.
LET_IN = {
    "": "",
    "assessments_annulments:": "D",
    "assessments_cms:": "AD",
    "assessments_complaints:": "D",
    "assessments_further:": "D",
    "assessments_overrides:": "D",
    "assessments_sittings:": "D",
    "certificates_cms:": "CHU",
    "courses_cms:": "AD",
    "courses_lowering:": "D",
    "courses_media:": "ARDU",
    "courses_runs:": "D",
    "guidelines_cms:": "AD",
    "imports_cms:": "HS",
    "lms_audit:": "U",
    "lms_below_paper:": "CHU",
    "lms_tasks:": "S",
    "officers_cms:": "HS",
    "officers_links:": "HS",
    "officers_passwords:": "CHS",
    "officers_proposals:": "DHS",
    "officers_roles:": "DS",
    "units_cms:": "HS",
    "wagtailadmin_": "ARDCHUS",
    "wagtailadmin_api:": "ARDU",
    "wagtailadmin_block_preview": "AD",
    "wagtailadmin_choose_page": "ARDU",
    "wagtailadmin_editing_sessions:": "AD",
    "wagtailadmin_explore": "ARDU",
    "wagtailadmin_pages:": "AD",
    "wagtaildocs:": "AD",
    "wagtaildocs_chooser:": "ARDU",
    "wagtailimages:": "AD",
    "wagtailimages_chooser:": "ARDU",
}
#: Routes that are for others than their namespace.
EXCEPTIONS = {
    **dict.fromkeys(
        [
            f"assessments_cms:{name}"
            for name in ("questions", "question", "preview", "exam", "trial", "trial_of")
        ], "ARDU",
    ),
    **dict.fromkeys([f"certificates_cms:{name}" for name in ("revoke", "reinstate", "reissue")], "H"),
    **dict.fromkeys(
        ["courses_cms:editions", "courses_cms:tree", "courses_cms:terms", "guidelines_cms:editions"], "ARDU"
    ),
    **dict.fromkeys(
        [
            f"{space}:{name}"
            for space in ("courses_cms", "guidelines_cms")
            for name in ("area", "classification", "give_access", "withdraw_access", "publish", "publication")
        ], "D",
    ),
    "courses_cms:prerequisites": "D",
    **dict.fromkeys(
        [f"wagtailadmin_choose_page_{kind}_link" for kind in ("external", "email", "phone", "anchor")], "AD"
    ),
    **dict.fromkeys(
        [
            f"wagtailadmin_pages:{name}"
            for name in (
                "search", "search_results", "view_draft", "history", "history_results", "revisions_index",
                "revisions_view", "revisions_compare",
            )
        ], "ARDU",
    ),
    **dict.fromkeys([f"wagtail{library}:index" for library in ("images", "docs")], "ARDU"),
    **dict.fromkeys([f"wagtail{library}:index_results" for library in ("images", "docs")], "ARDU"),
    **dict.fromkeys([f"wagtail{library}_chooser:create" for library in ("images", "docs")], "AD"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def terse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say nothing of what does not exist: the page has its own tests, and here it is asked for a thousand times."""
    monkeypatch.setattr(urls, "handler404", lambda request, exception: HttpResponse(status=404), raising=False)


def _asked() -> list[Route]:
    """Return the routes of the CMS, the one that logs out at the end."""
    return sorted((route for route in routes() if route.in_cms), key=lambda route: route.name == "wagtailadmin_logout")


def let_in(route: Route) -> str:
    """Return the letters of those who are let in; nobody where the gate's table has no row."""
    if table.row_of(route.name) is table.OFF:
        return ""
    start = max((start for start in LET_IN if start and route.name.startswith(start)), key=len)
    return EXCEPTIONS.get(route.name, LET_IN[start])


def ids_of(world: World) -> dict[str, list[Any]]:
    """Return the ids of the open course, and of those who belong to nothing: what has no row is asked with any."""
    course = world.open
    of_pages = ("page_id", "pk", "parent_page_id", "page_to_move_id", "object_id")
    return {
        **{name: [course.lesson.pk] for name in of_pages}, "destination_id": [course.module.pk],
        "image_id": [course.image.pk],
        "document_id": [course.document.pk], "doc_id": [course.document.pk],
        "code": [course.course.code.lower()],
        "number": [course.edition.number], "run": [course.run.uuid], "officer": [world.inside.public_id],
        "unit": [world.inside.unit_id], "kind": ["course"], "app_label": ["courses"], "model_name": ["lessonpage"],
        "revision_id": [course.lesson.latest_revision_id], "revision_id_a": ["earliest"], "revision_id_b": ["latest"],
    }  # fmt: skip


#: What has nothing to show with these ids: no exam, no scaled copy, no newer edition, nothing to lower, no query.
NOTHING_TO_SHOW = frozenset({
    "assessments_cms:exam", "assessments_cms:trial", "courses_lowering:lower", "courses_media:rendition",
    "courses_runs:move", "wagtailadmin_api:pages:listing", "wagtailadmin_block_preview", "wagtaildocs_chooser:chosen",
    "wagtailimages_chooser:chosen",
})  # fmt: skip


def test_every_namespace_of_the_cms_has_a_row() -> None:
    named = [route.name for route in routes() if route.in_cms and table.row_of(route.name) is not table.OFF]
    assert [name for name in named if not name.startswith(tuple(start for start in LET_IN if start))] == []


def test_every_exception_is_a_route() -> None:
    assert sorted(set(EXCEPTIONS) - {route.name for route in routes()}) == []


@pytest.mark.parametrize("letter", ROLES, ids=list(ROLES.values()))
def test_every_route_of_the_cms_is_for_the_roles_that_its_row_names(world: World, letter: str) -> None:
    client, ids, wrong = Client(), ids_of(world), []
    client.force_login(getattr(world, ROLES[letter]))
    for route in _asked():
        address = next(filled(route, ids, [UNKNOWN if "uuid" in route.pattern else 1]))
        if letter in let_in(route):
            status = client.get(address).status_code
            may_be_missing = set(route.arguments) - set(ids) or route.name in NOTHING_TO_SHOW
            if status >= 500 or (status == 404 and not may_be_missing):
                wrong.append((route.name, address, status))
            continue
        methods = ["POST"] if table.row_of(route.name) is table.OFF else ["GET", "POST"]
        statuses = [client.generic(method, address).status_code for method in methods]
        wrong += [(route.name, address, status) for status in statuses if status != 404]
    assert wrong == []
