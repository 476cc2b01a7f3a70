"""What hangs on a unit: shown before it is moved or closed. Apps above register what they hang there."""

from collections.abc import Callable

from officers.models import Unit

__all__ = ["hanging_from_above", "register"]

_counts: list[Callable[[Unit], str]] = []


def register(words: Callable[[Unit], str]) -> None:
    """Say in words how much of an app's own hangs on a unit; empty: nothing."""
    _counts.append(words)


def hanging_from_above(unit: Unit) -> list[str]:
    """Return what apps above say; at most one query each."""
    return [words for count in _counts if (words := count(unit))]
