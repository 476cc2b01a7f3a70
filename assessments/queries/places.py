"""The places of a question as a sitting and a review show them: items with their choices, gaps in a text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString

from assessments.draw import Slot
from assessments.prose import inline, prose
from assessments.question_types.base import PublicQuestion, ReviewedPlace, Value
from assessments.question_types.places import at_places
from assessments.question_types.plain import plain_text

__all__ = [
    "ReviewPlace",
    "SittingChoice",
    "SittingPiece",
    "SittingPlace",
    "pieces_of",
    "places_of",
    "review_places",
    "with_numbers",
]

#: A place in a text, and what stands for it while the text becomes HTML: no author's text has these characters.
_GAP = re.compile(r"\[\[([a-z0-9-]+)\]\]")
_OPENS, _CLOSES = "\ue000", "\ue001"
_MARKED = re.compile(f"{_OPENS}([0-9]+){_CLOSES}")


@dataclass(frozen=True, slots=True)
class SittingChoice:
    """A choice at a place: the attempt's key for it, its words (plain: as text), and whether it stands there."""

    key: str
    words: SafeString
    plain: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SittingPlace:
    """A place: the attempt's key for it, its number, its words, what may stand there or what is typed there."""

    key: str
    number: int
    words: SafeString
    plain: str
    choices: tuple[SittingChoice, ...]
    text: str


@dataclass(frozen=True, slots=True)
class SittingPiece:
    """A piece of HTML, and the place that follows it; None after the last."""

    words: SafeString
    place: SittingPlace | None


@dataclass(frozen=True, slots=True)
class ReviewPlace:
    """A place of a reviewed question."""

    number: int
    words: SafeString
    given: str
    right: str
    whole: bool
    part: bool
    feedback: SafeString


def places_of(slot: Slot, public: PublicQuestion, value: Value) -> tuple[SittingPlace, ...]:
    """Return the places of a slot in the order in which they are shown, with what stands there."""
    if not public.places:
        return ()
    given = at_places(value if isinstance(value, list) else None)
    places = {place.id: place for place in public.places}
    texts = {option.id: option.text for option in public.options}
    shown = [option for option in slot.options if option.id in places]
    return tuple(
        SittingPlace(
            option.key, number, inline(places[option.id].text), plain_text(places[option.id].text),
            _choices(slot, texts, frozenset(places[option.id].choices), given.get(option.key, ())),
            "".join(given.get(option.key, ())),
        )
        for number, option in enumerate(shown, start=1)
    )  # fmt: skip


def _choices(
    slot: Slot, texts: Mapping[str, str], here: frozenset[str], given: Sequence[str]
) -> tuple[SittingChoice, ...]:
    return tuple(
        SittingChoice(option.key, inline(texts[option.id]), plain_text(texts[option.id]), option.key in given)
        for option in slot.options
        if option.id in here
    )


def pieces_of(slot: Slot, public: PublicQuestion, places: Sequence[SittingPlace]) -> tuple[SittingPiece, ...]:
    """Return a text with its places as pieces of HTML; nothing where there is no text."""
    if not public.text:
        return ()
    numbers = {slot.mapping[place.key].split("/")[2]: place.number for place in places}
    html = prose(_GAP.sub(lambda gap: f"{_OPENS}{numbers.get(gap[1], 0)}{_CLOSES}", public.text))
    parts = _MARKED.split(html)
    # Cleaned as a whole and cut at characters that stand in text alone: each piece is as safe as the whole.
    pieces = [
        SittingPiece(SafeString(words), places[int(number) - 1])
        for words, number in zip(parts[:-1:2], parts[1::2], strict=True)
    ]
    return (*pieces, SittingPiece(SafeString(parts[-1]), None))


def review_places(places: Sequence[ReviewedPlace]) -> tuple[ReviewPlace, ...]:
    """Return the places for a review."""
    return tuple(
        ReviewPlace(
            number, inline(place.text), place.given, place.right, place.earned == 1,
            Fraction(0) < place.earned < 1, prose(place.feedback),
        )
        for number, place in enumerate(places, start=1)
    )  # fmt: skip


def with_numbers(public: PublicQuestion) -> SafeString:
    """Return a text in which each place is its number in brackets."""
    numbers = {place.id.split("/")[2]: number for number, place in enumerate(public.places, start=1)}
    return prose(_GAP.sub(lambda gap: f"**({numbers.get(gap[1], 0)})**", public.text))
