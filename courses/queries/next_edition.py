"""What the next edition of a course or a guideline would be: its live pages, frozen, and what stands in the way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from courses import activities
from courses.activities import Problem
from courses.freeze import SCHEMA, freeze, problems_of
from courses.models.course import Course, Guideline
from courses.models.edition import Edition
from courses.pages import CoursePage, GlossaryPage, GuidelinePage, ModulePage
from courses.subjects import Subject, noun_of
from kernel.canonical import sha256

__all__ = ["NextEdition", "NextItem", "media_of", "next_edition"]

MODULE = "module"


@dataclass(frozen=True)
class NextItem:
    """A module or an activity as it would be frozen now."""

    page_id: int
    revision_id: int | None
    activity_uuid: UUID
    kind: str
    label: str
    title: str
    payload: dict[str, Any]
    parent: UUID | None = None
    minutes: int = 0
    required: bool = True
    weight: str = ""

    def manifest(self) -> dict[str, Any]:
        """Return the item's line in the manifest (``docs/editions.md``)."""
        return {
            "activity": str(self.activity_uuid),
            "kind": self.kind,
            "label": self.label,
            "minutes": self.minutes,
            "parent": str(self.parent) if self.parent else None,
            "required": self.required,
            "sha256": sha256(self.payload),
            "title": self.title,
            "weight": self.weight,
        }


@dataclass(frozen=True)
class NextEdition:
    """Cover, items in order, files and problems. ``cover`` is None only when there is no live page.

    A guideline has no items: its text is in the cover.
    """

    subject: Subject
    cover: dict[str, Any] | None
    revision_id: int | None = None
    #: Of the page of a course's glossary, whose terms are in the cover.
    glossary_id: int | None = None
    glossary_revision_id: int | None = None
    items: tuple[NextItem, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: tuple[dict[str, Any], ...] = field(default=())

    def manifest(self, number: int) -> dict[str, Any]:
        """Return what the edition's hash is taken over (``docs/editions.md``)."""
        return {
            "schema": SCHEMA,
            noun_of(self.subject): {"uuid": str(self.subject.uuid), "code": self.subject.code},
            "number": number,
            "cover": sha256(self.cover),
            "items": [item.manifest() for item in self.items],
            "assets": [{name: file[name] for name in ("sha256", "media_type", "name", "size")} for file in self.files],
        }

    def hash_as(self, number: int) -> str:
        """Return the hash that an edition of this number would have."""
        return sha256(self.manifest(number))

    @property
    def shown(self) -> str:
        """What names all of it, whichever number it gets: another after any change of what would be frozen."""
        return self.hash_as(0)

    def is_again(self, latest: Edition | None) -> bool:
        """Whether it would be the latest edition once more."""
        return latest is not None and not self.problems and self.hash_as(latest.number) == latest.sha256


def next_edition(subject: Subject, *, met: Callable[[], None] = lambda: None) -> NextEdition:
    """Freeze the live pages of a course or a guideline as they are now, writing nothing but the files they show.

    met: called after each page, for whoever tells how far it is.
    """
    return _course(subject, met) if isinstance(subject, Course) else _guideline(subject)


def _guideline(guideline: Guideline) -> NextEdition:
    page = GuidelinePage.objects.filter(guideline=guideline, live=True).first()
    if page is None:
        message = _("The page of the guideline is not ready: open it and choose “Ready for the next edition”.")
        waiting = GuidelinePage.objects.filter(guideline=guideline).first()
        return NextEdition(
            guideline, None, problems=(Problem(waiting.pk if waiting else 0, "title", message, "not_live"),)
        )
    cover = freeze(page)
    files = {file["sha256"]: file for file in media_of(cover)}
    return NextEdition(
        guideline, cover, page.live_revision_id,
        problems=tuple(problems_of(page)), files=tuple(files[key] for key in sorted(files)),
    )  # fmt: skip


def _course(course: Course, met: Callable[[], None]) -> NextEdition:
    page = CoursePage.objects.filter(course=course, live=True).first()
    if page is None:
        message = _("The course page is not ready: open it and choose “Ready for the next edition”.")
        waiting = CoursePage.objects.filter(course=course).first()
        return NextEdition(
            course, None, problems=(Problem(waiting.pk if waiting else 0, "title", message, "not_live"),)
        )
    problems = problems_of(page)
    cover = freeze(page)
    met()
    glossary = _glossary(page, cover, problems)
    if glossary is not None:
        met()
    items = []
    for item in _items(page, problems):
        items.append(item)
        met()
    if not items:
        problems.append(Problem(page.pk, "title", _("The course has no module that is ready."), "no_modules"))
    payloads = [cover, *(item.payload for item in items)]
    files = {file["sha256"]: file for payload in payloads for file in media_of(payload)}
    return NextEdition(
        course, cover, page.live_revision_id,
        glossary_id=glossary.pk if glossary else None,
        glossary_revision_id=glossary.live_revision_id if glossary else None,
        items=tuple(items), problems=tuple(problems), files=tuple(files[key] for key in sorted(files)),
    )  # fmt: skip


def _glossary(page: CoursePage, cover: dict[str, Any], problems: list[Problem]) -> GlossaryPage | None:
    """Put the glossary of a course into its cover: a course without one has the cover that it always had."""
    ready = list(GlossaryPage.objects.child_of(page).live().order_by("path"))
    if not ready:
        return None
    for further in ready[1:]:
        message = _("A course has one glossary. Put the terms into one page and delete the other.")
        problems.append(Problem(further.pk, "title", message, "two_glossaries"))
    glossary: GlossaryPage = ready[0]
    problems += problems_of(glossary)
    if terms := freeze(glossary)["terms"]:
        cover["glossary"] = terms
    return glossary


def media_of(payload: Any) -> Iterator[dict[str, Any]]:
    """Yield the files that a payload names: every mapping with ``sha256`` and ``media_type``."""
    if isinstance(payload, dict):
        if "sha256" in payload and "media_type" in payload:
            yield payload
        for inner in payload.values():
            yield from media_of(inner)
    elif isinstance(payload, list):
        for inner in payload:
            yield from media_of(inner)


def _items(page: CoursePage, problems: list[Problem]) -> Iterator[NextItem]:
    modules = ModulePage.objects.child_of(page).live().order_by("path")
    for n, module in enumerate(modules, 1):
        problems += problems_of(module)
        yield NextItem(
            module.pk, module.live_revision_id, module.activity_uuid, MODULE, str(n), module.title, freeze(module)
        )  # fmt: skip
        children = module.get_children().live().order_by("path").specific()
        if not children:
            problems.append(Problem(module.pk, "title", _("The module has no activity that is ready."), "empty_module"))
        for m, activity in enumerate(children, 1):
            item = _activity(activity, f"{n}.{m}", module.activity_uuid, problems)
            if item is not None:
                yield item


def _activity(page: Any, label: str, module: UUID, problems: list[Problem]) -> NextItem | None:
    try:
        kind = activities.kind_of(page)
    except KeyError:
        message = _("Nobody knows how to publish this kind of page.")
        problems.append(Problem(page.pk, "title", message, "unknown_kind"))
        return None
    payload = kind.freeze(page)
    problems += kind.validate(page, payload)
    return NextItem(
        page.pk, page.live_revision_id, page.activity_uuid, kind.kind, label, page.title, payload,
        parent=module, minutes=kind.minutes(payload), required=page.required, weight=kind.weight(payload),
    )  # fmt: skip
