"""How content is held, and which material may refer to which. Pure: values only.

This compares *materials*. Whether a *person* may see something is asked of ``courses.access``.
"""

from collections.abc import Iterable

__all__ = [
    "INTERNAL",
    "LEVELS",
    "OPEN",
    "RESERVED",
    "has_lower",
    "highest",
    "is_lower",
    "keeps_its_area",
    "may_refer",
    "needs_public_title",
    "needs_review",
]

OPEN = "open"  #: the outline is public; lessons are for learners
INTERNAL = "internal"  #: for whoever may log in
RESERVED = "reserved"  #: for those an access rule names (Ley 27806: reserved information)

#: From the least to the most held.
LEVELS = (OPEN, INTERNAL, RESERVED)


def highest(levels: Iterable[str]) -> str:
    """Return the most held of several classifications; open when there are none."""
    return max(levels, key=LEVELS.index, default=OPEN)


def is_lower(new: str, old: str) -> bool:
    """Whether changing from ``old`` to ``new`` would open material to more people."""
    return LEVELS.index(new) < LEVELS.index(old)


def may_refer(*, source: str, source_area: str, target: str, target_area: str) -> bool:
    """Whether material may show or link to other material.

    Material refers to what is held no more strictly than itself; reserved material only within its
    own area, since need to know in one field is none in another.
    """
    if LEVELS.index(target) > LEVELS.index(source):
        return False
    return target != RESERVED or source_area == target_area


def has_lower(level: str) -> bool:
    """Whether material may be opened to more people at all."""
    return level != LEVELS[0]


def keeps_its_area(level: str) -> bool:
    """Whether material is bound to its area: what is reserved is named within one field."""
    return level == RESERVED


def needs_review(level: str) -> bool:
    """Whether a new bank of it asks for a second person before a question is ready."""
    return level == RESERVED


def needs_public_title(level: str) -> bool:
    """Whether the material's own title may not stand on paper, so that it has a second, public one."""
    return level == RESERVED
