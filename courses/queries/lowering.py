"""What an officer may propose to lower."""

from courses.gate import reach
from courses.held import Held, scope_of
from officers.models import Act, Officer
from officers.roles import may

__all__ = ["held_row"]


def held_row(officer: Officer, kind: str, pk: int) -> Held | None:
    """Return the row when the officer sees it and may propose to lower it; else None."""
    if kind == "course":
        found = [course for course in reach.courses(officer, Act.LOWER_CLASSIFICATION) if course.pk == pk]
        return found[0] if found else None
    rows = reach.images(officer) if kind == "image" else reach.documents(officer) if kind == "document" else None
    row: Held | None = rows.filter(pk=pk).first() if rows is not None else None
    return row if row is not None and may(officer, Act.LOWER_CLASSIFICATION, on=scope_of(row)) else None
