"""How many words a lesson asks somebody to read, counted in what the CMS has stored. Pure; no Django."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

__all__ = ["Size", "stream_of", "words_of"]

_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
#: What of a block is read: its words, and neither its style, its sources nor what it says to those who cannot see it.
_READ = frozenset({
    "text", "title", "caption", "cells", "questions", "question", "options", "feedback", "explanation", "description",
    "steps", "who", "entries", "date",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """What an activity asks for: minutes of work, and words to read; None: nothing that can be counted."""

    minutes: int
    words: int | None = None


def stream_of(stored: object) -> list[Mapping[str, Any]]:
    """Return the blocks of a stream as a revision holds it: JSON, or JSON in a text."""
    try:
        blocks = json.loads(stored) if isinstance(stored, str) else stored
    except ValueError:
        return []
    return [block for block in blocks if isinstance(block, dict)] if isinstance(blocks, list) else []


def words_of(*parts: object) -> int:
    """Count the words of texts, HTML, and streams of blocks."""
    return sum(len(_WORD.findall(unescape(_TAG.sub(" ", text)))) for part in parts for text in _texts(part))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(_bare(entry))
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name in _READ:
                yield from _texts(inner)


def _bare(entry: object) -> object:
    """Return what a block or an entry of a list holds, without the kind and the identifier around it."""
    return entry["value"] if isinstance(entry, dict) and "value" in entry and "type" in entry else entry
