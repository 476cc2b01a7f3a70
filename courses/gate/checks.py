"""The questions that a row of the gate's table may ask: each returns whether the address exists for the officer.

A check sees the request before Wagtail does. What it does not find, and what it finds out of reach,
is answered alike.
"""

import json
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import HttpRequest
from wagtail.models import Page, Revision

from courses.gate import claims, reach
from courses.gate.ids import is_id
from courses.gate.still_shown import StillShown
from courses.models import CourseDocument, CourseImage
from courses.queries.media_uses import pages_with
from courses.subjects import subject_of
from officers.models import Act, Officer
from officers.roles import may, may_somewhere

__all__ = [
    "Check", "at_start_of_chooser", "body_page", "document", "edited_object", "has", "has_everywhere", "image",
    "json_object", "new_page", "no_alias", "page", "page_body", "posts", "query_documents", "query_images",
    "query_pages", "revision", "uncounted", "unshown_document", "unshown_image",
]  # fmt: skip

Check = Callable[[HttpRequest, Officer, dict[str, Any]], bool]


def has(*acts: str) -> Check:
    """For whoever has one of the acts somewhere."""

    def check(request: HttpRequest, officer: Officer, kwargs: dict[str, Any]) -> bool:
        return any(may_somewhere(officer, act) for act in acts)

    return check


def has_everywhere(act: str) -> Check:
    """For whoever has the act without a scope: what is shown has none."""

    def check(request: HttpRequest, officer: Officer, kwargs: dict[str, Any]) -> bool:
        return may(officer, act)

    return check


def page(kwarg: str, act: str, *, structure: bool = False) -> Check:
    """The page with the id in the path; ``structure``: the tree above courses and guidelines is let through too."""

    def check(request: HttpRequest, officer: Officer, kwargs: dict[str, Any]) -> bool:
        return _page_within_reach(officer, kwargs[kwarg], act, structure=structure)

    return check


def query_pages(name: str, act: str, *, structure: bool = True, required: bool = False) -> Check:
    """All pages whose ids the query names; ``required``: at least one."""

    def check(request: HttpRequest, officer: Officer, kwargs: dict[str, Any]) -> bool:
        ids = [value for value in request.GET.getlist(name) if value and value != "root"]
        return (bool(ids) or not required) and all(
            _page_within_reach(officer, value, act, structure=structure) for value in ids
        )

    return check


def body_page(name: str, act: str) -> Check:
    """The page whose id the posted body names, where it names one."""

    def check(request: HttpRequest, officer: Officer, kwargs: dict[str, Any]) -> bool:
        return all(_page_within_reach(officer, value, act) for value in request.POST.getlist(name) if value)

    return check


def no_alias(request: HttpRequest, officer: Officer, kwargs: dict[str, Any]) -> bool:
    """A copy, not an alias, which would follow what its original is made into."""
    return "alias" not in request.POST


def image(kwarg: str, action: str) -> Check:
    """The image with the id in the path, for one of ``view`` and ``change``."""
    return _media(CourseImage, kwarg, action)


def document(kwarg: str, action: str) -> Check:
    """The document with the id in the path, for one of ``view`` and ``change``."""
    return _media(CourseDocument, kwarg, action)


def unshown_image(kwarg: str) -> Check:
    """The image may go: no page shows it; raises ``StillShown``."""
    return _unshown(CourseImage, kwarg)


def unshown_document(kwarg: str) -> Check:
    """The document may go: no page offers it; raises ``StillShown``."""
    return _unshown(CourseDocument, kwarg)


def query_images(request: HttpRequest, officer: Officer, kwargs: dict[str, Any]) -> bool:
    """All images whose ids the query names."""
    return _all_in(reach.images(officer), request.GET.getlist("id"))


def query_documents(request: HttpRequest, officer: Officer, kwargs: dict[str, Any]) -> bool:
    """All documents whose ids the query names."""
    return _all_in(reach.documents(officer), request.GET.getlist("id"))


def uncounted(request: HttpRequest, officer: Officer, kwargs: dict[str, Any]) -> bool:
    """No list is ordered or filtered by how often something is used: the pages may be out of reach."""
    asked = (*request.GET.keys(), *request.GET.getlist("ordering"))
    return not any("usage_count" in words for words in asked)


def revision(kwarg: str) -> Check:
    """The revision in the path belongs to the page in the path (words such as ``live`` always do)."""

    def check(request: HttpRequest, officer: Officer, kwargs: dict[str, Any]) -> bool:
        wanted = str(kwargs[kwarg])
        page_id = str(kwargs.get("page_id", kwargs.get("pk")))
        if not wanted.isdecimal():
            return True
        return bool(Revision.page_revisions.filter(pk=wanted, object_id=page_id).exists())

    return check


