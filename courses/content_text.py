"""What the texts of curriculum files refer to: whether it is there, and how pages of the CMS hold it."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from courses.curriculum.kinds import Curriculum, Entry, Fault
from courses.curriculum.markdown import LINK
from courses.curriculum.values import Block, GlossaryValue, GuidelineValue, LessonValue, MediaValue
from courses.models.loaded_source import LoadedSource
from courses.models.media import CourseDocument, CourseImage
from courses.pages import GuidelinePage, LessonPage
from courses.uploads import CAPTIONS, is_recording

__all__ = ["body_of", "link_faults", "linked_by", "text_faults"]

#: By the kind of a block: where it names a file, the fault when that is another kind of file, and what tells.
_FILES: dict[str, list[tuple[str, str, Callable[[MediaValue], bool]]]] = {
    "image": [("src", "not_a_picture", lambda file: file.picture)],
    "document": [("src", "not_a_document", lambda file: not file.picture)],
    "media": [
        ("src", "not_a_recording", lambda file: is_recording(file.media_type)),
        ("captions", "not_captions", lambda file: file.media_type == CAPTIONS),
    ],
}


def text_faults(entry: Entry, curriculum: Curriculum) -> Iterable[Fault]:
    """Find links that lead nowhere, and files that do not lie there."""
    value: LessonValue | GuidelineValue = entry.value
    yield from link_faults(entry, curriculum)
    for block in value.blocks:
        yield from _media_faults(entry, block, curriculum)


def _media_faults(entry: Entry, block: Block, curriculum: Curriculum) -> Iterable[Fault]:
    for name, code, fits in _FILES.get(block.kind, ()):
        path = block.value.get(name)
        if not path:
            continue
        target, src = curriculum.by_key.get(path), path.removeprefix(f"{entry.course}/")
        if target is None:
            yield entry.fault("unknown_media", line=block.line, src=src)
        elif not fits(target.value):
            yield entry.fault(code, line=block.line, src=src)


def link_faults(entry: Entry, curriculum: Curriculum) -> Iterable[Fault]:
    """Find links that lead to no lesson and no term of this course, and to no guideline."""
    value: LessonValue | GuidelineValue | GlossaryValue = entry.value
    for link in value.links:
        if link.kind == "term":
            known = link.key in _terms_of(entry, curriculum)
        else:
            target = curriculum.by_key.get(link.key)
            known = target is not None and target.kind == link.kind
            known &= link.kind == "guideline" or (target is not None and target.course == entry.course)
        if not known:
            yield entry.fault(f"unknown_{link.kind}", line=link.line, key=link.key)


def _terms_of(entry: Entry, curriculum: Curriculum) -> set[str]:
    glossaries = (each.value for each in curriculum.of("glossary") if each.course == entry.course)
    return {term.key for glossary in glossaries for term in glossary.terms}


def body_of(blocks: Iterable[Block], curriculum: Curriculum) -> list[tuple[str, Any]]:
    """Return the blocks as a page takes them: what they link to and show has been written before."""
    media = dict(LoadedSource.objects.filter(kind="media").values_list("key", "row"))
    linked = linked_by(curriculum)
    return [(block.kind, _block_value(block, linked, media)) for block in blocks]


def linked_by(curriculum: Curriculum) -> Callable[[str], str]:
    """Return what writes the links of rich text as pages have them: pages by id, terms by key."""
    ids = dict(LessonPage.objects.values_list("activity_uuid", "pk"))
    ids |= dict(GuidelinePage.objects.values_list("guideline__uuid", "pk"))

    def written(found: re.Match[str]) -> str:
        kind, key = found.groups()
        return (
            f'linktype="term" id="{key}"'
            if kind == "term"
            else f'linktype="page" id="{ids[curriculum.by_key[key].uuid]}"'
        )

    return lambda html: LINK.sub(written, html)


def _block_value(block: Block, linked: Callable[[str], str], media: dict[str, str]) -> Any:
    value = _linked_within(block.value, linked)
    if block.kind in {"image", "document"}:
        rows: Any = CourseImage if block.kind == "image" else CourseDocument
        value[block.kind] = rows.objects.get(pk=media[value.pop("src")])
    elif block.kind == "media":
        for name, path in (("media", value.pop("src")), ("captions", value["captions"])):
            value[name] = CourseDocument.objects.get(pk=media[path])
    return value


def _linked_within(value: Any, linked: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return linked(value)
    if isinstance(value, dict):
        return {name: _linked_within(inner, linked) for name, inner in value.items()}
    return [_linked_within(inner, linked) for inner in value] if isinstance(value, list) else value
