"""What a course or a guideline may show or link to: asked by page forms and, again, when freezing.

This compares materials (``courses.classification``). Whether the *author* may use an id is the gate's.
The sentences name no title: what may not be referred to may not be told either.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape
from typing import Any

from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from courses.classification import may_refer
from courses.models.course import Course, Guideline
from courses.sanitise import RESOLVED
from courses.subjects import Subject, subject_of

__all__ = ["Found", "Links", "agrees", "document_refusal", "image_refusal", "link_refusal", "refusals"]

_LINK = re.compile(r"<a\b([^>]*)>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def image_refusal(subject: Subject | None, image: Any) -> str:
    """Return why a course or guideline may not show an image; empty when it may."""
    if agrees(subject, image):
        return ""
    return _("An image is held more strictly than this page, or reserved to another area. Choose another image.")


def document_refusal(subject: Subject | None, document: Any) -> str:
    """Return why a course or guideline may not offer a document; empty when it may."""
    if agrees(subject, document):
        return ""
    return _("A document is held more strictly than this page, or reserved to another area. Choose another document.")


def link_refusal(subject: Subject | None, target: Subject) -> str:
    """Return why a course or guideline may not link to another one; empty when it may."""
    if subject == target or agrees(subject, target):
        return ""
    return _(
        "A link leads to a course or a guideline that is held more strictly than this page, or reserved to another "
        "area."
    )


def refusals(subject: Subject | None, references: Iterable[tuple[Any, str]]) -> list[str]:
    """Return why a course or guideline may not refer to what is named by (model, id): each reason once.

    What is gone is no refusal here: an author may save a draft and mend it; freezing refuses.
    """
    named: dict[Any, set[str]] = {}
    for model, id in references:
        named.setdefault(model, set()).add(id)
    images = get_image_model().objects.filter(pk__in=named.get(get_image_model(), ()))
    documents = get_document_model().objects.filter(pk__in=named.get(get_document_model(), ()))
    pages = Page.objects.filter(pk__in={id for model, ids in named.items() if issubclass(model, Page) for id in ids})
    targets = [target for page in pages if (target := subject_of(page)) is not None]
    found = [image_refusal(subject, image) for image in images]
    found += [document_refusal(subject, document) for document in documents]
    found += [link_refusal(subject, target) for target in targets]
    return [reason for reason in dict.fromkeys(found) if reason]


def agrees(subject: Subject | None, target: Any) -> bool:
    """Whether a course or guideline may show a file of the library, or lead to another, as both are held now."""
    return subject is not None and may_refer(
        source=subject.classification, source_area=str(subject.area_id),
        target=target.classification, target_area=str(target.area_id),
    )  # fmt: skip


@dataclass(frozen=True)
class Found:
    """Where a link to a page leads, in the payload's own words, or why it leads nowhere."""

    address: str | None = None
    problem: str = ""
    code: str = ""


class Links:
    """The links in the rich text of one course or guideline."""

    def __init__(self, subject: Subject | None) -> None:
        self.subject = subject

    def document(self, id: str) -> Any:
        """Return a document of the library, or None."""
        return get_document_model().objects.filter(pk=_number(id)).first()

    def page(self, id: str) -> Found:
        """Return where a link to a page leads: an activity of this course, another course, or a guideline."""
        page = Page.objects.filter(pk=_number(id)).first()
        if page is None or not page.live:
            return Found(problem=_("A link leads to a page that is gone or not ready."), code="dead_link")
        target = subject_of(page)
        if target is None:
            message = _("A link leads to a page that is neither part of a course nor a guideline.")
            return Found(problem=message, code="dead_link")
        if refusal := link_refusal(self.subject, target):
            return Found(problem=refusal, code="reference")
        if isinstance(target, Guideline):
            return Found(address=f"guideline:{target.code}")
        activity = getattr(page.specific, "activity_uuid", None)
        if target == self.subject and activity is not None and page.specific.is_activity:
            return Found(address=f"activity:{activity}")
        return Found(address=f"course:{target.code}")

    @cached_property
    def terms(self) -> dict[str, Any]:
        """The terms of this course's glossary as it is ready for the next edition, by key."""
        page = getattr(self.subject, "page", None) if isinstance(self.subject, Course) else None
        ready = page.get_children().live().filter(content_type__model="glossarypage") if page else ()
        children = [child for glossary in ready for child in glossary.specific.terms]
        return {child.value["key"]: child.value for child in reversed(children) if child.value["key"]}

    def resolved(self, html: str, link: Callable[[str, str, str], str | None]) -> str:
        """Return rich text with each link to a page, document or term led through ``link``; None: the words alone.

        ``link`` is given the kind, the id (a term's key) and the words that are linked.
        """

        def replaced(match: re.Match[str]) -> str:
            attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[1])}
            kind = attributes.get("linktype", "")
            if kind in {"page", "document", "term"}:
                words = unescape(_TAG.sub("", html[match.end() :].partition("</a>")[0])).strip()
                address = link(kind, attributes.get("id", ""), words)
            else:
                address = attributes.get("href")
                # Only freezing makes these; typed by hand they would name what nobody has checked.
                if address and address.partition(":")[0].strip().lower() in RESOLVED:
                    address = None
            return f'<a href="{escape(address)}">' if address else "<a>"

        return _LINK.sub(replaced, html)


def _number(id: str) -> int:
    return int(id) if id.isdecimal() and len(id) < 18 else 0
