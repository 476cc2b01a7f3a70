"""The difference between two texts, word by word, and between two lists of what is said. Pure; no Django."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

__all__ = ["Change", "ChangedPart", "Fact", "Piece", "TextDifference", "differences"]

#: A word with the space after it.
_WORD = re.compile(r"\S+\s*|\s+")
#: What a reader does not tell from a space, from a hyphen, or from nothing.
_LOOKS_LIKE = str.maketrans({"\u2011": "-", "\u2060": None, "\u200b": None, "\ufeff": None, "\u00ad": None})
#: Two paragraphs with less in common than this are not the same one, written anew.
_ALIKE = 0.5
#: Fewer words than this between two changes are read with them.
_ISLAND = 3
#: So many unchanged words stay beside a change where the rest is cut.
_CONTEXT = 12
#: From this many words on, the frequent ones align nothing: a text of that length would take seconds.
_LONG = 2000


class Change(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, and what became of it."""

    text: str
    change: Change


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is said, in words: what two versions are compared by.

    key: the same over versions; empty where it is known by its words and its place in the order alone. same: where
    given, two versions are alike when this is, whatever the text. place: under what it stands, for people.
    """

    key: str
    label: str
    text: str
    same: str | None = None
    place: str = ""

    @property
    def compared(self) -> str:
        """By what it is compared."""
        return self.text if self.same is None else self.same


@dataclass(frozen=True, slots=True)
class TextDifference:
    """What is said otherwise, as one text with what was removed and what was added."""

    label: str
    place: str
    pieces: tuple[Piece, ...]

    @property
    def in_words(self) -> bool:
        """Whether words differ, and not only what is not read: emphasis, an address, a file, a kind of space."""
        return any(piece.change != Change.SAME for piece in self.pieces)

    @property
    def shortened(self) -> tuple[Piece, ...]:
        """The pieces, with what did not change cut to a few words beside what did."""
        last = len(self.pieces) - 1
        return tuple(
            Piece(_cut(piece.text, at_start=n == 0, at_end=n == last), piece.change)
            if piece.change == Change.SAME
            else piece
            for n, piece in enumerate(self.pieces)
        )


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """What differs in one part of an activity. name: of the part; empty: the activity itself. remark: what became of it
    as a whole."""

    name: str
    differences: Sequence[TextDifference] = ()
    remark: str = ""

    @property
    def in_words(self) -> list[TextDifference]:
        """Those of which words differ."""
        return [each for each in self.differences if each.in_words]

    @property
    def unread(self) -> int:
        """How many others there are."""
        return len(self.differences) - len(self.in_words)


def differences(before: Sequence[Fact], after: Sequence[Fact]) -> list[TextDifference]:
    """Return what differs: first the facts that have a key, then the others in their order."""
    return [_difference(was, now) for was, now in (*_by_key(before, after), *_in_order(before, after))]


Pair = tuple[Fact | None, Fact | None]


def _by_key(before: Sequence[Fact], after: Sequence[Fact]) -> Iterator[Pair]:
    old = {fact.key: fact for fact in before if fact.key}
    for fact in after:
        if fact.key:
            was = old.pop(fact.key, None)
            if was is None or was.compared != fact.compared:
                yield was, fact
    yield from ((fact, None) for fact in old.values())


def _in_order(before: Sequence[Fact], after: Sequence[Fact]) -> Iterator[Pair]:
    was, now = ([fact for fact in facts if not fact.key] for facts in (before, after))
    old, new = ([(fact.label, fact.compared) for fact in facts] for facts in (was, now))
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _paired(was[a:b], now[c:d])


def _paired(was: Sequence[Fact], now: Sequence[Fact]) -> Iterator[Pair]:
    """Yield facts that were written anew as pairs: of all ways that keep both orders, the one with most in common."""
    if len(was) == len(now) == 1 and was[0].label == now[0].label:
        yield was[0], now[0]
        return
    bags = [[Counter(_looks(word) for word in _words(fact.text)) for fact in facts] for facts in (was, now)]
    best = [[0.0] * (len(now) + 1) for _row in range(len(was) + 1)]
    alike = [[0.0] * len(now) for _row in was]
    for i in reversed(range(len(was))):
        for j in reversed(range(len(now))):
            if was[i].label == now[j].label:
                alike[i][j] = _share(bags[0][i], bags[1][j])
            joined = best[i + 1][j + 1] + alike[i][j] if alike[i][j] >= _ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], joined)
    i = j = 0
    while i < len(was) and j < len(now):
        if alike[i][j] >= _ALIKE and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            yield was[i], now[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield was[i], None
            i += 1
        else:
            yield None, now[j]
            j += 1
    yield from ((fact, None) for fact in was[i:])
    yield from ((None, fact) for fact in now[j:])


def _share(one: Counter[str], other: Counter[str]) -> float:
    """Return which part of the words of both is in both (Dice)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _difference(was: Fact | None, now: Fact | None) -> TextDifference:
    shown = now or was
    assert shown is not None  # noqa: S101 - no pair of nothing is yielded
    return TextDifference(shown.label, shown.place, tuple(_pieces(was.text if was else "", now.text if now else "")))


def _pieces(was: str, now: str) -> list[Piece]:
    """Return one text with what was removed before what was added in its place."""
    old, new = _words(was), _words(now)
    pieces: list[Piece] = []
    for tag, a, b, c, d in _without_islands(_opcodes(old, new)):
        if tag == "equal":
            _append(pieces, "".join(new[c:d]), Change.SAME)
            continue
        removed, added = "".join(old[a:b]), "".join(new[c:d])
        _append(pieces, removed.rstrip(), Change.REMOVED)
        if added and removed:
            _append(pieces, " ", Change.SAME)
        _append(pieces, added.rstrip(), Change.ADDED)
        rest = added or removed
        _append(pieces, rest[len(rest.rstrip()) :], Change.SAME)
    return pieces


Opcode = tuple[str, int, int, int, int]


def _opcodes(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    was, now = ([_looks(word) for word in words] for words in (old, new))
    matcher = SequenceMatcher(None, was, now, autojunk=max(len(old), len(new)) > _LONG)
    return [(tag, a, b, c, d) for tag, a, b, c, d in matcher.get_opcodes()]


def _without_islands(opcodes: Sequence[Opcode]) -> Iterator[Opcode]:
    """Yield changes joined across a word or two: «50 de 65» is read at once, «50», «de», «65» is not."""
    held: Opcode | None = None
    for n, (tag, a, b, c, d) in enumerate(opcodes):
        island = tag == "equal" and 0 < n < len(opcodes) - 1 and b - a < _ISLAND
        if tag != "equal" or island:
            held = ("replace", held[1] if held else a, b, held[3] if held else c, d)
            continue
        if held:
            yield held
            held = None
        yield tag, a, b, c, d
    if held:
        yield held


def _append(pieces: list[Piece], text: str, change: Change) -> None:
    if text and pieces and pieces[-1].change == change:
        pieces[-1] = Piece(pieces[-1].text + text, change)
    elif text:
        pieces.append(Piece(text, change))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _looks(word: str) -> str:
    return word.translate(_LOOKS_LIKE).strip()


def _cut(text: str, *, at_start: bool, at_end: bool) -> str:
    words = _words(text)
    head, tail = (0 if at_start else _CONTEXT), (0 if at_end else _CONTEXT)
    if len(words) <= head + tail + 1:
        return text
    return "".join([*words[:head], "… " if tail else "…", *words[len(words) - tail :]])
