"""The seam: what a kind of activity is. ``courses`` declares it and never knows which kinds exist.

Lessons are registered by this app, exams by ``assessments``, fieldwork by ``stations``. Outcomes are
pushed down (``courses.services.record_outcome``), never asked for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from courses.reading import Size
from courses.text_difference import ChangedPart

if TYPE_CHECKING:  # content knows no learner: pages import this module
    from courses.models.edition import EditionItem
    from courses.models.enrolment import Enrolment
    from officers.models import Officer

__all__ = [
    "ActivityKind",
    "Problem",
    "Stand",
    "activity_url",
    "get",
    "has_any",
    "is_under_way",
    "kind_of",
    "kinds",
    "own_dates",
    "register",
]


@dataclass(frozen=True)
class Problem:
    """Something that prevents publishing: on which page, in which field, a sentence, where to mend it."""

    page_id: int
    field: str
    message: str
    code: str = "problem"


@dataclass(frozen=True, slots=True)
class Stand:
    """Where an enrolment (by its primary key) stands in an activity: an ``ActivityState``, and what counts."""

    enrolment: int
    state: str
    fraction: Fraction | None


class ActivityKind(Protocol):
    """What an app says about its kind of activity."""

    #: The kind, as stored in ``EditionItem.kind``.
    kind: str
    #: The page model from which it is frozen.
    page_model: type[Any]

    def label_for(self, *, counts: bool) -> str:
        """Return its name for people in the active language, by whether it counts for the mark."""
        ...

    def completes_when(self, payload: dict[str, Any]) -> str:
        """Return the sentence that tells a learner what completes the activity."""
        ...

    def freeze(self, page: Any) -> dict[str, Any]:
        """Return the payload of a page: plain JSON in our own schema, without Wagtail ids."""
        ...

    def validate(self, page: Any, payload: dict[str, Any]) -> list[Problem]:
        """Return what prevents publishing this page."""
        ...

    def changes(
        self, pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]], *, reader: "Officer", titles: Mapping[str, str]
    ) -> list[list[ChangedPart]]:
        """Return what differs, in words, in each pair of payloads of one activity, that of an edition and a newer one.

        As many statements for one pair as for all. titles: of activities, by UUID. What the payload only names is
        shown as far as the reader may read it.
        """
        ...

    def look_url(self, page_id: int) -> str:
        """Return the address in the CMS that shows what a page asks and why it cannot be published; empty: none."""
        ...

    def pin(self, item: "EditionItem") -> None:
        """Inside the publishing transaction: pin what the activity needs beside its payload."""
        ...

    def begun(self) -> QuerySet[Any] | None:
        """Return the rows, each of one ``enrolment``, that keep its run from being entered anew: None, nothing does."""
        ...

    def under_way(self) -> QuerySet[Any] | None:
        """Return the rows, each of one ``enrolment``, that must come to their end before it may fail: None, nothing."""
        ...

    def own_dates(self) -> QuerySet[Any] | None:
        """Return the rows, each of one ``enrolment``, that give an officer a later date of his own.

        With ``activity_uuid`` and ``until``, which may be None; at most one of an enrolment and activity. None: nobody
        has such a date.
        """
        ...

    def stands_by(self, item: "EditionItem", enrolments: QuerySet[Any]) -> Iterable[Stand]:
        """Return where enrolments stand by the rules of this item, whatever edition they have taken so far.

        Of those that have something to judge and sit nothing of it at present; as many statements for one as for
        3,000. Empty where being done does not depend on rules.
        """
        ...

    def minutes(self, payload: dict[str, Any]) -> int:
        """Return the workload in minutes."""
        ...

    def size(self, content: Mapping[str, Any]) -> Size:
        """Return minutes and words of a page by its fields as a revision holds them, without asking the database."""
        ...

    def weight(self, payload: dict[str, Any]) -> str:
        """Return the exact weight in the final mark as ``n/d``; empty when it does not count."""
        ...

    def preview(self, request: HttpRequest, payload: dict[str, Any], title: str) -> HttpResponse:
        """Return what a learner would see, for the CMS preview."""
        ...

    def show(
        self, request: HttpRequest, *, officer: "Officer", enrolment: "Enrolment", item: "EditionItem"
    ) -> HttpResponse:
        """Answer ``/learn/<enrolment>/<activity>/`` after the door has agreed."""
        ...


_kinds: dict[str, ActivityKind] = {}


def register(kind: ActivityKind) -> None:
    """Add a kind of activity; called from an app's ``ready``."""
    _kinds[kind.kind] = kind


def get(kind: str) -> ActivityKind:
    """Return a kind; ``KeyError`` when no app has registered it."""
    return _kinds[kind]


def kinds() -> tuple[ActivityKind, ...]:
    """Return all kinds in the order of registration."""
    return tuple(_kinds.values())


def is_under_way() -> Q:
    """Return, as a condition on rows of ``Enrolment``, whether one has something that must yet come to its end."""
    return has_any(kind.under_way() for kind in _kinds.values())


def has_any(rows: Iterable[QuerySet[Any] | None]) -> Q:
    """Return, as a condition on rows of ``Enrolment``, whether one has any of these rows, each of one ``enrolment``."""
    named = (Q(Exists(each.filter(enrolment=OuterRef("pk")))) for each in rows if each is not None)
    return reduce(or_, named, Q(pk__in=[]))


def own_dates() -> list[QuerySet[Any]]:
    """Return the rows that give officers later dates of their own, of every kind that has some."""
    return [rows for rows in (kind.own_dates() for kind in _kinds.values()) if rows is not None]


def kind_of(page: Any) -> ActivityKind:
    """Return the kind that a page is frozen as; ``KeyError`` when no app has registered one for it."""
    for kind in _kinds.values():
        if isinstance(page, kind.page_model):
            return kind
    raise KeyError(type(page).__name__)


def activity_url(enrolment_uuid: UUID, activity_uuid: UUID) -> str:
    """Return the address of an activity for a learner."""
    return f"/learn/{enrolment_uuid}/{activity_uuid}/"
