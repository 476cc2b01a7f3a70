"""The CMS's first page: courses and guidelines, runs that begin or end soon, exams with trouble; own learning."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from courses.cms_ways import ways_of
from courses.gate import reach
from courses.models.course import Course, Guideline
from courses.models.enrolment import Enrolment
from courses.queries.runs import runs_soon
from courses.queries.since_edition import since_editions, troubled_exams
from officers.models import Act, Officer

__all__ = ["CoursesPanel", "LearningPanel"]


class CoursesPanel(Component):
    """Courses and guidelines within reach, each with what changed since its last edition and its ways; runs, exams."""

    name = "courses"
    template_name = "courses/cms/home_panel.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the courses and runs of whoever looks."""
        assert parent_context is not None  # noqa: S101 - Wagtail gives the page's own
        officer: Officer = parent_context["request"].user
        trees = reach.trees(officer, Act.READ_CONTENT)
        tops = {tree.subject: tree.page for tree in trees}
        since, runs, now = since_editions(trees), reach.runs(officer, Act.MANAGE_RUNS), timezone.now()
        lines = {
            kind: [
                (subject, tops.get(subject), since.get(subject), ways_of(officer, subject))
                for subject in sorted(reach.subjects(officer, Act.READ_CONTENT, kind), key=str)
            ]
            for kind in (Course, Guideline)
        }
        return {
            "courses": lines[Course],
            "guidelines": lines[Guideline],
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
