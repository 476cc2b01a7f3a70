"""What a course may show or link to: asked by page forms and, again, when freezing.

This compares materials (``courses.classification``). Whether the *author* may use an id is the gate's.
The sentences name no title: what may not be referred to may not be told either.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from courses.classification import may_refer
from courses.models.course import Course

__all__ = ["Found", "Links", "agrees", "document_refusal", "image_refusal", "link_refusal", "refusals"]

_LINK = re.compile(r"<a\b([^>]*)>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def image_refusal(course: Course | None, image: Any) -> str:
    """Return why a course may not show an image; empty when it may."""
    if agrees(course, image):
        return ""
    return _("An image is held more strictly than this course, or reserved to another area. Choose another image.")


def document_refusal(course: Course | None, document: Any) -> str:
    """Return why a course may not offer a document; empty when it may."""
    if agrees(course, document):
        return ""
    return _("A document is held more strictly than this course, or reserved to another area. Choose another document.")


def link_refusal(course: Course | None, target: Course) -> str:
    """Return why a course may not link to another course; empty when it may."""
    if course == target or agrees(course, target):
        return ""
    return _("A link leads to a course that is held more strictly than this one, or reserved to another area.")


def refusals(course: Course | None, references: Iterable[tuple[Any, str]]) -> list[str]:
    """Return why a course may not refer to what is named by (model, id): each reason once.

    What is gone is no refusal here: an author may save a draft and mend it; freezing refuses.
    """
    named: dict[Any, set[str]] = {}
    for model, id in references:
        named.setdefault(model, set()).add(id)
    images = get_image_model().objects.filter(pk__in=named.get(get_image_model(), ()))
    documents = get_document_model().objects.filter(pk__in=named.get(get_document_model(), ()))
    pages = Page.objects.filter(pk__in={id for model, ids in named.items() if issubclass(model, Page) for id in ids})
    targets = [target for page in pages if (target := Course.objects.of_page(page)) is not None]
    found = [image_refusal(course, image) for image in images]
    found += [document_refusal(course, document) for document in documents]
    found += [link_refusal(course, target) for target in targets]
    return [reason for reason in dict.fromkeys(found) if reason]


def agrees(course: Course | None, target: Any) -> bool:
    """Whether a course may show a file of the library, or lead to a course, as both are held now."""
    return course is not None and may_refer(
        source=course.classification, source_area=str(course.area_id),
        target=target.classification, target_area=str(target.area_id),
    )  # fmt: skip


@dataclass(frozen=True)
class Found:
    """Where a link to a page leads, in the payload's own words, or why it leads nowhere."""

    address: str | None = None
    problem: str = ""
    code: str = ""


class Links:
    """The links in the rich text of one course."""

    def __init__(self, course: Course | None) -> None:
        self.course = course

    def document(self, id: int) -> Any:
        """Return a document of the library, or None."""
        return get_document_model().objects.filter(pk=id).first()

    def page(self, id: int) -> Found:
        """Return where a link to a page leads: an activity of this course, or another course."""
        page = Page.objects.filter(pk=id).first()
        if page is None or not page.live:
            return Found(problem=_("A link leads to a page that is gone or not ready."), code="dead_link")
        target = Course.objects.of_page(page)
        if target is None:
            return Found(problem=_("A link leads to a page that is no part of a course."), code="dead_link")
        if refusal := link_refusal(self.course, target):
            return Found(problem=refusal, code="reference")
        activity = getattr(page.specific, "activity_uuid", None)
        if target == self.course and activity is not None and page.specific.is_activity:
            return Found(address=f"activity:{activity}")
        return Found(address=f"course:{target.code}")

    def resolved(self, html: str, link: Callable[[str, int, str], str | None]) -> str:
        """Return rich text with each link to a page or document led through ``link``; None: the words alone.

        ``link`` is given the kind, the id and the words that are linked.
        """

        def replaced(match: re.Match[str]) -> str:
            attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[1])}
            kind = attributes.get("linktype", "")
            if kind in {"page", "document"}:
                id = attributes.get("id", "")
                words = unescape(_TAG.sub("", html[match.end() :].partition("</a>")[0])).strip()
                address = link(kind, int(id) if id.isdecimal() and len(id) < 18 else 0, words)
            else:
                address = attributes.get("href")
                # Only freezing makes these; typed by hand they would name what nobody has checked.
                if address and address.partition(":")[0].strip().lower() in {"activity", "course", "asset"}:
                    address = None
            return f'<a href="{escape(address)}">' if address else "<a>"

        return _LINK.sub(replaced, html)
