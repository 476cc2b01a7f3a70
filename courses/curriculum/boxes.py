"""The boxes of a lesson or a guideline: what stands between ``::: name`` and ``:::``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from courses.curriculum.kinds import Fault, Source
from courses.curriculum.markdown import prose_of
from courses.curriculum.schema import Fields, fields_of, sequence_of
from courses.curriculum.values import Block
from courses.table_lines import is_comparison, rows

__all__ = ["BOXES", "Box", "read_box"]


@dataclass
class Box:
    """A box while it is read: its name, the line that opens it, its attributes and the lines within."""

    name: str
    line: int
    attributes: dict[str, str]
    lines: list[str]

    @property
    def text(self) -> str:
        """The lines within as one text."""
        return "\n".join(self.lines)


@dataclass(frozen=True)
class _Reading:
    """A box being read, the file it is in, and the faults found."""

    source: Source
    box: Box
    faults: list[Fault]

    def fault(self, code: str, *, line: int | None = None, **params: object) -> None:
        self.faults.append(Fault(self.source.path, line or self.box.line, code, params))

    def attribute(self, name: str, *, required: bool = True, longest: int = 300) -> str:
        value = self.box.attributes.get(name, "").strip()
        if not value and required:
            self.fault("missing_attribute", box=self.box.name, name=name)
        if len(value) > longest:
            self.fault("too_long", name=name, longest=longest)
        return value

    def choice(self, name: str, options: tuple[str, ...]) -> str:
        value = self.attribute(name)
        if value and value not in options:
            self.fault("unknown_choice", name=name, value=value, options=", ".join(options))
        return value

    def path(self, name: str = "src") -> str:
        src = self.attribute(name)
        return f"{self.source.course_folder}/{src}" if src else ""

    def words(self) -> str:
        return " ".join(self.box.text.split())

    def prose(self, text: str) -> str:
        if not text.strip():
            self.fault("empty_box", name=self.box.name)
        return prose_of(text, self.source.path, self.box.line + 1, self.faults)

    def sentence(self, fields: Fields) -> str:
        """Return the ``text`` of an entry as rich text."""
        return prose_of(fields.text("text", longest=1500), self.source.path, fields.line("text"), self.faults)

    def listed(self, *, low: int, high: int) -> list[Fields]:
        """Return the entries of a box that is a list in YAML."""
        found, faults = sequence_of(self.source, self.box.text, first_line=self.box.line + 1)
        for fields in found:
            fields.faults = self.faults
        self.faults.extend(faults)
        if not low <= len(found) <= high and not faults:
            self.fault("entries_count", low=low, high=high)
        return found


def read_box(source: Source, box: Box, faults: list[Fault]) -> list[Block]:
    """Return the block that a box stands for; nothing when its name is unknown (which is a fault already)."""
    if box.name not in _READERS:
        return []
    kind, names, reader = _READERS[box.name]
    reading = _Reading(source, box, faults)
    for name in box.attributes.keys() - set(names):
        reading.fault("unknown_attribute", box=box.name, name=name)
    return [Block(kind, box.line, reader(reading))]


def _callout(read: _Reading) -> dict[str, Any]:
    style = read.choice("kind", ("doctrine", "legal", "warning", "tip"))
    title = read.attribute("title", required=False, longest=120)
    return {"style": style, "title": title, "text": read.prose(read.box.text)}


def _figure(read: _Reading) -> dict[str, Any]:
    return {
        "src": read.path(),
        "alt": read.attribute("alt", longest=600),
        "caption": read.words(),
        "credit": read.attribute("credit", required=False, longest=200),
    }


def _document(read: _Reading) -> dict[str, Any]:
    return {"src": read.path(), "title": read.attribute("title", longest=200), "description": read.words()}


def _media(read: _Reading) -> dict[str, Any]:
    return {
        "src": read.path(),
        "captions": read.path("captions"),
        "title": read.attribute("title", longest=200),
        "transcript": read.prose(read.box.text),
    }


def _case(read: _Reading) -> dict[str, Any]:
    story: list[str] = []
    questions: list[str] = []
    asking = False
    for line in read.box.lines:
        if line.startswith("? "):
            questions.append(line[2:].strip())
            asking = True
        elif asking and line.strip():
            questions[-1] += f" {line.strip()}"
        else:
            asking = False
            story.append(line)
    if not questions:
        read.fault("no_questions")
    title = read.attribute("title", longest=200)
    return {"title": title, "text": read.prose("\n".join(story)), "questions": questions}


def _table(read: _Reading) -> dict[str, Any]:
    caption = read.attribute("caption")
    header = read.choice("header", ("row", "column", "both"))
    cells = rows(read.box.text)
    if not cells:
        read.fault("empty_box", name=read.box.name)
    elif len({len(row) for row in cells}) > 1:
        read.fault("ragged_table")
    return {"caption": caption, "header": header, "cells": read.box.text.strip()}


def _comparison(read: _Reading) -> dict[str, Any]:
    if not is_comparison(rows(read.box.text)):
        read.fault("no_comparison")
    return {"caption": read.attribute("caption"), "cells": read.box.text.strip()}


def _quote(read: _Reading) -> dict[str, Any]:
    return {"text": read.prose(read.box.text), "source": read.attribute("source")}


def _steps(read: _Reading) -> dict[str, Any]:
    steps = []
    for fields in read.listed(low=2, high=30):
        steps.append({
            "text": read.sentence(fields), "who": fields.text("who", longest=120),
            "minutes": fields.whole("minutes", low=1, high=1440) if fields.has("minutes") else None,
        })  # fmt: skip
        fields.done()
    return {"title": read.attribute("title", longest=200), "steps": steps}


def _timeline(read: _Reading) -> dict[str, Any]:
    entries = []
    for fields in read.listed(low=2, high=40):
        entries.append({"date": fields.text("date", longest=60), "text": read.sentence(fields)})
        fields.done()
    return {"title": read.attribute("title", required=False, longest=200), "entries": entries}


def _check(read: _Reading) -> dict[str, Any]:
    fields, faults = fields_of(read.source, read.box.text, first_line=read.box.line + 1)
    if fields is None:
        read.faults.extend(faults)
        return {}
    options = [_option(option) for option in fields.mappings("options")]
    value = {
        "question": fields.text("question", longest=1000),
        "options": options,
        "explanation": fields.text("explanation", longest=1500),
    }
    fields.done()
    read.faults.extend(faults)
    if [option["right"] for option in options].count(True) != 1:
        read.fault("one_right")
    if not 2 <= len(options) <= 6:
        read.fault("options_count")
    return value


def _option(fields: Fields) -> dict[str, Any]:
    option = {
        "text": fields.text("text", longest=500),
        "right": fields.flag("right"),
        "feedback": fields.text("feedback", longest=800),
    }
    fields.done()
    return option


#: By name: the block's kind, the attributes that it may have, and what reads it.
_READERS: dict[str, tuple[str, tuple[str, ...], Callable[[_Reading], dict[str, Any]]]] = {
    "callout": ("callout", ("kind", "title"), _callout),
    "figure": ("image", ("src", "alt", "credit"), _figure),
    "document": ("document", ("src", "title"), _document),
    "media": ("media", ("src", "captions", "title"), _media),
    "case": ("case", ("title",), _case),
    "table": ("table", ("caption", "header"), _table),
    "comparison": ("comparison", ("caption",), _comparison),
    "quote": ("quote", ("source",), _quote),
    "steps": ("steps", ("title",), _steps),
    "timeline": ("timeline", ("title",), _timeline),
    "check": ("check", (), _check),
}
BOXES = tuple(_READERS)
