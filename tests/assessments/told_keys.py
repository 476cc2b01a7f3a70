"""A machine that learns from pages of which the keys are known, and says of others which answers are right.

A naive Bayes classifier over what a browser receives of each choice: the place at which it stands, the letters of its
key and its rank among the others, every attribute and every byte around it with its own words left out, and how long
these are; where a category stands among those into which things are dragged; whether something is drawn in its square
of a picture; and the names of the question's files and of its case's, their lengths, and in what order they stand. It
is told no question by name and reads no words, so that what it finds is what pages tell of themselves.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from math import log, sqrt

from assessments.question_types.hot_spot.geometry import Grid

__all__ = ["Asked", "Choice", "Classifier", "chance_bound", "choices_in"]

#: A question's part of the page, and what names a choice in it.
_QUESTION = re.compile(
    r'<section class="card slot" id="q-(\d+)".*?(?=<section class="card slot"|<details class="card matter"|</form>)',
    re.DOTALL,
)
_CHOICE = re.compile(r'name="slot-\d+(?:\.([a-z]{4}))?"|value="([a-z]{4}|[A-L]\d+)"')
#: What stands beside the choices: the case that a question is about, files, categories, what is drawn in a picture.
_CASE = re.compile(r'<details class="card matter" id="case-(\d+)".*?</details>', re.DOTALL)
_ABOUT = re.compile(r'data-about="(\d+)"')
_FILE = re.compile(r'/files/[0-9a-f]{64}/([^"\s]+)')
_BIN = re.compile(r'data-bin="([a-z]{4})"')
_GRID = re.compile(r'data-columns="(\d+)" data-rows="(\d+)".*?viewBox="0 0 1000 ([\d.]+)"', re.DOTALL)
_CIRCLE = re.compile(r'cx="([\d.]+)" cy="([\d.]+)"')
_WORDS = re.compile(r">[^<]+<")
#: So much of the page before and after the value of a choice belongs to it.
_AROUND = 160


@dataclass(frozen=True)
class Choice:
    """A choice in a page: its key, what stands before and after it there, and whether it is right."""

    key: str
    before: str
    after: str
    right: bool


@dataclass(frozen=True)
class Asked:
    """What is chosen among: the options of a question, or those at one of its places.

    number: of the question. place: its key; "" where there is none. row: the how manieth of so many (rows), from 0.
    files: the names of those of the question and of its case, as they come. bins: the keys of the categories into which
    things are dragged. drawn: the squares of the picture in which something is drawn.
    """

    number: int
    place: str
    row: int
    rows: int
    choices: tuple[Choice, ...]
    files: tuple[str, ...] = ()
    bins: tuple[str, ...] = ()
    drawn: frozenset[str] = frozenset()


def choices_in(page: str, right: Mapping[int, Mapping[str, Set[str]]]) -> Iterator[Asked]:
    """Yield what a page lets its reader choose; right: by question and place, the right keys."""
    cases = {case[1]: case[0] for case in _CASE.finditer(page)}
    for question in _QUESTION.finditer(page):
        number, html = int(question[1]), question[0]
        place = ""
        found: dict[str, list[Choice]] = {}
        for match in _CHOICE.finditer(html):
            if match[2] is None:
                place = match[1] or ""
                continue
            around = html[max(match.start() - _AROUND, 0) : match.start()], html[match.end() : match.end() + _AROUND]
            is_right = match[2] in right[number].get(place, ())
            found.setdefault(place, []).append(Choice(match[2], *around, is_right))
        about = _ABOUT.search(html)
        files = tuple(dict.fromkeys(_FILE.findall((cases[about[1]] if about else "") + html)))
        for row, (place, choices) in enumerate(found.items()):
            yield Asked(number, place, row, len(found), tuple(choices), files, tuple(_BIN.findall(html)), _drawn(html))


def _drawn(html: str) -> frozenset[str]:
    found = _GRID.search(html)
    if found is None:
        return frozenset()
    grid, height = Grid(int(found[1]), int(found[2])), Fraction(found[3])
    circles = ((Fraction(x), Fraction(y) * 1000 / height) for x, y in _CIRCLE.findall(html))
    return frozenset(map(grid.name_at, circles))


class Classifier:
    """Naive Bayes: how much likelier each feature is at a right choice than at a wrong one."""

    def __init__(self, known: Iterable[Asked]) -> None:
        self._seen: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
        self._all: Counter[bool] = Counter()
        for asked in known:
            for choice, features in zip(asked.choices, _features(asked), strict=True):
                self._all[choice.right] += 1
                self._seen[choice.right].update(features)

    def guess(self, asked: Asked) -> tuple[float, Choice]:
        """Return the choice that looks most like a right one, and how much it does."""
        rated = [
            (sum(self._weight(feature) for feature in features), choice)
            for choice, features in zip(asked.choices, _features(asked), strict=True)
        ]
        return max(rated, key=lambda each: each[0])

    def _weight(self, feature: str) -> float:
        """Return the logarithm of the likelihood ratio; one example of the average is added, so that new ones say 0."""
        all_right, all_wrong = self._all[True], self._all[False]
        right = (self._seen[True][feature] + all_right / self._all.total()) / (all_right + 1)
        wrong = (self._seen[False][feature] + all_wrong / self._all.total()) / (all_wrong + 1)
        return log(right / wrong)


def chance_bound(chances: Sequence[float]) -> float:
    """Return more hits than chance gives but once in 740: E + 3 σ, where guess i hits with the chance p_i by itself.

    E = Σ p_i, σ² = Σ p_i (1 - p_i); normal approximation, one-sided: 1 - Φ(3) = 0.00135.
    """
    return sum(chances) + 3 * sqrt(sum(chance * (1 - chance) for chance in chances))


def _features(asked: Asked) -> Iterator[set[str]]:
    keys = sorted(choice.key for choice in asked.choices)
    lengths = sorted(len(choice.after) for choice in asked.choices)
    first = asked.choices[0].before
    control = max(("radio", "checkbox", "<option"), key=first.rfind)
    shape = f"of {len(keys)} {control} in {asked.rows}"
    names = sorted(asked.files)
    order = [names.index(name) for name in asked.files]
    for at, choice in enumerate(asked.choices):
        before, after = (_without_words(text, keys, choice.key) for text in (choice.before, choice.after))
        words = _WORDS.search(choice.after)
        written = words[0] if words else ""
        rank = keys.index(choice.key)
        yield {
            f"place {at} {shape}",
            f"row {asked.row} {at} {shape}",
            f"number {asked.number} {at} {shape}",
            f"rank {rank} {shape}",
            f"row-rank {asked.row} {rank} {shape}",
            f"place-rank {at} {rank} {shape}",
            *(f"letter {position} {letter}" for position, letter in enumerate(choice.key)),
            f"before {before}",
            f"after {after}",
            *(f"attribute {name}" for name in re.findall(r"[\w-]+=", before + after)),
            f"words {len(written)} {len(written.encode())} {shape}",
            f"long {lengths.index(len(choice.after))} {shape}",
            f"drawn {choice.key in asked.drawn} {shape}",
            f"bin {asked.row} {asked.bins.index(choice.key) if choice.key in asked.bins else '-'} {shape}",
            f"files {order} {at} {shape}",
            *(f"file {nth} of {len(name)} letters {at} {shape}" for nth, name in enumerate(asked.files)),
            *(f"file {nth} begins {name[0]} {at} {shape}" for nth, name in enumerate(asked.files)),
            *(f"file {nth} says {choice.key in name} {shape}" for nth, name in enumerate(asked.files)),
        }


def _without_words(text: str, keys: Sequence[str], own: str) -> str:
    """Leave out words, keys and numbers: what is left is the same at every choice, or tells."""
    text = _WORDS.sub("><", re.sub(r"^[^<]*<", "<", re.sub(r">[^>]*$", ">", text)))
    for key in keys:
        text = text.replace(key, "own" if key == own else "other")
    return re.sub(r"\d+", "0", text)
