"""Saying who teaches a run."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import CourseRun
from courses.queries.instructors import instructor_grants
from officers.models import Officer, Role
from officers.services.grant_role import grant_role
from officers.services.withdraw_role import withdraw_role

__all__ = ["name_instructors"]


def name_instructors(*, run: CourseRun, officers: Sequence[Officer], by: Officer | None) -> bool:
    """Have exactly these officers teach a run, and return whether that changes anything.

    An instructor holds the role for the run, which also lets him see a reserved course. The rights and the
    refusals are those of giving and withdrawing a role; the caller has opened the transaction.
    """
    grants = {grant.officer_id: grant for grant in instructor_grants(run)}
    wanted = {officer.pk: officer for officer in officers}
    reason = _("Instructor of the run %(run)s") % {"run": run.code}
    for pk, grant in grants.items():
        if pk not in wanted and by is not None:
            withdraw_role(grant=grant, by=by, reason=reason)
    for pk, officer in wanted.items():
        if pk not in grants:
            grant_role(
                officer=officer, role=Role.INSTRUCTOR, run=run.uuid, since=timezone.localdate(), by=by, reason=reason
            )
    return set(grants) != set(wanted)
