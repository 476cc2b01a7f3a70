"""The CMS's first page: the officer's courses and guidelines, and the runs that begin or end soon."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from courses.cms_ways import ways_of
from courses.gate import reach
from courses.models.course import Course, Guideline
from courses.queries.runs import runs_soon
from officers.models import Act, Officer

__all__ = ["CoursesPanel"]


class CoursesPanel(Component):
    """Courses and guidelines within reach, each with the ways from it."""

    name = "courses"
    template_name = "courses/cms/home_panel.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the courses and runs of whoever looks."""
        assert parent_context is not None  # noqa: S101 - Wagtail gives the page's own
        officer: Officer = parent_context["request"].user
        tops = {tree.subject: tree.page for tree in reach.trees(officer, Act.READ_CONTENT)}
        lines = {
            kind: [
                (subject, tops.get(subject), ways_of(officer, subject))
                for subject in sorted(reach.subjects(officer, Act.READ_CONTENT, kind), key=str)
            ]
            for kind in (Course, Guideline)
        }
        return {
            "courses": lines[Course],
            "guidelines": lines[Guideline],
            "runs": runs_soon(reach.runs(officer, Act.MANAGE_RUNS), at=timezone.now()),
        }