def page_body(request: HttpRequest, officer: Officer, kwargs: dict[str, Any]) -> bool:
    """Everything that the posted form of an existing page refers to; raises ``OutOfReach``."""
    if request.method != "POST":
        return True
    row = Page.objects.filter(pk=kwargs["page_id"]).first()
    if row is None:
        return False
    posted = claims.posted_to(row.get_latest_revision_as_object(), row.get_parent(), request)
    claims.require_within_reach(officer, posted)
    return True


def new_page(request: HttpRequest, officer: Officer, kwargs: dict[str, Any]) -> bool:
    """Everything that the posted form of a new page refers to; raises ``OutOfReach``."""
    if request.method != "POST":
        return True
    parent = Page.objects.filter(pk=kwargs["parent_page_id"]).first()
    model = _model(kwargs["content_type_app_name"], kwargs["content_type_model_name"])
    if parent is None or model is None or not issubclass(model, Page):
        return False
    claims.require_within_reach(officer, claims.posted_to(model(), parent, request))
    return True


def json_object(request: HttpRequest, officer: Officer, kwargs: dict[str, Any]) -> bool:
    """What is sent is an object in JSON, on which Wagtail relies; raises ``Unreadable``."""
    try:
        sent = json.loads(request.body) if request.body else {}
    except ValueError as error:
        raise claims.Unreadable from error
    if not isinstance(sent, dict):
        raise claims.Unreadable
    return True


def posts(name: str) -> Check:
    """What is posted names this field, without which Wagtail would fail; raises ``Unreadable``."""

    def check(request: HttpRequest, officer: Officer, kwargs: dict[str, Any]) -> bool:
        if request.method == "POST" and not request.POST.get(name):
            raise claims.Unreadable
        return True

    return check


def edited_object(request: HttpRequest, officer: Officer, kwargs: dict[str, Any]) -> bool:
    """The page that somebody has open in the editor (Wagtail asks who else has)."""
    model = _model(kwargs["app_label"], kwargs["model_name"])
    if model is None or not issubclass(model, Page):
        return False
    return _page_within_reach(officer, kwargs["object_id"], Act.EDIT_CONTENT)


def at_start_of_chooser(request: HttpRequest, officer: Officer, kwargs: dict[str, Any]) -> bool:
    """The page at which the chooser would open for the wanted types of page: their first common ancestor."""
    wanted = request.GET.get("page_type") or "wagtailcore.page"
    models = [_model(*name.strip().split(".")) if name.count(".") == 1 else None for name in wanted.split(",")]
    kinds = [model for model in models if model is not None and issubclass(model, Page)]
    if len(kinds) != len(models):
        return False
    if kinds == [Page]:
        return True
    start = Page.objects.all().type(*kinds).first_common_ancestor()
    return _page_within_reach(officer, start.pk, Act.READ_CONTENT, structure=True)


def _page_within_reach(officer: Officer, wanted: Any, act: str, *, structure: bool = False) -> bool:
    if not is_id(str(wanted)):
        return False
    row = Page.objects.filter(pk=wanted).first()
    if row is None:
        return False
    if reach.reaches_page(officer, row, act):
        return True
    return structure and subject_of(row) is None


def _media(model: type[Model], kwarg: str, action: str) -> Check:
    def check(request: HttpRequest, officer: Officer, kwargs: dict[str, Any]) -> bool:
        wanted = str(kwargs[kwarg])
        rows = reach.images(officer) if model is CourseImage else reach.documents(officer)
        row = rows.filter(pk=wanted).first() if is_id(wanted) else None
        return row is not None and (action == "view" or reach.may_change(officer, row))

    return check


def _unshown(model: type[CourseImage | CourseDocument], kwarg: str) -> Check:
    def check(request: HttpRequest, officer: Officer, kwargs: dict[str, Any]) -> bool:
        pages = list(pages_with(model._default_manager.get(pk=kwargs[kwarg])))
        if pages:
            raise StillShown(pages, [each for each in pages if reach.reaches_page(officer, each, Act.READ_CONTENT)])
        return True

    return check


def _all_in(rows: Any, ids: list[str]) -> bool:
    wanted = set(ids)
    return all(is_id(value) for value in wanted) and rows.filter(pk__in=wanted).count() == len(wanted)


def _model(app_label: str, model_name: str) -> type[Model] | None:
    try:
        return apps.get_model(app_label, model_name)
    except LookupError:
        return None
