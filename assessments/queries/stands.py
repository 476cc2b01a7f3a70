"""Where enrolments stand in an exam by the rules of one item, from the attempts that they have taken."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from assessments.models.attempt import Attempt
from assessments.queries.overrides import terms_of, with_terms
from assessments.rules import ExamRules
from assessments.standing import exam_standing
from courses.activities import Stand
from courses.marks import from_text
from courses.models.edition import EditionItem

__all__ = ["stands_by"]


def stands_by(item: EditionItem, enrolments: QuerySet[Any]) -> Iterator[Stand]:
    """Yield them, with what an override gives each; ``item.edition`` is loaded. One statement.

    Every attempt keeps the fraction that it earned with the questions it asked, of whichever edition these were.
    """
    rules = ExamRules.from_payload(item.payload)
    pass_mark = rules.passing(item.edition.pass_mark)
    taken = Attempt.objects.filter(enrolment__in=enrolments, activity_uuid=item.activity_uuid).annotate(
        is_used=F("annulment__is_used")
    )
    sitting = Attempt.objects.without_a_mark().filter(enrolment=OuterRef("enrolment"), activity_uuid=item.activity_uuid)
    rows = with_terms(taken.exclude(Exists(sitting)), enrolment=OuterRef("enrolment")).only(
        "enrolment", "fraction", "state"
    )
    ordered: Any = rows.order_by("enrolment", "number")
    for enrolment, attempts in groupby(ordered, key=lambda attempt: attempt.enrolment_id):
        made = list(attempts)
        fractions = [from_text(each.fraction) for each in made if each.state == Attempt.State.SUBMITTED]
        used = sum(bool(each.is_used) for each in made)
        if fractions:
            state, fraction = exam_standing(fractions, terms_of(made[0]).on(rules), pass_mark, annulled=used)
            yield Stand(enrolment, state, fraction)
