"""Reads a file of fields between two lines ``---``, then Markdown with boxes: a lesson or a guideline."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from courses.curriculum.boxes import BOXES, Box, read_box
from courses.curriculum.kinds import Fault, Source
from courses.curriculum.markdown import LINK, TERM_IN_LINE, blocks_of
from courses.curriculum.schema import Fields, fields_of
from courses.curriculum.values import Block, Link

__all__ = ["TextFile", "read_text"]

_OPEN = re.compile(r":::\s*([a-z]+)\s*(.*)")
_ATTRIBUTE = re.compile(r'\s*([a-z]+)=(?:"([^"]*)"|(\S+))')


@dataclass(frozen=True)
class TextFile:
    """The fields, not yet asked for, and the text below them."""

    fields: Fields
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]


def read_text(source: Source) -> tuple[TextFile | None, list[Fault]]:
    """Return the two parts of a file, and what is wrong with its form; None when its fields cannot be read."""
    try:
        lines = source.text.split("\n")
    except UnicodeDecodeError:
        return None, [Fault(source.path, 1, "not_utf8")]
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or end is None:
        return None, [Fault(source.path, 1, "no_front_matter")]
    fields, faults = fields_of(source, "\n".join(lines[1:end]), first_line=2)
    if fields is None:
        return None, faults
    blocks = _blocks(source, lines[end + 1 :], end + 2, faults)
    if not blocks:
        faults.append(Fault(source.path, end + 1, "empty_lesson"))
    return TextFile(fields, tuple(blocks), tuple(_links(blocks))), faults


def _blocks(source: Source, lines: list[str], first: int, faults: list[Fault]) -> list[Block]:
    """Cut the text into Markdown and boxes; ``first`` is the number of the first line."""
    blocks: list[Block] = []
    prose: list[str] = []
    start = first
    box: Box | None = None
    for number, line in enumerate(lines, first):
        bare = line.rstrip()
        if not bare.startswith(":::"):
            (prose if box is None else box.lines).append(line)
        elif bare == ":::":
            if box is None:
                faults.append(Fault(source.path, number, "stray_close"))
                continue
            blocks += read_box(source, box, faults)
            box, prose, start = None, [], number + 1
        elif box is not None:
            faults.append(Fault(source.path, number, "nested_box"))
        else:
            blocks += blocks_of("\n".join(prose), source.path, start, faults)
            prose = []
            box = _opened(source, bare, number, faults)
    if box is not None:
        faults.append(Fault(source.path, box.line, "not_closed", {"name": box.name}))
    return blocks + blocks_of("\n".join(prose), source.path, start, faults)


def _opened(source: Source, line: str, number: int, faults: list[Fault]) -> Box:
    match = _OPEN.fullmatch(line)
    name, rest = match.groups() if match else ("", "")
    if name not in BOXES:
        faults.append(Fault(source.path, number, "unknown_box", {"name": name, "options": ", ".join(BOXES)}))
    attributes = {found[1]: found[2] if found[2] is not None else found[3] for found in _ATTRIBUTE.finditer(rest)}
    if _ATTRIBUTE.sub("", rest).strip():
        faults.append(Fault(source.path, number, "bad_attributes"))
    return Box(name, number, attributes, [])


def _links(blocks: list[Block]) -> list[Link]:
    found: list[Link] = []
    for block in blocks:
        for text in _texts(block.value):
            found += [Link(kind, key, block.line) for kind, key in LINK.findall(text)]
        lines = "" if isinstance(block.value, str) else block.value.get("cells", "")
        found += [Link("term", key, block.line) for key in TERM_IN_LINE.findall(lines)]
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
