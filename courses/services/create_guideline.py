"""Beginning a guideline: its row, and the draft of its page."""

from django.db import transaction

from audit.services.record import record
from courses.models.course import Guideline
from courses.pages import GuidelinePage, GuidelinesPage
from courses.services.create_course import CodeTaken
from courses.services.ensure_site import ensure_site
from officers.models import Area, Officer
from officers.models.grant import Act
from officers.roles import Scope, require

__all__ = ["create_guideline"]


def create_guideline(
    *, code: str, title: str, summary: str, area: Area, classification: str, by: Officer
) -> GuidelinePage:
    """Create a guideline and the draft of its page; raises ``NotPermitted`` and ``CodeTaken``."""
    require(by, Act.EDIT_CONTENT, on=Scope(area_id=area.pk))
    with transaction.atomic():
        ensure_site()
        if Guideline.objects.filter(code=code).exists():
            raise CodeTaken(field="code")
        guideline = Guideline.objects.create(code=code, area=area, classification=classification)
        page = GuidelinePage(
            guideline=guideline, title=title, summary=summary, slug=code.lower(), live=False, owner=by
        )  # fmt: skip
        GuidelinesPage.objects.get().add_child(instance=page)
        page.save_revision(user=by)
        record(by=by, act="guideline.create", on=guideline)
    return page
