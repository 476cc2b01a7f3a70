"""Pieces of a run's pages, for whoever sees its marks, that apps above add: this app need not know them."""

from collections.abc import Callable

from courses.learner_panels import Panel
from courses.models.run import CourseRun

__all__ = ["panels_of_run", "register"]

_panels: list[Callable[[CourseRun], Panel | None]] = []


def register(panel: Callable[[CourseRun], Panel | None]) -> None:
    """Add a panel; called from an app's ``ready``. It asks the database nothing, and returns None for nothing."""
    if panel not in _panels:
        _panels.append(panel)


def panels_of_run(run: CourseRun) -> tuple[Panel, ...]:
    """Return what the apps above show of a run, in the order of registration."""
    made = (panel(run) for panel in _panels)
    return tuple(panel for panel in made if panel is not None)
