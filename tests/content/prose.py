"""The words that learners read, out of lessons, guidelines, exams, questions and figures."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.content.curriculum_files import (
    CONTENT,
    FIGURES,
    GUIDELINES,
    LESSONS,
    blocks,
    body,
    checks,
    front_matter,
    load,
)

#: Of a YAML file, what is a key, a number, a formula or an answer as it may be typed, and no sentence.
_NO_PROSE = {
    "accepted", "also", "area", "bloom", "case", "classification", "code", "contact", "counting", "difficulty", "draws",
    "formula", "image", "key", "kind", "lessons", "level", "parameters", "questions", "resolution", "review", "right",
    "rounding", "source", "src", "table", "tags", "types",
}  # fmt: skip
#: An objective as a question names it.
_OBJECTIVE = re.compile(r"[a-z0-9-]+\.[0-9]+")
_YAML = ["courses/*/*.yaml", "courses/*/[0-9]*/*.yaml", "courses/*/questions/*.yaml"]


def read() -> Iterator[tuple[Path, str]]:
    """Yield each file with its sentences as one text."""
    for path in [*LESSONS, *GUIDELINES]:
        yield path, ". ".join([*_sentences(front_matter(path)), _running(path)])
    for pattern in _YAML:
        for path in sorted(CONTENT.glob(pattern)):
            yield path, ". ".join(_sentences(load(path)))
    for path in FIGURES:
        drawn = re.findall(r"<(?:text|title|desc)\b[^>]*>([^<]+)<", path.read_text(encoding="utf-8"))
        yield path, ". ".join(html.unescape(words) for words in drawn)


def paragraphs(path: Path) -> list[str]:
    """Return the paragraphs of a lesson or guideline: running text, captions, boxes, lists, tables; no sources."""
    text = re.sub(r"^::: check\b.*?^:::$", "", body(path), flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"^:::.*$", "", text, flags=re.MULTILINE)
    parts = (each.strip() for each in re.split(r"\n\s*\n", text))
    return [each for each in parts if each and not each.startswith("*Fuentes:")]


def shingles(text: str, length: int = 3) -> set[tuple[str, ...]]:
    """Return every run of ``length`` words: two texts that share most of them are one text told twice."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def _running(path: Path) -> str:
    text = body(path)
    shown = [text for check in checks(path) for text in _sentences(check)]
    shown += re.findall(r'\b(?:alt|title|caption)="([^"]*)"', text)
    assert len(blocks(text, "check")) == len(checks(path))
    listed = [entries.split("\n", 1)[1] for name in ("steps", "timeline") for entries in blocks(text, name)]
    shown += [words for entries in listed for words in _sentences(yaml.safe_load(entries))]
    text = re.sub(r"^::: ?(check|steps|timeline)\b.*?^:::$", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"^:::.*$", "", text, flags=re.MULTILINE)
    return ". ".join([*shown, re.sub(r"\]\([^)]*\)", "]", text)])


def _sentences(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, within in value.items():
            if key not in _NO_PROSE:
                yield from _sentences(within)
    elif isinstance(value, list):
        for within in value:
            yield from _sentences(within)
    elif isinstance(value, str) and not _OBJECTIVE.fullmatch(value):
        yield re.sub(r"\{\w+\}|\[\[\w+\]\]|(?<=\])\([^)]*\)", " ", value)
