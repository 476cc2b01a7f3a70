"""What the next edition of a course or a guideline would bring, page by page, and which pages stay out of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.models.edition import Edition
from courses.queries.next_edition import NextEdition
from courses.subjects import Subject
from kernel.canonical import sha256

__all__ = ["EditionChanges", "Line", "edition_changes"]


@dataclass(frozen=True)
class Line:
    """A page as the next edition has it; ``remarks``: what differs, and what does not go in."""

    page_id: int
    title: str
    remarks: Sequence[str]


@dataclass(frozen=True)
class EditionChanges:
    """Pages that go in, in order; titles that the last edition has and the next has not; pages that are not ready."""

    lines: Sequence[Line]
    removed: Sequence[str]
    not_ready: Sequence[Page]


def edition_changes(frozen: NextEdition, latest: Edition | None) -> EditionChanges:
    """Compare what would be published with the latest edition and with the drafts."""
    drafts = set(_pages(frozen.subject).filter(live=True, has_unpublished_changes=True).values_list("pk", flat=True))
    before = {item.activity_uuid: item for item in latest.items.order_by("order")} if latest is not None else {}
    lines = []
    if frozen.cover is not None:
        page = frozen.subject.page
        changed = latest is not None and _without_glossary(frozen.cover) != _without_glossary(latest.payload)
        remarks = [_("changed")] if changed else []
        lines.append(Line(page.pk, frozen.cover["title"], [*remarks, *_draft(page.pk, drafts)]))
    if frozen.glossary_id is not None:
        terms = latest.payload.get("glossary") if latest is not None else None
        remarks = [] if latest is None else [_("added")] if terms is None else []
        if frozen.cover is not None and terms is not None and terms != frozen.cover.get("glossary"):
            remarks = [_("changed")]
        lines.append(Line(frozen.glossary_id, _("Glossary"), [*remarks, *_draft(frozen.glossary_id, drafts)]))
    for item in frozen.items:
        old = before.pop(item.activity_uuid, None)
        remarks = []
        if old is None and latest is not None:
            remarks = [_("added")]
        elif old is not None and old.title != item.title:
            remarks = [_("was “%(title)s”") % {"title": old.title}]
        elif old is not None and old.sha256 != sha256(item.payload):
            remarks = [_("changed")]
        lines.append(Line(item.page_id, f"{item.label} {item.title}", [*remarks, *_draft(item.page_id, drafts)]))
    removed = [f"{item.label} {item.title}" for item in before.values()]
    return EditionChanges(lines, removed, list(_pages(frozen.subject).filter(live=False).order_by("path")))


def _without_glossary(cover: dict[str, Any]) -> str:
    return sha256({name: value for name, value in cover.items() if name != "glossary"})


def _draft(page_id: int, drafts: set[int]) -> Iterator[str]:
    if page_id in drafts:
        yield _("has a newer draft that does not go in")


def _pages(subject: Subject) -> QuerySet[Page]:
    top = getattr(subject, "page", None)
    pages: QuerySet[Page] = Page.objects.descendant_of(top, inclusive=True) if top else Page.objects.none()
    return pages
