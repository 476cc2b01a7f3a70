"""Which exam a command speaks of: by the activity, and where it is wished by the run."""

from dataclasses import dataclass
from uuid import UUID

from django.core.management.base import CommandError, CommandParser

from assessments.rules import KIND
from courses.models.edition import EditionItem
from courses.models.run import CourseRun

__all__ = ["ExamNamed", "add_exam", "exam_named"]


@dataclass(frozen=True, slots=True)
class ExamNamed:
    """An exam, and the code of a run; empty: all of them."""

    activity: UUID
    run: str


def add_exam(parser: CommandParser) -> None:
    """Add the arguments."""
    parser.add_argument("exam", type=UUID, metavar="EXAM", help="the activity's UUID, the same in every edition")
    parser.add_argument("--run", default="", help="the code of one run")


def exam_named(exam: UUID, run: str) -> ExamNamed:
    """Return them once they are known to exist; raises ``CommandError``."""
    if not EditionItem.objects.filter(activity_uuid=exam, kind=KIND).exists():
        raise CommandError(f"No edition has an exam with the activity {exam}.")
    code = run.upper()
    if code and not CourseRun.objects.filter(code=code).exists():
        raise CommandError(f"There is no run {run}.")
    return ExamNamed(exam, code)
