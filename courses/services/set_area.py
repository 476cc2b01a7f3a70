"""Giving a course or a guideline to another area."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from courses.classification import keeps_its_area
from courses.models.course import Course
from courses.signals import area_set
from courses.subjects import Subject
from kernel.refusal import Refusal
from officers.models import Area, Officer
from officers.models.grant import Act
from officers.reasons import require_reason
from officers.roles import Scope, require

__all__ = ["KeepsItsArea", "set_area"]


class KeepsItsArea(Refusal):
    """The material is reserved: whoever may see the new area's material was never named for this one."""

    code = "keeps_its_area"
    message = _("What is reserved keeps its area: need to know in one area is none in another. Lower it first.")


def set_area(*, on: Subject, area: Area, by: Officer, why: str) -> Subject:
    """Put a course or a guideline under another area, effective at once for everybody whose rights come from an area.

    ``by`` needs the act on it as it is and in the new area. No reference breaks by it: only reserved
    material is bound to an area (``may_refer``), and only what is reserved refers to some. Raises
    ``NotPermitted``, ``ReasonMissing``, ``KeepsItsArea``.
    """
    require(by, Act.SET_ACCESS, on=on.scope)
    require(by, Act.SET_ACCESS, on=Scope(area_id=area.pk))
    require_reason(why)
    with transaction.atomic():
        row: Subject = type(on)._default_manager.select_for_update().get(pk=on.pk)
        if row.area_id == area.pk:
            return row
        if keeps_its_area(row.classification):
            raise KeepsItsArea(field="area")
        row.area = area
        row.save(update_fields=["area"])
        record(by=by, act=Act.SET_ACCESS, on=row, changed=["area"], why=why)
        if isinstance(row, Course):
            area_set.send(Course, course_id=row.pk)
    return row
