"""The final marks of enrolments that complete a course."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from courses.marks import final_mark, from_text
from courses.models import Edition, EditionItem, Progress

__all__ = ["final_marks"]


def final_marks(edition: Edition, enrolments: Sequence[int]) -> dict[int, Decimal | None]:
    """Return the mark of each enrolment (by its primary key) by the exams of an edition that count and were taken.

    None where the edition has none, or none was taken. Two statements, however many there are.
    """
    counting = EditionItem.objects.filter(edition=edition).exclude(weight="")
    weights = dict(counting.values_list("activity_uuid", "weight"))
    exams = defaultdict(list)
    if weights:
        rows = Progress.objects.filter(enrolment__in=enrolments, activity_uuid__in=weights).exclude(fraction="")
        for pk, activity, fraction in rows.values_list("enrolment", "activity_uuid", "fraction"):
            exams[pk].append((from_text(weights[activity]), from_text(fraction)))
    return {pk: final_mark(exams[pk], edition.rounding) if pk in exams else None for pk in enrolments}
