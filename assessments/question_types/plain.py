"""Markdown as one line of plain text."""

import re
from functools import lru_cache

from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_MARKS = re.compile(r"[!-/:-@\[-`{-~]")


@lru_cache(maxsize=8192)
def plain_text(markdown: str) -> str:
    """Give the words of a piece of Markdown without its marks, on one line; an image gives its alternative."""
    words: list[str] = []
    for block in _MARKDOWN.parse(markdown):
        if block.type in {"code_block", "fence"}:
            words.append(block.content)
        elif block.type == "inline":
            words.append("".join(_inline(token.type, token.content) for token in block.children or ()))
    return " ".join(" ".join(words).split())


def verbatim(text: str) -> str:
    """Give Markdown that shows a line of text as it stands."""
    return _MARKS.sub(r"\\\g<0>", " ".join(text.split()))


def _inline(kind: str, content: str) -> str:
    return " " if kind in {"softbreak", "hardbreak"} else content
