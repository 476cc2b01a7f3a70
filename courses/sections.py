"""The sections of a body: its headings, by number and by anchor. Pure: values only."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Section", "sections"]


@dataclass(frozen=True)
class Section:
    """A heading: the number of its block (from 1), its own as cited (``2.1``), its words, and where a link finds it.

    ``level`` is 2 or 3, as in the payload.
    """

    block: int
    label: str
    anchor: str
    title: str
    level: int


def sections(body: Sequence[dict[str, Any]]) -> tuple[Section, ...]:
    """Return the headings of a payload's body in order.

    The anchor comes from the words, not from the place: a link to a section outlives an edition that adds another
    before it. The same words again get a number behind them.
    """
    found: list[Section] = []
    taken: set[str] = set()
    whole = part = 0
    for block, each in enumerate(body, 1):
        if each.get("kind") != "heading":
            continue
        level = 3 if each.get("level") == 3 and whole else 2
        whole, part = (whole, part + 1) if level == 3 else (whole + 1, 0)
        label = f"{whole}.{part}" if part else str(whole)
        found.append(Section(block, label, _free(_slug(each["text"]), taken), each["text"], level))
    return tuple(found)


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    # "s-" before it: no id of the page itself begins so.
    return "s-" + re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-")


def _free(anchor: str, taken: set[str]) -> str:
    free, n = anchor, 1
    while free in taken:
        n += 1
        free = f"{anchor}-{n}"
    taken.add(free)
    return free
