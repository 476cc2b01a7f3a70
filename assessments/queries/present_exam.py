"""The exam by whose rules an attempt stands: its own, or the same in the edition that its enrolment takes by now."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from assessments.queries.overrides import Terms, terms_of
from assessments.rules import KIND, ExamRules
from courses.models.edition import Edition, EditionItem
from courses.models.enrolment import Enrolment

__all__ = ["HeldExam", "present_exam"]


@dataclass(frozen=True, slots=True)
class HeldExam:
    """The rules of an exam as they hold for an officer, and the mark that passes it: its own, or the course's."""

    rules: ExamRules
    pass_mark: Decimal

    @classmethod
    def of(cls, item: EditionItem, edition: Edition, own: Terms) -> Self:
        """Read an exam of an edition, with what an override gives the officer."""
        rules = own.on(ExamRules.from_payload(item.payload))
        return cls(rules, rules.passing(edition.pass_mark))


def present_exam(attempt: Any, enrolment: Enrolment) -> HeldExam:
    """Return the exam of an attempt of ``with_terms``; one statement where its run moved to another edition since."""
    item = attempt.item
    if item.edition_id != enrolment.edition_id:
        same = EditionItem.objects.filter(activity_uuid=attempt.activity_uuid, kind=KIND)
        item = same.filter(edition=enrolment.edition_id).first() or item
    return HeldExam.of(item, enrolment.edition, terms_of(attempt))
