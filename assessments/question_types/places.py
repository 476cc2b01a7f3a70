"""What the kinds share that are answered place by place: items to match, order or sort, gaps, rows of a table.

An answer is a list of `place:choice`, or `place:text` where it is typed, in the attempt's own keys; each place comes
once, or once a choice where several may stand. Stored in the slot's order, so that equal answers are equal.

The stable ids of a slot's mapping say what a key is for, since accepting an answer reads no content:
`place/<set>/<id>`, `places/<set>/<id>` where several choices may stand, `typed//<id>`, and `choice/<set>/<id>`. At a
place only choices of its own set may stand.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic

from assessments.question_types.answers import stable_id, typed_text
from assessments.question_types.base import (
    BLANK,
    C,
    Graded,
    Order,
    PublicOption,
    PublicPlace,
    PublicQuestion,
    QuestionType,
    ReviewedOption,
    ReviewedPlace,
)
from assessments.question_types.plain import plain_text
from assessments.question_types.problems import ResponseRefused
from assessments.question_types.shares import graded

#: `place:choice` or `place:text`; None for blank.
Value = list[str] | None

#: Longest text at one place, in characters: all places of an answer have to fit into one response.
MAX_TYPED = 80
_PLACES = frozenset({"place", "places", "typed"})


@dataclass(frozen=True, slots=True)
class Place:
    """A place and its key. right: the ids of the choices that belong there. group: the set of its choices."""

    id: str
    text: str
    right: frozenset[str]
    feedback: str = ""
    group: str = ""
    several: bool = False
    typed: bool = False

    @property
    def stable(self) -> str:
        """The id in a slot's mapping."""
        role = "typed" if self.typed else "places" if self.several else "place"
        return f"{role}/{self.group}/{self.id}"


@dataclass(frozen=True, slots=True)
class Choice:
    """What may stand at the places of its set."""

    id: str
    text: str
    group: str = ""

    @property
    def stable(self) -> str:
        """The id in a slot's mapping."""
        return f"choice/{self.group}/{self.id}"


