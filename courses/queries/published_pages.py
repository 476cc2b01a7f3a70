"""Which pages editions came from: they stay, whatever becomes of the course or guideline."""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page

from courses.models.edition import Edition, EditionItem
from courses.pages import CoursePage, GlossaryPage, GuidelinePage

__all__ = ["editions_with", "latest_edition_with"]


def editions_with(page: Page) -> QuerySet[Edition]:
    """Return the editions into which the page, or one below it, was frozen.

    All of a course or guideline whose own page it is, or stands below.
    """
    within = page.get_descendants(inclusive=True).specific()
    uuids = [uuid for each in within if (uuid := getattr(each, "activity_uuid", None))]
    glossaries = [latest_edition_with(each) for each in within if isinstance(each, GlossaryPage)]
    named = Q(pk__in=EditionItem.objects.filter(activity_uuid__in=uuids).values("edition"))
    named |= Q(pk__in=[edition.pk for edition in glossaries if edition])
    named |= Q(course__in=CoursePage.objects.descendant_of(page, inclusive=True).values("course"))
    named |= Q(guideline__in=GuidelinePage.objects.descendant_of(page, inclusive=True).values("guideline"))
    return Edition.objects.filter(named).select_related("course", "guideline").order_by("title", "number")


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
