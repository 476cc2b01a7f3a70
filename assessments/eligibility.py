"""May an exam be started now, and when does a sitting end? Pure; the start page and the service ask alike."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from assessments.rules import ExamRules

__all__ = ["Eligibility", "Verdict", "Window", "ends_at", "may_start"]


class Verdict(StrEnum):
    """Whether an exam may be started, or the first reason why not."""

    MAY = "may"
    NOT_IN_PROGRESS = "not_in_progress"
    NOT_OPEN_YET = "not_open_yet"
    OVER = "over"
    NO_ATTEMPTS_LEFT = "no_attempts_left"
    WAIT = "wait"
    BEING_MARKED = "being_marked"


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The verdict; at: the moment it speaks of (from when, since when), where there is one."""

    verdict: Verdict
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The dates of an exam in a run. Those of the activity may be None: bound by the run alone.

    until: the officer's own date, until which he may begin and sit; it never makes anything sooner. results: from when
    results are published; None: as soon as it has closed. sat_until: when the last sitting under way ends, where the
    window is asked for all: it keeps the end with which it began, whatever the dates say since.
    """

    run_starts: datetime
    run_ends: datetime
    opens: datetime | None = None
    start_until: datetime | None = None
    closes: datetime | None = None
    until: datetime | None = None
    results: datetime | None = None
    sat_until: datetime | None = None

    @property
    def first_start(self) -> datetime:
        """From when it may be started."""
        return max(self.run_starts, self.opens or self.run_starts)

    @property
    def closes_for_all(self) -> datetime:
        """When every sitting ends, whoever began when; those with a date of their own apart."""
        return min(self.run_ends, self.closes or self.run_ends)

    @property
    def ends(self) -> datetime:
        """When the officer's own sitting ends; where it is asked for all, the last of theirs."""
        ends = self._own(self.closes_for_all)
        return max(ends, self.sat_until or ends)

    @property
    def last_start(self) -> datetime:
        """Until when it may be started."""
        return self._own(min(self.closes_for_all, self.start_until or self.closes_for_all))

    def _own(self, at: datetime) -> datetime:
        return max(at, min(self.until or at, self.run_ends))


def may_start(
    rules: ExamRules, window: Window, *, active: bool, made: int, last: datetime | None, now: datetime,
    passed: datetime | None = None, being_marked: bool = False,
) -> Eligibility:  # fmt: skip
    """Say whether another attempt may begin.

    active: whether the enrolment is in progress (after completion paper and record must agree, so
    nothing begins). made: attempts so far, of which none is open; last: when the newest was submitted;
    passed: the latest moment that is known to have passed, where that is not now: by it the exam is over.
    being_marked: whether it waits for a person: only its mark says whether another is wanted.
    """
    if not active:
        return Eligibility(Verdict.NOT_IN_PROGRESS)
    if being_marked:
        return Eligibility(Verdict.BEING_MARKED)
    if now < window.first_start:
        return Eligibility(Verdict.NOT_OPEN_YET, window.first_start)
    if max(now, passed or now) >= window.last_start:
        return Eligibility(Verdict.OVER, window.last_start)
    if rules.attempts_left(made) == 0:
        return Eligibility(Verdict.NO_ATTEMPTS_LEFT)
    if last and now < (free := last + rules.wait):
        late = free >= window.last_start
        return Eligibility(Verdict.OVER, window.last_start) if late else Eligibility(Verdict.WAIT, free)
    return Eligibility(Verdict.MAY)


def ends_at(rules: ExamRules, window: Window, now: datetime) -> datetime:
    """Return when a sitting that begins now ends: by its own time, or with the exam's window or the run."""
    if rules.minutes is None:
        return window.ends
    return min(window.ends, now + timedelta(minutes=rules.minutes))
