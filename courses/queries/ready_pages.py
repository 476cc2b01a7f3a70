"""Which pages of a course or a guideline are ready, and in which revision."""

from collections.abc import Mapping

from wagtail.models import Page

from courses.subjects import Subject

__all__ = ["changed_titles", "places_of_pages", "ready_revisions"]


def ready_revisions(subject: Subject) -> dict[int, int]:
    """Return the ready pages of a course or a guideline, each with its revision (0: it has none); one statement."""
    top = getattr(subject, "page", None)
    if top is None:
        return {}
    pages = Page.objects.descendant_of(top, inclusive=True).live().order_by("path")
    return {pk: revision or 0 for pk, revision in pages.values_list("pk", "live_revision")}


def places_of_pages(subject: Subject) -> list[tuple[int, str, bool, int | None]]:
    """Return what differs after any move, addition, deletion or making ready of a page; one statement."""
    top = getattr(subject, "page", None)
    if top is None:
        return []
    pages = Page.objects.descendant_of(top, inclusive=True).order_by("path")
    return list(pages.values_list("pk", "path", "live", "live_revision"))


def changed_titles(before: Mapping[int, int], now: Mapping[int, int]) -> list[str]:
    """Return the titles of pages that became ready, are ready no longer, or are ready in another revision."""
    changed = [pk for pk in {**before, **now} if before.get(pk) != now.get(pk)]
    found = dict(Page.objects.filter(pk__in=changed).values_list("pk", "draft_title"))
    return [found[pk] for pk in changed if pk in found]
