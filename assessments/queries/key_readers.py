"""Who can read the right answers of a course's exams."""

from courses.models.course import Course
from officers.models import Act, Officer
from officers.roles import may, may_somewhere

__all__ = ["may_read_key"]


def may_read_key(officer: Officer, course: Course) -> bool:
    """Whether an officer may read the content of a course in the CMS, and with it its questions and their answers.

    An instructor of one run may not. No statement for whoever never held a role.
    """
    return may(officer, Act.READ_CONTENT, on=course.scope) and may_somewhere(officer, Act.USE_CMS)