class PlacedType(QuestionType[C, Value], Generic[C]):
    """A kind that is answered place by place."""

    takes_several = True

    @abstractmethod
    def places(self, content: C) -> Sequence[Place]:
        """Give the places in the author's order."""

    @abstractmethod
    def choices(self, content: C) -> Sequence[Choice]:
        """Give what may stand there, in the author's order."""

    @abstractmethod
    def share(self, content: C, place: Place, given: Sequence[str]) -> Fraction:
        """Say what was put at a place earns of the place: a fraction of 1, below 0 where the author asks for that."""

    def rules(self, content: C) -> frozenset[str]:
        """Give what the page must say, by codes of the kind's template."""
        return frozenset()

    def text(self, content: C) -> str:
        """Give the text in which the places stand; empty where they stand below one another."""
        return ""

    def option_ids(self, content: C) -> tuple[str, ...]:
        """Give places, then choices."""
        places = tuple(place.stable for place in self.places(content))
        return places + tuple(choice.stable for choice in self.choices(content))

    @abstractmethod
    def order(self, content: C) -> Order:
        """Say what is moved in every draw: the side whose order in the author's text is the key, or hints at it."""

    def public(self, content: C) -> PublicQuestion:
        """Give prompt, places and choices."""
        choices = self.choices(content)
        places = tuple(
            PublicPlace(
                place.stable, place.text,
                () if place.typed else tuple(each.stable for each in choices if each.group == place.group),
            )
            for place in self.places(content)
        )  # fmt: skip
        options = tuple(PublicOption(each.stable, each.text) for each in choices)
        return PublicQuestion(
            kind=self.kind, prompt=content.prompt, options=options, places=places, text=self.text(content),
            rules=self.rules(content),
        )  # fmt: skip

    def accepts(self, keys: Mapping[str, str], value: object) -> Value:
        """Accept a list of `place:choice` and `place:text`, stored in the slot's order; blank ones are left out."""
        if value is None or value == "":
            return None
        if not isinstance(value, list | tuple):
            raise ResponseRefused("not_a_list_of_options")
        rank = {key: number for number, key in enumerate(keys)}
        found: dict[tuple[int, int], str] = {}
        taken: set[str] = set()
        for sent in value:
            place, role, what = _split(keys, sent)
            if not what:
                continue
            at = (rank[place], rank.get(what, 0) if role != "typed" else 0)
            if at in found or (place in taken and role != "places"):
                raise ResponseRefused("option_chosen_twice")
            taken.add(place)
            found[at] = f"{place}:{what}"
        return [found[at] for at in sorted(found)] or None

    def translate(self, value: Value, mapping: Mapping[str, str]) -> Value:
        """Give the ids of the content for the attempt's keys; what was typed stays."""
        if value is None:
            return None
        translated = []
        for each in value:
            key, _, what = each.partition(":")
            role, _, place = stable_id(key, mapping).split("/")
            translated.append(f"{place}:{what if role == 'typed' else stable_id(what, mapping).split('/')[2]}")
        return translated

    def grade(self, content: C, value: Value) -> Graded:
        """Earn the mean of what the places earn, within 0 and 1; a place left blank earns nothing."""
        if not value:
            return BLANK
        places = self.places(content)
        given = at_places(value)
        earned = sum(
            (self.share(content, place, given[place.id]) for place in places if place.id in given), Fraction(0)
        )
        return graded(earned / len(places))

    def summary(self, content: C, value: Value) -> str:
        """Give `item → choice; …` in alphabetical order: the author's may be the key."""
        given = at_places(value)
        told = [(place, self._told(content, given[place.id])) for place in self.places(content) if place.id in given]
        return "; ".join(sorted(f"{plain_text(place.text)} → {words}" for place, words in told))

    def right_summary(self, content: C) -> str:
        """Give what is right at each place, in the author's order."""
        return "; ".join(
            f"{plain_text(place.text)} → {self.right_at(content, place)}" for place in self.places(content)
        )

    def right_at(self, content: C, place: Place) -> str:
        """Give what is right at a place as one line of plain text."""
        return self._told(content, [each.id for each in self.choices(content) if each.id in place.right])

    def reviewed(self, content: C, value: Value) -> tuple[ReviewedOption, ...]:
        """Give nothing: a review goes by places."""
        return ()

    def reviewed_places(self, content: C, value: Value) -> tuple[ReviewedPlace, ...]:
        """Give every place with what was put there, what is right, and why."""
        given = at_places(value)
        return tuple(
            ReviewedPlace(
                place.id, place.text, self._told(content, given.get(place.id, [])), self.right_at(content, place),
                max(self.share(content, place, given.get(place.id, [])), Fraction(0)), place.feedback,
            )
            for place in self.places(content)
        )  # fmt: skip

    def _told(self, content: C, given: Sequence[str]) -> str:
        texts = {choice.id: plain_text(choice.text) for choice in self.choices(content)}
        return ", ".join(texts.get(each, " ".join(each.split())) for each in given)


def at_places(value: Value) -> dict[str, list[str]]:
    """Give what was put at each place, by the ids of an answer in stable ids."""
    found: dict[str, list[str]] = {}
    for each in value or ():
        place, _, what = each.partition(":")
        found.setdefault(place, []).append(what)
    return found


def for_all(stable: str) -> bool:
    """Say whether an option is offered for all places, and not in the list of one; true of kinds without places."""
    return not stable.startswith("choice/") or stable.startswith("choice//")


def one_right(place: Place, given: Sequence[str], *, choices: int, penalty: bool) -> Fraction:
    """Say what one choice at a place earns: all where it is right, nothing where it is not.

    penalty: a wrong one takes off 1/(choices - 1) of the place, so that guessing has the expectation 0 (correction for
    guessing, formula scoring: Thurstone 1919; Frary 1988). What is left blank takes nothing off.
    """
    if not given:
        return Fraction(0)
    if given[0] in place.right:
        return Fraction(1)
    return Fraction(-1, choices - 1) if penalty and choices > 1 else Fraction(0)


def _split(keys: Mapping[str, str], sent: object) -> tuple[str, str, str]:
    """Give place, its role and what stands there of one entry of an answer; "" where nothing does."""
    if not isinstance(sent, str):
        raise ResponseRefused("unknown_option")
    if not sent.strip():
        return "", "", ""
    place, _, what = sent.partition(":")
    role, _, rest = keys.get(place, "").partition("/")
    if role not in _PLACES:
        raise ResponseRefused("unknown_option")
    if role == "typed":
        return place, role, typed_text(what, MAX_TYPED) or ""
    if what and not keys.get(what, "").startswith(f"choice/{rest.partition('/')[0]}/"):
        raise ResponseRefused("unknown_option")
    return place, role, what
