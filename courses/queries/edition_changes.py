"""What the next edition of a course or a guideline would bring, page by page, and which pages stay out of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses import activities
from courses.content_facts import cover_facts, glossary_facts, module_facts, required_fact
from courses.models.edition import Edition, EditionItem
from courses.queries.next_edition import MODULE, NextEdition, NextItem
from courses.subjects import Subject
from courses.text_difference import ChangedPart, Fact, differences
from kernel.canonical import sha256
from officers.models import Officer

__all__ = ["EditionChanges", "Line", "edition_changes"]

#: More places than this are folded, and more words.
_OPEN_PLACES = 4
_OPEN_WORDS = 120


@dataclass(frozen=True)
class Line:
    """A page as the next edition has it; ``remarks``: what differs, and what does not go in.

    ``parts``: how its text differs from the latest edition's, word by word.
    """

    page_id: int
    title: str
    remarks: Sequence[str]
    parts: Sequence[ChangedPart] = ()

    @property
    def places(self) -> int:
        """In how many places it differs."""
        return sum(len(part.differences) or 1 for part in self.parts)

    @property
    def is_long(self) -> bool:
        """Whether what differs is more than one takes in at a glance."""
        pieces = [piece for part in self.parts for each in part.differences for piece in each.shortened]
        return self.places > _OPEN_PLACES or sum(len(piece.text.split()) for piece in pieces) > _OPEN_WORDS


@dataclass(frozen=True)
class EditionChanges:
    """Pages that go in, in order; titles that the last edition has and the next has not; pages that are not ready."""

    lines: Sequence[Line]
    removed: Sequence[str]
    not_ready: Sequence[Page]


def edition_changes(frozen: NextEdition, latest: Edition | None, *, reader: Officer) -> EditionChanges:
    """Compare what would be published with the latest edition and with the drafts, as far as the reader may read."""
    drafts = set(_pages(frozen.subject).filter(live=True, has_unpublished_changes=True).values_list("pk", flat=True))
    before = {item.activity_uuid: item for item in latest.items.order_by("order")} if latest is not None else {}
    lines = list(_cover(frozen, latest, drafts))
    altered = {item.activity_uuid for item in frozen.items if _differs(before.get(item.activity_uuid), item)}
    parts, moved = _parts(frozen.items, before, altered, reader), _moved(frozen.items, list(before))
    for item in frozen.items:
        old = before.pop(item.activity_uuid, None)
        remarks = []
        if old is None and latest is not None:
            remarks = [_("added")]
        elif old is not None and old.title != item.title:
            remarks = [_("was “%(title)s”") % {"title": old.title}]
        elif item.activity_uuid in altered:
            remarks = [_("changed")]
        if old is not None and item.activity_uuid in moved:
            remarks.append(_("moved; it was %(label)s") % {"label": old.label})
        remarks += _draft(item.page_id, drafts)
        lines.append(Line(item.page_id, f"{item.label} {item.title}", remarks, parts.get(item.activity_uuid, ())))
    removed = [f"{item.label} {item.title}" for item in before.values()]
    return EditionChanges(lines, removed, list(_pages(frozen.subject).filter(live=False).order_by("path")))


def _cover(frozen: NextEdition, latest: Edition | None, drafts: set[int]) -> Iterator[Line]:
    """Yield the lines of the cover and of the glossary in it."""
    cover, was = frozen.cover, latest.payload if latest is not None else None
    if cover is not None:
        page = frozen.subject.page
        changed = was is not None and _without_glossary(cover) != _without_glossary(was)
        remarks = [_("changed")] if changed else []
        parts = _said(cover_facts(was), cover_facts(cover)) if was and changed else []
        yield Line(page.pk, cover["title"], [*remarks, *_draft(page.pk, drafts)], parts)
    if frozen.glossary_id is not None:
        terms = was.get("glossary") if was is not None else None
        remarks = [] if was is None else [_("added")] if terms is None else []
        parts = []
        if was is not None and cover is not None and terms is not None and terms != cover.get("glossary"):
            remarks, parts = [_("changed")], _said(glossary_facts(was), glossary_facts(cover))
        yield Line(frozen.glossary_id, _("Glossary"), [*remarks, *_draft(frozen.glossary_id, drafts)], parts)


def _moved(items: Sequence[NextItem], before: Sequence[UUID]) -> set[UUID]:
    """Return what stands elsewhere among what stays: the fewest items by whose moving the old order becomes the new."""
    places = {uuid: at for at, uuid in enumerate(before)}
    stay = [item.activity_uuid for item in items if item.activity_uuid in places]
    in_order: list[list[UUID]] = [[]]  # for each that stays, the most before it and itself that are in the old order
    for uuid in stay:
        earlier = [kept for kept in in_order if not kept or places[kept[-1]] < places[uuid]]
        in_order.append([*max(earlier, key=len), uuid])
    most = max(in_order, key=len)
    return set(stay) - set(most)


def _differs(old: EditionItem | None, item: NextItem) -> bool:
    return old is not None and (old.required != item.required or old.sha256 != sha256(item.payload))


def _parts(
    items: Sequence[NextItem], before: Mapping[UUID, EditionItem], altered: set[UUID], reader: Officer
) -> dict[UUID, list[ChangedPart]]:
    """Return what differs in the items that an edition has already; each kind of activity is asked once."""
    titles = {str(uuid): old.title for uuid, old in before.items()}
    titles |= {str(item.activity_uuid): item.title for item in items}
    changed: dict[str, list[tuple[EditionItem, NextItem]]] = defaultdict(list)
    for item in items:
        if item.activity_uuid in altered and before[item.activity_uuid].kind == item.kind:
            changed[item.kind].append((before[item.activity_uuid], item))
    found: dict[UUID, list[ChangedPart]] = {}
    for kind, pairs in changed.items():
        payloads = [(old.payload, item.payload) for old, item in pairs]
        if kind == MODULE:
            said = [_said(module_facts(was), module_facts(now)) for was, now in payloads]
        else:
            said = activities.get(kind).changes(payloads, reader=reader, titles=titles)
        for (old, item), parts in zip(pairs, said, strict=True):
            duty = _said([required_fact(old.required)], [required_fact(item.required)])
            found[item.activity_uuid] = [part for part in (*duty, *parts) if part.differences or part.remark]
    return found


def _said(before: Sequence[Fact], after: Sequence[Fact]) -> list[ChangedPart]:
    return [ChangedPart("", found)] if (found := differences(before, after)) else []


def _without_glossary(cover: dict[str, Any]) -> str:
    return sha256({name: value for name, value in cover.items() if name != "glossary"})


def _draft(page_id: int, drafts: set[int]) -> Iterator[str]:
    if page_id in drafts:
        yield _("has a newer draft that does not go in")


def _pages(subject: Subject) -> QuerySet[Page]:
    top = getattr(subject, "page", None)
    pages: QuerySet[Page] = Page.objects.descendant_of(top, inclusive=True) if top else Page.objects.none()
    return pages
