"""Late answers that are to count, among proposals: whose, and what would be done."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from assessments.models.attempt import Attempt
from courses.gate import reach
from officers.models import Act, Officer
from officers.roles import Scope

__all__ = ["rows", "scope_of", "words"]


def scope_of(attempt: Attempt) -> Scope | None:
    """Return where the right must hold: the course."""
    return attempt.enrolment.course.scope if attempt.enrolment is not None else None


def rows(officer: Officer, keys: Collection[str]) -> dict[str, tuple[Attempt, str]]:
    """Return those attempts on whose marks the officer may decide; both doors agree."""
    found = Attempt.objects.filter(
        pk__in=keys, enrolment__course__in=reach.courses(officer, Act.DECIDE_MARK)
    ).select_related("officer", "item", "enrolment__course", "enrolment__run")  # fmt: skip
    return {str(row.pk): (row, _name(row)) for row in found}


def words(arguments: dict[str, Any]) -> str:
    """Return which questions, and the mark before and after."""
    return _("Answers that came late count at questions: %(questions)s. Mark: %(after)s, before %(before)s.") % {
        "questions": ", ".join(arguments["chosen"]), "after": arguments["after"], "before": arguments["before"],
    }  # fmt: skip


def _name(row: Attempt) -> str:
    run = row.enrolment.run.code if row.enrolment else ""
    return f"{run}: {row.item.title if row.item else ''} · {row.officer.get_full_name()}"
