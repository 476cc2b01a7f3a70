"""What was decided about questions after they had been sat: annulments and further answers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet

from assessments.draw import Slot
from assessments.grading import slot_weight
from assessments.models.annulment import Annulment
from assessments.models.further_answer import FurtherAnswer
from assessments.models.question import PinnedQuestion
from assessments.queries.answers import Answer
from assessments.queries.given_marks import BY_MARKER, GivenMarks
from assessments.queries.marks import Line
from assessments.queries.tries import Tries
from assessments.queries.wordings import Wording
from assessments.question_types.base import Graded
from assessments.question_types.further import Accepted

__all__ = [
    "ANNULLED",
    "Decisions",
    "annulled_in",
    "decisions_at",
    "decisions_of_exam",
    "decisions_on",
    "further_in",
    "marked_line",
]

#: The reason in a line of a marking.
ANNULLED = "annulled"
_NONE_GIVEN: GivenMarks = {}


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions in force: versions that count as right, and what is accepted of others, in order."""

    annulled: frozenset[UUID] = frozenset()
    further: Mapping[UUID, tuple[Accepted, ...]] = field(default_factory=dict)


def annulled_in(item: OuterRef) -> QuerySet[Annulment]:
    """Return, for rows with an ``item``, the annulments of questions that its exam may ask."""
    return Annulment.objects.filter(version__pins__item=item)


def further_in(item: OuterRef) -> QuerySet[FurtherAnswer]:
    """Return, for rows with an ``item``, the further answers of questions that its exam may ask."""
    return FurtherAnswer.objects.filter(version__pins__item=item)


def decisions_of_exam(item_id: int | None) -> Decisions:
    """Return the decisions on the questions that an exam of an edition may ask; two statements."""
    return _decisions(Q(version__pins__item=item_id))


def decisions_at(activity: UUID) -> Decisions:
    """Return the decisions on the questions that an exam may ask in any edition; two statements."""
    pins = PinnedQuestion.objects.filter(item__activity_uuid=activity)
    return _decisions(Q(version__in=pins.values("version")))


def decisions_on(versions: Collection[UUID]) -> Decisions:
    """Return the decisions on these versions; two statements."""
    return _decisions(Q(version__uuid__in=versions))


def _decisions(of_versions: Q) -> Decisions:
    annulled = Annulment.objects.filter(of_versions).values_list("version__uuid", flat=True)
    further: dict[UUID, tuple[Accepted, ...]] = {}
    rows = FurtherAnswer.objects.filter(of_versions).order_by("version", "number")
    for version, what, way in rows.values_list("version__uuid", "further", "way"):
        accepted = Accepted(what, raises_only=way == FurtherAnswer.Way.RAISES)
        further[version] = (*further.get(version, ()), accepted)
    return Decisions(frozenset(annulled), further)


def marked_line(
    slot: Slot, answer: Answer | None, wording: Wording, decisions: Decisions, tries: Tries | None = None,
    given: GivenMarks = _NONE_GIVEN,
) -> Line:  # fmt: skip
    """Return what a slot earns by its version and by what was decided about it since; tries: those at a practice.

    given: what persons gave answers that no rule can mark; one that has nothing there makes a line that waits
    (``Line.waits``).

    The one rule by which marks are made: at submitting, on trial, in the dry run of a decision and after it, so that
    a stored mark can be made again from draw, responses, versions, decisions and the marks that persons gave.
    """
    if slot.version in decisions.annulled:
        graded = Graded(Fraction(1), (ANNULLED,))
    elif tries is not None and not wording.type.is_marked_by_hand:
        return tries.best(answer, lambda tried: marked_line(slot, tried, wording, decisions))
    else:
        graded = wording.graded(slot, answer.value if answer else None, decisions.further.get(slot.version, ()))
        if graded.waits and answer and answer.key in given:
            graded = Graded(given[answer.key], (BY_MARKER,))
    return Line(
        slot=slot.number, version=slot.version, weight=slot_weight(slot.weight), fraction=graded.fraction,
        reasons=tuple(graded.reasons), response=answer.key if answer else "",
    )  # fmt: skip
