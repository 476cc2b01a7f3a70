"""The learner's place in a course: activities with their state, what is locked and why, where to continue.

Frozen values, made by ``courses.queries.outline`` and shown by templates; no query.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from courses.admission import moment
from courses.models.enrolment import Enrolment
from courses.models.progress import ActivityState

__all__ = ["Activity", "Module", "Outline", "locked_why"]

#: States of an enrolment in which the content is open.
_READING = frozenset({Enrolment.State.ACTIVE, Enrolment.State.COMPLETED, Enrolment.State.FAILED})


@dataclass(frozen=True)
class Activity:
    """One activity as a learner finds it.

    ``mark``: 0–20; ``locked``: why it cannot be opened, else empty; ``until``: a date of the learner's own.
    """

    uuid: UUID
    kind: str
    kind_label: str
    label: str
    title: str
    url: str
    minutes: int
    required: bool
    counts: bool
    state: str = ""
    mark: Decimal | None = None
    locked: str = ""
    opens: datetime | None = None
    start_until: datetime | None = None
    closes: datetime | None = None
    until: datetime | None = None

    def below(self, url: str) -> "Activity":
        """Return the same with its address below another; an outline of forty pays dearly for ``replace``."""
        placed = object.__new__(Activity)
        placed.__dict__.update(self.__dict__, shown=self.shown, url=url + self.url)
        return placed

    @cached_property
    def shown(self) -> tuple[object, ...]:
        """All that a line of the outline shows, but its address: two activities that show the same are alike in it."""
        return (
            self.title, self.kind, self.kind_label, self.minutes, self.state, self.mark, self.locked, self.deadline
        )  # fmt: skip

    @property
    def done(self) -> bool:
        """Whether it is done."""
        return self.state == ActivityState.DONE

    @property
    def failed(self) -> bool:
        """Whether it was not passed."""
        return self.state == ActivityState.FAILED

    @property
    def started(self) -> bool:
        """Whether it was begun and has not come to an end."""
        return self.state == ActivityState.STARTED

    @property
    def is_lesson(self) -> bool:
        """Whether it is read, and so a place to come back to."""
        return self.kind == "lesson"

    @property
    def minutes_words(self) -> str:
        """About how long it takes; empty where nothing is said. An outline asks it of every line."""
        return _("about %(minutes)s min") % {"minutes": self.minutes} if self.minutes else ""

    @property
    def deadline(self) -> datetime | None:
        """The moment by which it must be begun or ended, where the run sets one or the learner has a later one."""
        at = self.start_until or self.closes
        return max(at, self.until) if at and self.until else at


@dataclass(frozen=True)
class Module:
    """A module with its activities."""

    label: str
    title: str
    activities: Sequence[Activity]

    @property
    def done(self) -> bool:
        """Whether everything in it is done."""
        return all(activity.done for activity in self.activities)


@dataclass(frozen=True)
class Outline:
    """A course as the learner of one enrolment finds it.

    ``current``: the activity that is open, None on the outline page.
    """

    enrolment: Enrolment
    title: str
    url: str
    modules: Sequence[Module]
    current: UUID | None = None

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """All activities in order."""
        return tuple(activity for module in self.modules for activity in module.activities)

    def activity(self, uuid: UUID) -> Activity:
        """Return an activity; ``KeyError`` when the edition has none of this key."""
        for each in self.activities:
            if each.uuid == uuid:
                return each
        raise KeyError(uuid)

    @property
    def here(self) -> Activity | None:
        """The activity that is open."""
        return next((each for each in self.activities if each.uuid == self.current), None)

    @property
    def module(self) -> Module | None:
        """The module of the activity that is open."""
        return next((each for each in self.modules if any(a.uuid == self.current for a in each.activities)), None)

    @property
    def previous(self) -> Activity | None:
        """The activity before the one that is open."""
        return self._beside(-1)

    @property
    def next(self) -> Activity | None:
        """The activity after the one that is open."""
        return self._beside(1)

    @property
    def done_count(self) -> int:
        """How many activities are done."""
        return sum(activity.done for activity in self.activities)

    @property
    def count(self) -> int:
        """How many activities there are."""
        return len(self.activities)

    @property
    def active(self) -> bool:
        """Whether the enrolment is under way."""
        return self.enrolment.state == Enrolment.State.ACTIVE

    @property
    def begun(self) -> bool:
        """Whether anything was opened or done."""
        return self.enrolment.last_activity is not None or any(activity.state for activity in self.activities)

    @property
    def resume(self) -> Activity | None:
        """Where "Continue" leads: the lesson opened last unless it is done, else the next that can be done.

        Required ones come first; None when nothing can be done at present.
        """
        undone = [each for each in self.activities if not each.done and not each.failed and not each.locked]
        last = next((each for each in undone if each.is_lesson and each.uuid == self.enrolment.last_activity), None)
        return last or next((each for each in undone if each.required), None) or next(iter(undone), None)

    @property
    def deadlines(self) -> tuple[Activity, ...]:
        """What has a date by which it must be begun or ended and is not done, the nearest first."""
        dated = [each for each in self.activities if each.deadline and not each.done and not each.failed]
        return tuple(sorted(dated, key=lambda each: each.deadline or self.enrolment.run.ends_at))

    def _beside(self, step: int) -> Activity | None:
        places = [n for n, each in enumerate(self.activities) if each.uuid == self.current]
        if not places or not 0 <= places[0] + step < len(self.activities):
            return None
        return self.activities[places[0] + step]


def locked_why(*, state: str, starts_at: datetime, opens: datetime | None, now: datetime) -> str:
    """Return the sentence that says why an activity of an enrolment is locked; empty when it is open.

    Whoever completed or failed, and whoever finds the run ended, may still read; that nothing completes any
    more is the services' rule.
    """
    if state not in _READING:
        return _("Only for those who take the run.")
    first = max(starts_at, opens) if opens else starts_at
    return _("Opens on %(opens)s.") % {"opens": moment(first)} if now < first else ""
