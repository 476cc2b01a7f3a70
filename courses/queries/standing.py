"""Where an officer stands towards a course: what decides whether enrolling is possible."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from courses import activities
from courses.access import visible
from courses.admission import Standing
from courses.models import Course, Edition, Enrolment, Outcome
from officers.models import Officer

__all__ = ["begun", "standing", "standings"]


def standing(officer: Officer, course: Course) -> Standing:
    """Return the officer's own standing towards a course; two statements, three where there are prerequisites."""
    return standings([officer], course, told_to=officer)[officer.pk]


def standings(officers: Sequence[Officer], course: Course, *, told_to: Officer) -> dict[int, Standing]:
    """Return the standing of each of several officers, by primary key; as many statements as for one.

    ``told_to``: who will read which prerequisites are missing; what he may not see is not named.
    """
    rows: dict[int, list[tuple[int, str, bool]]] = {officer.pk: [] for officer in officers}
    found = Enrolment.objects.filter(officer__in=list(rows), course=course).annotate(begun=begun())
    for pk, *row in found.values_list("officer_id", "run_id", "state", "begun"):
        rows[pk].append((row[0], row[1], row[2]))
    required = _required(course, told_to)
    completed = _completed(list(rows), [pk for pk, _name in required])
    return {
        pk: Standing(
            enrolled=any(state in Enrolment.OPEN_STATES for _run, state, _has_begun in own),
            # Who only withdrew may come back; who has begun an exam would get its attempts anew.
            taken=frozenset(
                run
                for run, state, has_begun in own
                if state in {"completed", "failed"} or (state == "withdrawn" and has_begun)
            ),
            declined=frozenset(run for run, state, _has_begun in own if state == "declined"),
            missing=_named([name for course_pk, name in required if (pk, course_pk) not in completed]),
        )
        for pk, own in rows.items()
    }


def begun() -> Q:
    """Return whether an enrolment has an outcome of more than reading, or, submitted or not, an attempt."""
    marked = Outcome.objects.filter(~Q(state="done") | ~Q(fraction=""))
    return activities.has_any([marked, *(kind.begun() for kind in activities.kinds())])


def _required(course: Course, told_to: Officer) -> list[tuple[int, str]]:
    """Return the prerequisites, each with its name: empty for one that may not be named."""
    titles = Edition.objects.filter(course=OuterRef("pk")).order_by("-number").values("title")[:1]
    seen = visible(told_to, Course.objects.filter(pk=OuterRef("pk")))
    rows = Course.objects.filter(required_for=course).annotate(title=Subquery(titles), seen=Exists(seen))
    return [
        (pk, "" if not seen else f"{title} ({code})" if title else code)
        for pk, code, title, seen in rows.values_list("pk", "code", "title", "seen").order_by("code")
    ]


def _completed(officers: Sequence[int], courses: Sequence[int]) -> set[tuple[int, int]]:
    """Return the pairs of officer and course that were completed; no statement where nothing is required."""
    if not courses:
        return set()
    done = Enrolment.objects.filter(officer__in=officers, course__in=courses, state=Enrolment.State.COMPLETED)
    return set(done.values_list("officer_id", "course_id"))


def _named(missing: Sequence[str]) -> list[str]:
    named = [name for name in missing if name]
    # What the reader may not see is not named, and still required.
    return named if len(named) == len(missing) else [*named, _("a course that is assigned to you by name")]
