"""Whether every stored mark is what the rows it rests on give: asked at the end of whatever makes marks again."""

from assessments.models import Attempt
from assessments.queries.regrading import regraded


def assert_made_of_its_records() -> None:
    """Mark every submitted attempt again as ``regrade`` does, and find nothing that differs."""
    exams = set(Attempt.objects.filter(state="submitted").values_list("activity_uuid", flat=True))
    again = [found for exam in exams for found in regraded(exam)]
    assert again
    assert [(found.number, found.differences) for found in again if found.differences] == []
