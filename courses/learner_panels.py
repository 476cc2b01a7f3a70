"""Panels of the learner's pages that apps above add, such as certificates: this app need not know them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from courses.models.enrolment import Enrolment
from officers.models import Officer

__all__ = ["Panel", "panels_around", "panels_of", "register", "register_around"]


@dataclass(frozen=True)
class Panel:
    """A piece of the page: a template that is included, and ``content``, which it finds as ``panel.content``."""

    template: str
    content: object


_panels: list[Callable[[Officer], Panel | None]] = []
_around: list[Callable[[Sequence[Enrolment]], Mapping[int, Panel]]] = []


def register(panel: Callable[[Officer], Panel | None]) -> None:
    """Add a panel of "My learning"; called from an app's ``ready``. It returns None when it has nothing to show."""
    if panel not in _panels:
        _panels.append(panel)


def register_around(panels: Callable[[Sequence[Enrolment]], Mapping[int, Panel]]) -> None:
    """Add panels of enrolments, by primary key: on the card, the outline, the review of an exam.

    Asked once for all enrolments of a page, which the door has let through: at most one statement, and
    none where no enrolment is in a state that could have a panel.
    """
    if panels not in _around:
        _around.append(panels)


def panels_of(officer: Officer) -> tuple[Panel, ...]:
    """Return what the apps above show to this officer, in the order of registration."""
    made = (panel(officer) for panel in _panels)
    return tuple(panel for panel in made if panel is not None)


def panels_around(enrolments: Sequence[Enrolment]) -> dict[int, tuple[Panel, ...]]:
    """Return what the apps above show beside each enrolment, in the order of registration."""
    found = [panels(enrolments) for panels in _around]
    return {row.pk: tuple(panels[row.pk] for panels in found if row.pk in panels) for row in enrolments}
