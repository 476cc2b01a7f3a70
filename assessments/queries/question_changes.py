"""The difference between two versions of a question in words, field by field."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.kind_words import kind_words
from assessments.models.question import QuestionVersion
from assessments.question_types import editors, registry
from assessments.question_types.editing import Fact

__all__ = ["Difference", "Piece", "differences"]

_WORD = re.compile(r"\S+|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, and whether the other version lacks it."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs, as it was and as it is; empty: it was not there, or is no longer."""

    label: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def differences(old: QuestionVersion, new: QuestionVersion, lessons: Mapping[str, str]) -> list[Difference]:
    """Return what differs between two versions. lessons: titles by activity UUID."""
    before = {fact.key: fact for fact in _facts(old, lessons)}
    after = {fact.key: fact for fact in _facts(new, lessons)}
    keys = [*after, *(key for key in before if key not in after)]
    return [
        _difference(before.get(key), after.get(key))
        for key in keys
        if _compared(before.get(key)) != _compared(after.get(key))
    ]


def _facts(version: QuestionVersion, lessons: Mapping[str, str]) -> Iterator[Fact]:
    content: Any = registry.get(version.kind).load(version.content)
    yield from editors.get(version.kind).facts(content)
    yield Fact("kind", _("Kind"), kind_words(version.kind))
    if version.case is not None:
        yield Fact("case", _("Case"), str(version.case))
    yield Fact("weight", _("Points"), version.weight)
    yield Fact("difficulty", _("Difficulty"), version.get_difficulty_display())
    yield Fact("tags", _("Tags"), ", ".join(version.tags))
    titles = [lessons.get(lesson, _("A lesson that is no longer there")) for lesson in version.lessons]
    yield Fact("lessons", _("Lessons to study"), "\n".join(titles), same=" ".join(version.lessons))


def _compared(fact: Fact | None) -> str:
    return fact.compared if fact else ""


def _difference(old: Fact | None, new: Fact | None) -> Difference:
    shown = new or old
    was, now = (_WORD.findall(fact.text) if fact else [] for fact in (old, new))
    matcher = difflib.SequenceMatcher(None, was, now, autojunk=False)
    blocks = matcher.get_opcodes()
    return Difference(
        label=shown.label if shown else "",
        before=tuple(Piece("".join(was[a:b]), tag != "equal") for tag, a, b, _c, _d in blocks if a < b),
        after=tuple(Piece("".join(now[c:d]), tag != "equal") for tag, _a, _b, c, d in blocks if c < d),
    )
