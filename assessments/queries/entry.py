"""What an exam asks for before it begins: of an enrolment, and the codes that hold now in a run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from assessments.entry_rules import EntryRules, window_of_code
from assessments.proctor_code import code_at
from assessments.rules import KIND
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from courses.models.progress import ActivityState
from courses.models.run import CourseRun

__all__ = ["Code", "codes_of", "undone_before"]


@dataclass(frozen=True, slots=True)
class Code:
    """The code of an exam, in two groups of three digits, and until when it is shown."""

    title: str
    activity: UUID
    code: str
    until: datetime


def undone_before(enrolment: Enrolment, item: Any) -> list[str]:
    """Return the titles of what the course requires before an exam and the officer has not done; one statement."""
    done = enrolment.progress.filter(state=ActivityState.DONE).values("activity_uuid")
    earlier = EditionItem.objects.filter(edition=item.edition_id, order__lt=item.order, required=True)
    rows = earlier.exclude(kind="module").exclude(activity_uuid__in=done).order_by("order")
    return list(rows.values_list("title", flat=True))


def codes_of(run: CourseRun, *, at: datetime) -> Sequence[Code]:
    """Return the codes of the exams of a run that ask for one."""
    items = EditionItem.objects.filter(edition=run.edition_id, kind=KIND).order_by("order")
    _number, until = window_of_code(at)
    return [
        Code(
            f"{item.label} {item.title}", item.activity_uuid, _grouped(code_at(run.uuid, item.activity_uuid, at)), until
        )
        for item in items
        if EntryRules.from_payload(item.payload).code
    ]


def _grouped(code: str) -> str:
    return f"{code[:3]} {code[3:]}"
