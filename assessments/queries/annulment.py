"""What annulling a question changes: read for the dry run, and again under the locks when it is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from assessments.grading import attempt_fraction
from assessments.models.annulment import Annulment
from assessments.models.attempt import Attempt
from assessments.models.mark import AttemptMark
from assessments.models.question import QuestionVersion
from assessments.queries.marks import Line, lines_from
from assessments.queries.overrides import terms_of, with_terms
from assessments.rules import ExamRules
from assessments.standing import exam_standing
from courses.marks import from_text, mark_of
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from courses.models.progress import ActivityState, Progress
from kernel.canonical import sha256

__all__ = ["ANNULLED", "Change", "Changed", "annulled_in", "asked", "changes", "digest"]

#: The reason in a line of a marking.
ANNULLED = "annulled"


@dataclass(frozen=True, slots=True)
class Change:
    """An attempt whose marking changes. lines: of the new marking; before, after: marks of 20."""

    attempt: Attempt
    lines: tuple[Line, ...]
    fraction: Fraction
    before: Decimal
    after: Decimal
    passed: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """An exam of an enrolment that changes: its attempts, and where it stands then. completed: paper rests on it."""

    enrolment: Enrolment
    activity: UUID
    title: str
    changes: tuple[Change, ...]
    state: str
    fraction: Fraction
    completed: bool

    @property
    def mark(self) -> Decimal:
        """The counting mark."""
        return mark_of(self.fraction)

    @property
    def passes(self) -> bool:
        """Whether an enrolment that had failed passes this exam by it."""
        return self.enrolment.state == Enrolment.State.FAILED and self.state == "done"


def annulled_in(item: OuterRef) -> QuerySet[Annulment]:
    """Return, for rows with an ``item``, the annulments of questions that its exam may ask."""
    return Annulment.objects.filter(version__pins__item=item)


def asked(version: QuestionVersion) -> QuerySet[Attempt]:
    """Return the attempts of the exams that may ask a version: those that did are among them."""
    return Attempt.objects.filter(kind=Attempt.Kind.ENROLLED, item__pinned_questions__version=version)


def changes(version: QuestionVersion) -> list[Changed]:
    """Return every exam of an enrolment that annulling a version changes, by officer; two statements."""
    rows = asked(version).filter(state=Attempt.State.SUBMITTED).select_related(
        "item__edition", "enrolment__officer", "enrolment__run", "enrolment__edition", "enrolment__course"
    )  # fmt: skip
    newest = AttemptMark.objects.filter(attempt=OuterRef("pk")).order_by("-number")
    # By whose rules the exam stands: those of the edition that the enrolment takes by now, where it still has it.
    present = EditionItem.objects.filter(
        edition=OuterRef("enrolment__edition"), activity_uuid=OuterRef("activity_uuid")
    )
    stood = Progress.objects.filter(enrolment=OuterRef("enrolment"), activity_uuid=OuterRef("activity_uuid"))
    read = with_terms(rows, enrolment=OuterRef("enrolment")).annotate(
        marked=Subquery(newest.values("slots")[:1]), marking=Subquery(newest.values("number")[:1]),
        present=Subquery(present.values("payload")[:1]), stood=Subquery(stood.values("state")[:1]),
    )  # fmt: skip
    read = read.defer("seed", "draw", "item__edition__payload", "enrolment__edition__payload")
    ordered: Iterable[Any] = read.order_by("enrolment", "activity_uuid", "number")
    groups = groupby(ordered, key=lambda attempt: (attempt.enrolment_id, attempt.activity_uuid))
    found = (_changed(list(attempts), version.uuid) for _key, attempts in groups)
    return [changed for changed in found if changed is not None]


def digest(found: Sequence[Changed]) -> str:
    """Return a hash of what a dry run showed: what is done must be what was looked at."""
    return sha256(
        [
            [str(change.attempt.public_id), str(change.before), str(change.after)]
            for changed in found
            for change in changed.changes
        ]
    )


def _changed(attempts: list[Any], version: UUID) -> Changed | None:
    first = attempts[0]
    rules = terms_of(first).on(ExamRules.from_payload(first.present or first.item.payload))
    pass_mark = rules.passing(first.enrolment.edition.pass_mark)
    found = {attempt.pk: change for attempt in attempts if (change := _change(attempt, version, pass_mark)) is not None}
    if not found:
        return None
    fractions = [
        found[attempt.pk].fraction if attempt.pk in found else from_text(attempt.fraction) for attempt in attempts
    ]
    state, fraction = exam_standing(fractions, rules, pass_mark)
    if first.stood == ActivityState.DONE:  # passed by the rules of its day; no mark falls
        state = ActivityState.DONE
    return Changed(
        enrolment=first.enrolment, activity=first.activity_uuid, title=first.item.title,
        changes=tuple(found.values()), state=state, fraction=fraction,
        completed=first.enrolment.state == Enrolment.State.COMPLETED,
    )  # fmt: skip


def _change(attempt: Any, version: UUID, pass_mark: Decimal) -> Change | None:
    lines = lines_from(attempt.marked or ())
    if not any(line.version == version and line.fraction < 1 for line in lines):
        return None
    again = tuple(
        replace(line, fraction=Fraction(1), reasons=(ANNULLED,)) if line.version == version else line for line in lines
    )
    fraction = attempt_fraction([(line.weight, line.fraction) for line in again])
    after = mark_of(fraction)
    return Change(attempt, again, fraction, attempt.mark, after, after >= pass_mark)
