"""A course as a tree: modules and activities in order, what state each is in, and what it asks for.

The tree itself costs as many statements for ten pages as for sixty: it compares revisions, not content. What
prevents publishing, and what differs to the letter, is found by freezing everything, and asked for by itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import Page, Revision

from courses import activities
from courses.models.course import Course
from courses.models.edition import Edition
from courses.pages import CoursePage, GlossaryPage, ModulePage
from courses.queries.next_edition import NextEdition
from courses.reading import Size
from kernel.canonical import sha256

__all__ = ["CourseTree", "State", "Tag", "TreeModule", "TreePage", "course_tree", "order_token"]

#: An academic hour, in minutes.
_HOUR = 45


class State(StrEnum):
    """What a page of the tree may be besides ready and published as it is."""

    DRAFT = "draft"
    LEFT_OUT = "left_out"
    NEWER_DRAFT = "newer_draft"
    NEW = "new"
    CHANGED = "changed"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Tag:
    """A state, in words."""

    state: State
    words: str


@dataclass(frozen=True)
class TreePage:
    """A page of the tree, by its newest draft. label: as the next edition numbers it; empty while it is in none.

    up, down: ``page.parent.position`` of the move by one place; empty where there is none. counted: in the totals.
    """

    page_id: int
    kind: str
    label: str
    title: str
    tags: Sequence[Tag]
    problems: Sequence[str]
    size: Size
    counted: bool
    up: str = ""
    down: str = ""


@dataclass(frozen=True)
class TreeModule:
    """A module with what lies in it."""

    page: TreePage
    activities: Sequence[TreePage]

    @property
    def size(self) -> Size:
        """Minutes and words of what is counted."""
        return _sum(each.size for each in self.activities if each.counted)


@dataclass(frozen=True)
class CourseTree:
    """The tree of a course. token: the order that is shown. edition: the number of the latest; None: there is none.

    checked: whether it was frozen, so that problems are known and ``changed`` is exact.
    """

    page: TreePage
    glossary: TreePage | None
    modules: Sequence[TreeModule]
    declared: int
    edition: int | None
    token: str
    checked: bool

    @property
    def size(self) -> Size:
        """Minutes and words of the whole."""
        return _sum(module.size for module in self.modules if module.page.counted)

    @property
    def hours(self) -> Decimal:
        """The minutes as academic hours, to one decimal."""
        return (Decimal(self.size.minutes) / _HOUR).quantize(Decimal("0.1"))

    @property
    def missing(self) -> int:
        """How many minutes the declared hours have more than the tree; negative: fewer."""
        return self.declared * _HOUR - self.size.minutes

    @property
    def over(self) -> int:
        """How many minutes the tree has more than the declared hours; negative: fewer."""
        return -self.missing

    @property
    def problems(self) -> int:
        """How many problems there are on its pages."""
        return sum(len(page.problems) for page in self._pages())

    def _pages(self) -> Iterator[TreePage]:
        yield self.page
        if self.glossary:
            yield self.glossary
        for module in self.modules:
            yield module.page
            yield from module.activities


def order_token(top: Page) -> str:
    """Return what names the present order of a course's pages: another after each move, addition and deletion."""
    return _token(Page.objects.descendant_of(top).order_by("path").values_list("pk", "depth"))


def _token(pages: Iterable[tuple[int, int]]) -> str:
    return sha256([[pk, depth] for pk, depth in pages])[:16]


def course_tree(course: Course, frozen: NextEdition | None = None) -> CourseTree | None:
    """Return the tree of a course, or None while it has no page.

    frozen: what the next edition would be, where problems and exact differences are wanted.
    """
    top = CoursePage.objects.filter(course=course).first()
    if top is None:
        return None
    latest = Edition.objects.filter(course=course).defer("payload", "search_text").order_by("-number").first()
    return _Growing(top, latest, frozen).tree()


