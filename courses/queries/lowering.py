"""What an officer may propose to lower."""

from courses.gate import reach
from courses.held import Held, scope_of
from courses.models.course import Course, Guideline
from courses.subjects import Subject
from officers.models import Act, Officer
from officers.roles import may

__all__ = ["held_row"]

_SUBJECTS: dict[str, type[Subject]] = {"course": Course, "guideline": Guideline}


def held_row(officer: Officer, kind: str, pk: int) -> Held | None:
    """Return the row when the officer sees it and may propose to lower it; else None."""
    if kind in _SUBJECTS:
        found = reach.subjects(officer, Act.LOWER_CLASSIFICATION, _SUBJECTS[kind])
        return next((subject for subject in found if subject.pk == pk), None)
    rows = reach.images(officer) if kind == "image" else reach.documents(officer) if kind == "document" else None
    row: Held | None = rows.filter(pk=pk).first() if rows is not None else None
    return row if row is not None and may(officer, Act.LOWER_CLASSIFICATION, on=scope_of(row)) else None
