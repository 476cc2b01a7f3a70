"""Putting answers that a person marks where markers find them: part of what hands them in, under its locks."""

from collections.abc import Iterable
from datetime import datetime

from assessments.models.answer_mark import AnswerToMark
from assessments.models.attempt import Attempt
from assessments.models.question import QuestionVersion
from assessments.queries.marks import Line

__all__ = ["hand_to_markers"]


def hand_to_markers(attempt: Attempt, lines: Iterable[Line], at: datetime) -> None:
    """Do so with each line that waits for a person; two statements where any does, else none."""
    waiting = [line for line in lines if line.waits]
    if not waiting:
        return
    keys = dict(QuestionVersion.objects.filter(uuid__in=[line.version for line in waiting]).values_list("uuid", "pk"))
    AnswerToMark.objects.bulk_create(
        AnswerToMark(
            attempt=attempt, slot=line.slot, version_id=keys[line.version], response=line.response, at=at
        )
        for line in waiting
    )  # fmt: skip
