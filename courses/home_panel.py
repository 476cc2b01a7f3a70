"""The CMS's first page: the officer's courses, and the runs that begin or end soon."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from courses.cms_ways import ways_of
from courses.gate import reach
from courses.queries.runs import runs_soon
from officers.models import Act, Officer

__all__ = ["CoursesPanel"]


class CoursesPanel(Component):
    """Courses within reach, each with the ways from it."""

    name = "courses"
    template_name = "courses/cms/home_panel.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the courses and runs of whoever looks."""
        assert parent_context is not None  # noqa: S101 - Wagtail gives the page's own
        officer: Officer = parent_context["request"].user
        tops = {tree.course.pk: tree.page for tree in reach.trees(officer, Act.READ_CONTENT)}
        courses = sorted(reach.courses(officer, Act.READ_CONTENT), key=lambda course: course.code)
        return {
            "courses": [(course, tops.get(course.pk), ways_of(officer, course)) for course in courses],
            "runs": runs_soon(reach.runs(officer, Act.MANAGE_RUNS), at=timezone.now()),
        }
