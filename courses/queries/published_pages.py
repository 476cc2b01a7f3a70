"""Which pages editions came from: they stay, whatever becomes of the course or guideline."""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page

from courses.models.edition import Edition, EditionItem
from courses.pages import CoursePage, GlossaryPage, GuidelinePage

__all__ = ["came_into_an_edition", "latest_edition_with"]


def came_into_an_edition(page: Page) -> bool:
    """Whether the page, or one below it, was frozen into an edition (or a course or guideline below it has any)."""
    within = page.get_descendants(inclusive=True).specific()
    uuids = [uuid for each in within if (uuid := getattr(each, "activity_uuid", None))]
    if EditionItem.objects.filter(activity_uuid__in=uuids).exists():
        return True
    if any(isinstance(each, GlossaryPage) and latest_edition_with(each) for each in within):
        return True
    courses = CoursePage.objects.descendant_of(page, inclusive=True).values("course")
    guidelines = GuidelinePage.objects.descendant_of(page, inclusive=True).values("guideline")
    return Edition.objects.filter(Q(course__in=courses) | Q(guideline__in=guidelines)).exists()


def latest_edition_with(page: Any) -> Edition | None:
    """Return the newest edition that shows the page to officers; None when none does."""
    editions = Edition.objects.order_by("-number")
    if issubclass(page.specific_class, GlossaryPage):
        return _latest_with_glossary(page, editions.filter(course__page__path=page.path[: -page.steplen]))
    for name, path in (
        ("course_id", "course"),
        ("guideline_id", "guideline"),
        ("activity_uuid", "items__activity_uuid"),
    ):
        if (identity := getattr(page, name, None)) is not None:
            return editions.filter(**{path: identity}).first()
    return None


def _latest_with_glossary(page: Page, editions: QuerySet[Edition]) -> Edition | None:
    """Return the newest edition whose glossary came from this page: a second one, copied there, is in none."""
    own = {str(pk) for pk in page.revisions.values_list("pk", flat=True)}
    named = editions.filter(revisions__has_key="glossary").defer("payload", "search_text")
    return next((edition for edition in named if str(edition.revisions["glossary"]) in own), None)
