"""Reads a lesson: fields between two lines ``---``, then Markdown with boxes."""

import re

from courses.curriculum.boxes import BOXES, Box, read_box
from courses.curriculum.kinds import Entry, Fault, Source, digest
from courses.curriculum.markdown import LINK, blocks_of
from courses.curriculum.schema import fields_of
from courses.curriculum.values import Block, LessonValue

__all__ = ["read_lesson"]

_OPEN = re.compile(r":::\s*([a-z]+)\s*(.*)")
_ATTRIBUTE = re.compile(r'\s*([a-z]+)=(?:"([^"]*)"|(\S+))')


def read_lesson(source: Source) -> tuple[list[Entry], list[Fault]]:
    """Return the lesson that a file describes."""
    try:
        lines = source.text.split("\n")
    except UnicodeDecodeError:
        return [], [Fault(source.path, 1, "not_utf8")]
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or end is None:
        return [], [Fault(source.path, 1, "no_front_matter")]
    fields, faults = fields_of(source, "\n".join(lines[1:end]), first_line=2)
    if fields is None:
        return [], faults
    key = fields.key()
    title = fields.text("title", longest=200)
    minutes = fields.whole("minutes", low=1, high=600) or 1
    lede = fields.text("lede", longest=300, required=False)
    objectives = tuple(fields.texts("objectives", longest=300))
    fields.done()
    blocks = _blocks(source, lines[end + 1 :], end + 2, faults)
    if not blocks:
        faults.append(Fault(source.path, end + 1, "empty_lesson"))
    value = LessonValue(title, minutes, lede, objectives, tuple(blocks), tuple(_links(blocks)))
    if not key:
        return [], faults
    entry = Entry(
        "lesson", key, source.path, 1, value, digest(source.content), source.course_folder, source.folder
    )  # fmt: skip
    return [entry], faults


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


def _links(blocks: list[Block]) -> list[tuple[str, int]]:
    found = []
    for block in blocks:
        html = block.value if isinstance(block.value, str) else block.value.get("text", "")
        found += [(key, block.line) for key in LINK.findall(html)]
    return found
