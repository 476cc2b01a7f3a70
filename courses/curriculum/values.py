"""What the files of this app describe, once read."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

__all__ = [
    "Block",
    "CourseValue",
    "GlossaryValue",
    "GuidelineValue",
    "LessonValue",
    "Link",
    "MediaValue",
    "ModuleValue",
    "Objective",
    "TermValue",
]


@dataclass(frozen=True)
class Objective:
    """What a learner can do afterwards, with its Bloom level."""

    text: str
    bloom: str


@dataclass(frozen=True)
class CourseValue:
    """A ``course.yaml``."""

    code: str
    title: str
    public_title: str
    area: str
    classification: str
    summary: str
    lede: str
    objectives: tuple[Objective, ...]
    audience: str
    academic_hours: int
    credits: Decimal
    level: str
    pass_mark: Decimal
    rounding: str
    validity_months: int | None
    resolution: str
    contact: str


@dataclass(frozen=True)
class ModuleValue:
    """A ``module.yaml``."""

    title: str
    summary: str


@dataclass(frozen=True)
class MediaValue:
    """A file under ``media/``: its bytes and what they are."""

    name: str
    content: bytes
    media_type: str
    picture: bool


@dataclass(frozen=True)
class Block:
    """A block of a lesson as its Wagtail block takes it.

    Links in HTML are ``lesson:<key>``, ``guideline:<key>`` and ``term:<key>``; ``src`` is the path of the file,
    until the loader knows ids.
    """

    kind: str
    line: int
    value: Any


@dataclass(frozen=True)
class Link:
    """A link in a text: to a ``lesson``, a ``guideline`` or a ``term``, by its key, and the line of its block."""

    kind: str
    key: str
    line: int


@dataclass(frozen=True)
class TermValue:
    """A term of a glossary; ``definition`` is rich text with links as in a block."""

    key: str
    term: str
    also: tuple[str, ...]
    definition: str
    source: str


@dataclass(frozen=True)
class GlossaryValue:
    """A ``glossary.yaml``."""

    terms: tuple[TermValue, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True)
class LessonValue:
    """A lesson's ``.md``."""

    title: str
    minutes: int
    lede: str
    objectives: tuple[str, ...]
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True)
class GuidelineValue:
    """A guideline's ``.md``."""

    code: str
    title: str
    area: str
    classification: str
    summary: str
    version: str
    in_force_on: date
    resolution: str
    contact: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
