"""Leaving a page out of the next edition: what was published stays, the page is archived."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.actions.unpublish_page import UnpublishPageAction

from audit.services.record import record
from courses.models.course import Course
from kernel.refusal import Refusal
from officers.models import Officer
from officers.models.grant import Act
from officers.roles import NotPermitted, require

__all__ = ["CourseStays", "leave_out_page"]


class CourseStays(Refusal):
    """The page of a course itself: without it there is no next edition."""

    code = "course_stays"
    message = _("The page of a course stays; leave out the modules and lessons that are no longer taught.")


def leave_out_page(*, page: Any, by: Officer) -> None:
    """Take a module or an activity, with all below it, out of the editions to come.

    Officers go on reading it in the editions that have it. “Ready for the next edition” brings it back.
    Raises ``NotPermitted`` and ``CourseStays``.
    """
    course = Course.objects.of_page(page)
    if course is None:
        raise NotPermitted
    require(by, Act.EDIT_CONTENT, on=course.scope)
    if not hasattr(page.specific, "activity_uuid"):
        raise CourseStays
    with transaction.atomic():
        UnpublishPageAction(page.specific, user=by, include_descendants=True).execute(skip_permission_checks=True)
        record(by=by, act="page.leave_out", on=page.specific)
