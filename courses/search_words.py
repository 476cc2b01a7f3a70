"""The words of a payload, folded, by which search finds it. Pure: values only."""

from collections.abc import Iterator
from typing import Any

from courses.sanitise import plain
from kernel.folding import fold

__all__ = ["cover_words", "guideline_words", "lesson_words"]


def cover_words(cover: dict[str, Any]) -> str:
    """Return what the catalogue searches: title, lede, summary, objectives."""
    objectives = [objective["text"] for objective in cover.get("objectives", ())]
    return fold(" ".join([cover["title"], cover.get("lede", ""), cover.get("summary", ""), *objectives]))


def lesson_words(payload: dict[str, Any]) -> str:
    """Return the words of an activity: title, lede, objectives and, of a lesson, its body.

    Of a knowledge check the question is found, not its options: a search is no key.
    """
    parts = [payload.get("title", ""), payload.get("lede", ""), *payload.get("objectives", ())]
    return fold(" ".join([*parts, *(word for block in payload.get("body", ()) for word in _block(block))]))


def guideline_words(cover: dict[str, Any]) -> str:
    """Return the words of a guideline: title, summary, version, what approved it, and its text."""
    parts = [cover["title"], cover["summary"], cover["version"], cover["resolution"]]
    return fold(" ".join([*parts, *(word for block in cover["body"] for word in _block(block))]))


def _block(block: dict[str, Any]) -> Iterator[str]:
    yield from (
        str(block[name])
        for name in ("text", "title", "caption", "alt", "question", "description", "source", "who", "date")
        if name in block
    )
    yield plain(block.get("html", ""))
    yield from block.get("questions", ())
    for row in block.get("rows", ()):
        yield from (plain(cell) for cell in row)
    for each in (*block.get("steps", ()), *block.get("entries", ())):
        yield from _block(each)
