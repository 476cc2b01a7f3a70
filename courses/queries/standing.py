"""Where an officer stands towards a course: what decides whether enrolling is possible."""

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from courses import activities
from courses.access import visible
from courses.admission import Standing
from courses.models import Course, Edition, Enrolment, Outcome
from officers.models import Officer

__all__ = ["standing"]


def standing(officer: Officer, course: Course) -> Standing:
    """Return the officer's standing towards a course; two statements."""
    rows = list(
        Enrolment.objects.filter(officer=officer, course=course)
        .annotate(begun=_begun())
        .values_list("run_id", "state", "begun")
    )
    return Standing(
        enrolled=any(state in Enrolment.OPEN_STATES for _run, state, _begun in rows),
        # Who only withdrew may come back; who has begun an exam would get its attempts anew.
        taken=frozenset(
            run for run, state, begun in rows if state in {"completed", "failed"} or (state == "withdrawn" and begun)
        ),
        missing=_missing(officer, course),
    )


def _begun() -> Q:
    """Return whether an enrolment has an outcome of more than reading, or, submitted or not, an attempt."""
    marked = Outcome.objects.filter(~Q(state="done") | ~Q(fraction=""))
    return activities.has_any([marked, *(kind.begun() for kind in activities.kinds())])


def _missing(officer: Officer, course: Course) -> list[str]:
    completed = Enrolment.objects.filter(officer=officer, state=Enrolment.State.COMPLETED)
    titles = Edition.objects.filter(course=OuterRef("pk")).order_by("-number").values("title")[:1]
    seen = visible(officer, Course.objects.filter(pk=OuterRef("pk")))
    rows = (
        Course.objects.filter(required_for=course)
        .exclude(pk__in=completed.values("course"))
        .annotate(title=Subquery(titles), seen=Exists(seen))
        .values_list("code", "title", "seen")
        .order_by("code")
    )
    named = [f"{title} ({code})" if title else code for code, title, seen in rows if seen]
    # What the officer may not see is not named, and still required.
    return named if all(seen for *_rest, seen in rows) else [*named, _("a course that is assigned to you by name")]
