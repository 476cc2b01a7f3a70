"""Units as a person types them: a code, or words of the name without minding accents."""

from kernel.folding import fold
from officers.models import Officer, Unit
from officers.roles import units_for

__all__ = ["units_named"]


def units_named(by: Officer, act: str, text: str) -> list[Unit]:
    """Return the units within the person's right that a text names: the one with this code, else all by name.

    Names are folded here rather than in the database: units are few (some 2,000), and every database folds alike.
    """
    units = list(units_for(by, act).only("code", "name", "path"))
    code, words = text.strip().upper(), fold(text).split()
    exact = [unit for unit in units if unit.code.upper() == code]
    return exact or [unit for unit in units if words and all(word in fold(unit.name) for word in words)]
