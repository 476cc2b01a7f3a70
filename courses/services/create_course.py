"""Beginning a course: its row, and the draft of its page."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from courses.models.course import Course
from courses.pages import CoursePage
from courses.services.ensure_site import ensure_site
from kernel.refusal import Refusal
from officers.models import Area, Officer
from officers.models.grant import Act
from officers.roles import Scope, require

__all__ = ["CodeTaken", "create_course"]


class CodeTaken(Refusal):
    """The code belongs to another course or guideline; codes are never given twice."""

    code = "code_taken"
    message = _("This code is taken already. Choose another one.")


def create_course(*, code: str, title: str, summary: str, area: Area, classification: str, by: Officer) -> CoursePage:
    """Create a course and the draft of its page; raises ``NotPermitted`` and ``CodeTaken``."""
    require(by, Act.EDIT_CONTENT, on=Scope(area_id=area.pk))
    with transaction.atomic():
        catalogue = ensure_site()
        if Course.objects.filter(code=code).exists():
            raise CodeTaken(field="code")
        course = Course.objects.create(code=code, area=area, classification=classification)
        page = CoursePage(course=course, title=title, summary=summary, slug=code.lower(), live=False, owner=by)
        catalogue.add_child(instance=page)
        page.save_revision(user=by)
        record(by=by, act="course.create", on=course)
    return page
