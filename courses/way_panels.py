"""Pieces of the page of one officer's way, for whoever sees the marks of the run, that apps above add."""

from collections.abc import Callable

from courses.learner_panels import Panel
from courses.models.enrolment import Enrolment

__all__ = ["panels_of_way", "register"]

_panels: list[Callable[[Enrolment], Panel | None]] = []


def register(panel: Callable[[Enrolment], Panel | None]) -> None:
    """Add a panel; called from an app's ``ready``. It returns None when it has nothing to show."""
    if panel not in _panels:
        _panels.append(panel)


def panels_of_way(enrolment: Enrolment) -> tuple[Panel, ...]:
    """Return what the apps above show of an enrolment, in the order of registration."""
    made = (panel(enrolment) for panel in _panels)
    return tuple(panel for panel in made if panel is not None)
