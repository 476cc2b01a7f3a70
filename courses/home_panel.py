"""The CMS's first page: the officer's courses, runs that begin or end soon, exams with trouble; own learning."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from courses.cms_ways import ways_of
from courses.gate import reach
from courses.models.enrolment import Enrolment
from courses.queries.runs import runs_soon
from courses.queries.since_edition import since_editions, troubled_exams
from officers.models import Act, Officer

__all__ = ["CoursesPanel", "LearningPanel"]


class CoursesPanel(Component):
    """Courses within reach, each with what changed since its last edition and the ways from it; runs, exams."""

    name = "courses"
    template_name = "courses/cms/home_panel.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the courses and runs of whoever looks."""
        assert parent_context is not None  # noqa: S101 - Wagtail gives the page's own
        officer: Officer = parent_context["request"].user
        trees = reach.trees(officer, Act.READ_CONTENT)
        tops = {tree.course.pk: tree.page for tree in trees}
        courses = sorted(reach.courses(officer, Act.READ_CONTENT), key=lambda course: course.code)
        since, runs, now = since_editions(trees), reach.runs(officer, Act.MANAGE_RUNS), timezone.now()
        return {
            "courses": [
                (course, tops.get(course.pk), since.get(course.pk), ways_of(officer, course)) for course in courses
            ],
            "runs": runs_soon(runs, at=now),
            "exams": troubled_exams(runs, at=now),
        }


class LearningPanel(Component):
    """The way back to what the officer learns himself."""

    name = "learning"
    template_name = "courses/cms/learning_panel.html"
    order = 200

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return in how many courses whoever looks is enrolled."""
        assert parent_context is not None  # noqa: S101 - Wagtail gives the page's own
        return {"learning": Enrolment.objects.open().filter(officer=parent_context["request"].user).count()}