class _Growing:
    """A tree while it is made."""

    def __init__(self, top: CoursePage, latest: Edition | None, frozen: NextEdition | None) -> None:
        self.top, self.latest, self.frozen = top, latest, frozen
        self.pages: list[Any] = list(Page.objects.descendant_of(top).order_by("path").specific())
        drafted = [page.latest_revision_id for page in [top, *self.pages] if _is_drafted(page)]
        self.drafts: Mapping[int, Revision] = Revision.objects.in_bulk(drafted)
        rows = latest.items.values_list("activity_uuid", "title", "sha256") if latest else ()
        self.before = {uuid: (title, digest) for uuid, title, digest in rows}
        items = frozen.items if frozen else ()
        self.now = {item.page_id: (item.title, sha256(item.payload)) for item in items}
        self.found: dict[int, list[str]] = {}
        for problem in frozen.problems if frozen else ():
            self.found.setdefault(problem.page_id, []).append(problem.message)

    def tree(self) -> CourseTree:
        modules = [page for page in self.pages if isinstance(page, ModulePage)]
        below = {module.pk: self._below(module) for module in modules}
        numbers = _numbers(modules, below)
        order = [(module.pk, [page.pk for page in below[module.pk]]) for module in modules]
        moves = _moves(self.top.pk, order)
        glossary = next((page for page in self.pages if isinstance(page, GlossaryPage)), None)
        return CourseTree(
            page=self._page(self.top, _("Course page"), "", ("", "")),
            glossary=self._page(glossary, _("Glossary"), "", ("", "")) if glossary else None,
            modules=[
                TreeModule(
                    self._page(module, _("Module"), numbers.get(module.pk, ""), moves[module.pk]),
                    [
                        self._page(page, self._kind(page), numbers.get(page.pk, ""), moves[page.pk])
                        for page in below[module.pk]
                    ],
                )
                for module in modules
            ],
            declared=int(self._content(self.top)["academic_hours"] or 0),
            edition=self.latest.number if self.latest else None,
            token=_token((page.pk, page.depth) for page in self.pages),
            checked=self.frozen is not None,
        )

    def _below(self, module: Any) -> list[Any]:
        return [page for page in self.pages if page.path.startswith(module.path) and page.depth == module.depth + 1]

    def _page(self, page: Any, kind: str, label: str, moves: tuple[str, str]) -> TreePage:
        problems = self.found.get(page.pk, [])
        return TreePage(
            page_id=page.pk, kind=kind, label=label, title=page.draft_title or page.title,
            tags=list(self._tags(page, problems)), problems=problems, size=self._size(page),
            counted=not _is_left_out(page), up=moves[0], down=moves[1],
        )  # fmt: skip

    def _kind(self, page: Any) -> str:
        try:
            return activities.kind_of(page).label_for(counts=bool(self._content(page).get("counts", True)))
        except KeyError:
            return str(page.specific_class.get_verbose_name())

    def _size(self, page: Any) -> Size:
        try:
            return activities.kind_of(page).size(self._content(page))
        except KeyError:
            return Size(0)

    def _content(self, page: Any) -> Mapping[str, Any]:
        """Return the fields of the newest draft."""
        draft = self.drafts.get(page.latest_revision_id) if _is_drafted(page) else None
        content: Mapping[str, Any] = draft.content if draft else get_serializable_data_for_fields(page)
        return content

    def _tags(self, page: Any, problems: Sequence[str]) -> Iterator[Tag]:
        if not page.live:
            left_out = _is_left_out(page)
            yield Tag(State.LEFT_OUT, _("left out")) if left_out else Tag(State.DRAFT, _("draft"))
        elif page.has_unpublished_changes:
            yield Tag(State.NEWER_DRAFT, _("newer draft"))
        if page.live and self.latest is not None:
            yield from self._differences(page, self.latest)
        if problems:
            yield Tag(State.PROBLEM, _("problem"))

    def _differences(self, page: Any, latest: Edition) -> Iterator[Tag]:
        uuid = getattr(page, "activity_uuid", None)
        added = isinstance(page, GlossaryPage) and "glossary" not in latest.revisions
        if added or (uuid is not None and uuid not in self.before):
            yield Tag(State.NEW, _("new since edition %(number)s") % {"number": latest.number})
        elif self._is_changed(page, uuid, latest):
            yield Tag(State.CHANGED, _("changed since edition %(number)s") % {"number": latest.number})

    def _is_changed(self, page: Any, uuid: Any, latest: Edition) -> bool:
        is_glossary = isinstance(page, GlossaryPage)
        if self.frozen is None or (uuid is not None and page.pk not in self.now):
            named = latest.revisions.get("glossary" if is_glossary else "cover" if uuid is None else str(uuid))
            return bool(page.live_revision_id != named)
        if uuid is None:
            before, now = latest.payload, self.frozen.cover
            if is_glossary:
                return now is not None and now.get("glossary") != before.get("glossary")
            return now is not None and sha256(_cover(now)) != sha256(_cover(before))
        return self.now[page.pk] != self.before[uuid]


def _cover(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return a cover without the glossary, which is written on a page of its own."""
    return {name: value for name, value in payload.items() if name != "glossary"}


def _sum(sizes: Iterable[Size]) -> Size:
    held = list(sizes)
    words = [size.words for size in held if size.words is not None]
    return Size(sum(size.minutes for size in held), sum(words) if words else None)


def _is_left_out(page: Any) -> bool:
    """Whether it was ready once and was taken out of the editions to come."""
    return not page.live and page.first_published_at is not None


def _is_drafted(page: Any) -> bool:
    """Whether its newest draft is not the row itself."""
    return page.latest_revision_id is not None and (page.has_unpublished_changes or not page.live)


def _numbers(modules: Sequence[Any], below: Mapping[int, Sequence[Any]]) -> dict[int, str]:
    """Number what is ready as the next edition does."""
    numbers = {}
    for n, module in enumerate((module for module in modules if module.live), 1):
        numbers[module.pk] = str(n)
        for m, page in enumerate((page for page in below[module.pk] if page.live), 1):
            numbers[page.pk] = f"{n}.{m}"
    return numbers


def _moves(top: int, order: Sequence[tuple[int, Sequence[int]]]) -> dict[int, tuple[str, str]]:
    """Return for each page the moves by one place up and down; an activity goes on into the module beside its own."""
    moves = {}
    for n, (module, pages) in enumerate(order):
        up = f"{module}.{top}.{n - 1}" if n else ""
        moves[module] = (up, f"{module}.{top}.{n + 1}" if n + 1 < len(order) else "")
        for m, page in enumerate(pages):
            before = f"{order[n - 1][0]}.{len(order[n - 1][1])}" if n else ""
            after = f"{order[n + 1][0]}.0" if n + 1 < len(order) else ""
            before = f"{module}.{m - 1}" if m else before
            after = f"{module}.{m + 1}" if m + 1 < len(pages) else after
            moves[page] = (f"{page}.{before}" if before else "", f"{page}.{after}" if after else "")
    return moves
