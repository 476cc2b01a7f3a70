"""Ways from those who were chosen in a roster to pages of the apps above: this app need not know them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from courses.models.run import CourseRun

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

__all__ = ["WAYS", "RosterWay", "register"]


@dataclass(frozen=True)
class RosterWay:
    """A way: the states of enrolments that it concerns, its words, and the page, asked with the officers' logins."""

    states: tuple[str, ...]
    label: "StrPromise"
    none: "StrPromise"
    page: Callable[[HttpRequest, CourseRun, Sequence[str]], HttpResponse]


#: By name, as the roster's form sends it.
WAYS: dict[str, RosterWay] = {}


def register(name: str, way: RosterWay) -> None:
    """Add a way; called from an app's ``ready``."""
    WAYS[name] = way
