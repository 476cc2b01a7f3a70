"""Saying which courses must have been completed before."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from courses.access import visible_courses
from courses.models.course import Course
from courses.references import link_refusal
from kernel.refusal import Refusal
from officers.models import Officer
from officers.models.grant import Act
from officers.roles import require

__all__ = ["PrerequisitesInACircle", "UnknownToLearners", "set_prerequisites"]


class PrerequisitesInACircle(Refusal):
    """The course would be a prerequisite of itself, directly or through others: nobody could ever enrol."""

    code = "prerequisites_in_a_circle"
    message = _("%(code)s itself requires this course: nobody could ever enrol. Choose other prerequisites.")


class UnknownToLearners(Refusal):
    """A prerequisite is held more strictly than the course: its name would be told to people who may not know it."""

    code = "unknown_to_learners"
    message = _("%(code)s is held more strictly than this course; those who may see this one may not know of it.")


def set_prerequisites(*, course: Course, prerequisites: Collection[Course], by: Officer) -> Course:
    """Replace the prerequisites, effective at once for everybody who enrols from now on.

    Those that ``by`` may not see stay: nobody takes away what was not shown to him. Raises ``NotPermitted``,
    ``PrerequisitesInACircle``, ``UnknownToLearners``. Simultaneous changes wait for each other on the rows of
    all courses, since a circle is closed by two of them.
    """
    require(by, Act.SET_ACCESS, on=course.scope)
    with transaction.atomic():
        every = {row.pk: row for row in Course.objects.select_for_update().order_by("pk")}
        row = every[course.pk]
        required = set(Course.prerequisites.through.objects.values_list("from_course_id", "to_course_id"))
        for each in prerequisites:
            if link_refusal(row, every[each.pk]):
                raise UnknownToLearners(field="prerequisites", code=each.code)
            if row.pk in _all_required(each.pk, required):
                raise PrerequisitesInACircle(field="prerequisites", code=each.code)
        unseen = row.prerequisites.exclude(pk__in=visible_courses(by).values("pk"))
        row.prerequisites.set([*prerequisites, *unseen])
        record(by=by, act=Act.SET_ACCESS, on=row, changed=["prerequisites"])
    return row


def _all_required(start: int, required: set[tuple[int, int]]) -> set[int]:
    """Return ``start`` and everything that it requires, directly or through others."""
    found, waiting = set(), [start]
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            waiting += [target for source, target in required if source == pk]
    return found
