"""The CMS's first page: courses and guidelines, runs that begin or end soon, exams with trouble; own learning."""

from typing import Any

from django.utils import timezone

from courses.cms_ways import ways_of
from courses.gate import reach
from courses.gate.panel import HomePanel
from courses.models.course import Course, Guideline
from courses.models.enrolment import Enrolment
from courses.queries.runs import runs_soon
from courses.queries.since_edition import since_editions, troubled_exams
from officers.models import Act, Officer

__all__ = ["CoursesPanel", "LearningPanel"]


class CoursesPanel(HomePanel):
    """Courses and guidelines within reach, each with what changed since its last edition and its ways; runs, exams."""

    name = "courses"
    template_name = "courses/cms/home_panel.html"
    order = 100

    def shown_to(self, officer: Officer) -> dict[str, Any]:
        """Return the courses and runs of whoever looks."""
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


class LearningPanel(HomePanel):
    """The way back to what the officer learns himself."""

    name = "learning"
    template_name = "courses/cms/learning_panel.html"
    order = 200

    def shown_to(self, officer: Officer) -> dict[str, Any]:
        """Return in how many courses whoever looks is enrolled."""
        return {"learning": Enrolment.objects.open().filter(officer=officer).count()}
