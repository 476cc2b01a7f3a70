"""What the question whether to continue here says of the other device."""

from dataclasses import dataclass
from datetime import datetime

from assessments.models.attempt import Attempt
from assessments.pens import Pens
from assessments.queries.answers import answers_of, counting

__all__ = ["Elsewhere", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a sitting goes on. since: when that device took it. saved_at: the newest answer; None: none yet.

    was_here: whether this device had it before.
    """

    since: datetime | None
    was_here: bool
    answered: int
    questions: int
    saved_at: datetime | None


def elsewhere(attempt: Attempt, device: str) -> Elsewhere:
    """Return what is said of the device that has the pen; one statement."""
    pens = Pens.of(attempt.pens)
    answers = answers_of(attempt.pk)
    return Elsewhere(
        since=pens.since, was_here=not pens.is_strange(device),
        answered=sum(answer.value is not None for answer in counting(answers).values()),
        questions=len(attempt.draw["slots"]), saved_at=max((answer.at for answer in answers), default=None),
    )  # fmt: skip
