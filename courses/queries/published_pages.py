"""Which pages editions came from: they stay, whatever becomes of the course."""

from typing import Any

from wagtail.models import Page

from courses.models.edition import Edition, EditionItem
from courses.pages import CoursePage

__all__ = ["came_into_an_edition", "latest_edition_with"]


def came_into_an_edition(page: Page) -> bool:
    """Whether the page, or one below it, was frozen into an edition (or a course below it has any)."""
    within = page.get_descendants(inclusive=True).specific()
    uuids = [uuid for each in within if (uuid := getattr(each, "activity_uuid", None))]
    if EditionItem.objects.filter(activity_uuid__in=uuids).exists():
        return True
    courses = CoursePage.objects.descendant_of(page, inclusive=True).values("course")
    return Edition.objects.filter(course__in=courses).exists()


def latest_edition_with(page: Any) -> Edition | None:
    """Return the newest edition that shows the page to officers; None when none does."""
    uuid = getattr(page, "activity_uuid", None)
    editions = Edition.objects.order_by("-number")
    if uuid is None:
        return editions.filter(course=getattr(page, "course_id", None)).first() if hasattr(page, "course_id") else None
    return editions.filter(items__activity_uuid=uuid).first()
