"""What would come of enrolling officers from a list, line by line: constant statements for every thousand lines."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.access import admitted
from courses.admission import Standing, state_on_entry, why_not
from courses.models import CourseRun, Enrolment
from courses.queries.instructors import instructor_grants
from courses.queries.seats import free_seats
from courses.queries.standing import standings
from officers.models import Officer

__all__ = ["ENTERS", "Line", "Verdict", "counted", "verdicts"]

#: So many lines are looked up at once.
CHUNK = 1000


class Verdict(TextChoices):
    """What comes of a line."""

    ENROL = "enrol", _("Is enrolled")
    WAIT = "wait", _("No seat: goes on the waiting list")
    ALREADY = "already_enrolled", _("Is in this course already")
    TAKEN = "run_taken", _("Has taken this run before")
    MISSING = "prerequisite_missing", _("Has not completed what comes before")
    NOT_YET = "enrolment_not_open_yet", _("Enrolment is not open yet")
    CLOSED = "enrolment_closed", _("Enrolment is closed")
    UNSEEN = "course_not_visible", _("May not see this course")
    UNKNOWN = "unknown", _("No officer has this number")
    TWICE = "twice", _("Stands in the list before")
    HIMSELF = "himself", _("Is yourself: somebody else enrols you")


#: What leads into the run.
ENTERS = {Verdict.ENROL: Enrolment.State.ACTIVE, Verdict.WAIT: Enrolment.State.WAITING}


@dataclass(frozen=True)
class Line:
    """A line of the list: its number in it, what it says, the officer whom it names, what comes of it, and details."""

    number: int
    text: str
    officer: Officer | None
    verdict: Verdict
    detail: str = ""

    @property
    def enters(self) -> bool:
        """Whether the officer comes into the run by it."""
        return self.verdict in ENTERS


def verdicts(run: CourseRun, logins: Sequence[str], *, by: Officer, at: datetime) -> Iterator[list[Line]]:
    """Yield the lines of a list of log-ins in chunks, each with what would come of it at this moment.

    ``run`` has its edition and course loaded; seats are counted down over the whole list, in its order. What is
    missing before is named as far as ``by`` may know. An empty line comes to nothing and keeps its number.
    """
    free, seen = free_seats(run), set[str]()
    for start in range(0, len(logins), CHUNK):
        chunk = _Chunk(run, logins[start : start + CHUNK], by, at)
        found = []
        for number, login in enumerate(logins[start : start + CHUNK], start=start + 1):
            if not login:
                continue
            line = Line(number, login, None, Verdict.TWICE) if login in seen else chunk.line(number, login, free)
            if free is not None and line.verdict == Verdict.ENROL:
                free -= 1
            seen.add(login)
            found.append(line)
        yield found


def counted(lines: Sequence[Line]) -> list[tuple[Verdict, int]]:
    """Return how many lines have each verdict, in the order of the verdicts."""
    counts = Counter(line.verdict for line in lines)
    return [(verdict, counts[verdict]) for verdict in Verdict if counts[verdict]]


class _Chunk:
    """The officers of so many lines, and where each stands."""

    def __init__(self, run: CourseRun, logins: Sequence[str], by: Officer, at: datetime) -> None:
        course = run.edition.course
        if course is None:
            raise ValueError("Runs are of editions of courses.")
        self.run, self.by, self.at = run, by, at
        rows = Officer.objects.filter(login__in=set(logins)).select_related("rank", "unit")
        self.officers = {officer.login: officer for officer in rows}
        people = list(self.officers.values())
        keys = [officer.pk for officer in people]
        self.seeing = set(admitted(Officer.objects.filter(pk__in=keys), course).values_list("pk", flat=True))
        self.teaching = set(instructor_grants(run).values_list("officer", flat=True))
        self.standings: dict[int, Standing] = standings(people, course, told_to=by) if people else {}

    def line(self, number: int, login: str, free: int | None) -> Line:
        """Return a line that names nobody for a second time."""
        officer = self.officers.get(login)
        if officer is None:
            return Line(number, login, None, Verdict.UNKNOWN)
        if officer.pk not in self.seeing:
            return Line(number, login, officer, Verdict.UNSEEN)
        if officer.pk == self.by.pk:
            return Line(number, login, officer, Verdict.HIMSELF)
        refusal = why_not(self.run, self.standings[officer.pk], self.at, by_himself=False)
        if refusal is not None:
            detail = str(refusal) if refusal.code == Verdict.MISSING else ""
            return Line(number, login, officer, Verdict(refusal.code), detail)
        state = state_on_entry(self.run, free=free, by_himself=False)
        detail = gettext("Teaches this run.") if officer.pk in self.teaching else ""
        return Line(number, login, officer, next(verdict for verdict, into in ENTERS.items() if into == state), detail)
