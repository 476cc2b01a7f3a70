"""How much of a finished attempt its officer may see: one rule, asked by everything that shows one. Pure."""

from dataclasses import dataclass
from datetime import datetime

from assessments.review_rules import Thing, moment_of
from assessments.rules import ExamRules

__all__ = ["NOTHING", "Measure", "review_allows"]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a review shows. mark: of the whole attempt. things: of each question."""

    mark: bool
    things: frozenset[Thing] = frozenset()

    @property
    def answers(self) -> bool:
        """Whether right answers are shown."""
        return Thing.KEY in self.things

    @property
    def wording(self) -> bool:
        """Whether anything is shown for which the question itself must be."""
        return bool(self.things & {Thing.RESPONSE, Thing.FEEDBACK, Thing.OVERALL, Thing.KEY})

    def shows(self, thing: Thing) -> bool:
        """Whether a thing is shown."""
        return thing in self.things


NOTHING = Measure(mark=False)


def review_allows(
    rules: ExamRules, *, submitted: datetime | None, closes_for_all: datetime, results: datetime | None = None,
    now: datetime,
) -> Measure:  # fmt: skip
    """Say what a review shows of an attempt that was submitted then; nothing before (None).

    The mark at once. Of each question what the exam's table says for the moment; of an exam that counts, what tells the
    key waits until its window has closed for everybody, since whoever is still to sit it would know it.
    """
    if submitted is None:
        return NOTHING
    moment = moment_of(submitted=submitted, closes_for_all=closes_for_all, results=results, now=now)
    return Measure(mark=True, things=rules.review_table.at(moment, counts=rules.counts))
