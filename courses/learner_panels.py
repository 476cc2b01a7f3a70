"""Panels of "My learning" that apps above add, such as certificates: this app need not know them."""

from collections.abc import Callable
from dataclasses import dataclass

from officers.models import Officer

__all__ = ["Panel", "panels_of", "register"]


@dataclass(frozen=True)
class Panel:
    """A piece of the page: a template that is included, and ``content``, which it finds as ``panel.content``."""

    template: str
    content: object


_panels: list[Callable[[Officer], Panel | None]] = []


def register(panel: Callable[[Officer], Panel | None]) -> None:
    """Add a panel; called from an app's ``ready``. It returns None when it has nothing to show."""
    if panel not in _panels:
        _panels.append(panel)


def panels_of(officer: Officer) -> tuple[Panel, ...]:
    """Return what the apps above show to this officer, in the order of registration."""
    made = (panel(officer) for panel in _panels)
    return tuple(panel for panel in made if panel is not None)
