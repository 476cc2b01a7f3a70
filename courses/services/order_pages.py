"""Putting the pages of loaded curricula into the order of their files."""

from typing import Any

from wagtail.models import Page

from courses.curriculum.kinds import Curriculum
from courses.pages import CoursePage, ModulePage

__all__ = ["order_pages"]


def order_pages(*, curriculum: Curriculum) -> None:
    """Move modules and activities where the numbers of folders and files put them.

    Pages that stand in no file (written in the CMS) keep their order, after the others. Called inside
    the loader's transaction.
    """
    place = {entry.uuid: n for n, entry in enumerate(sorted(curriculum.entries, key=lambda entry: entry.path))}
    courses = [entry.uuid for entry in curriculum.of("course")]
    for page in CoursePage.objects.filter(course__uuid__in=courses):
        _order(page, place)
        for module in ModulePage.objects.child_of(page):
            _order(module, place)


def _order(parent: Any, place: dict[Any, int]) -> None:
    children = list(parent.get_children().order_by("path").specific())
    last = len(place)
    wanted = sorted(children, key=lambda child: place.get(getattr(child, "activity_uuid", None), last))
    if [child.pk for child in wanted] == [child.pk for child in children]:
        return
    for child in wanted:
        fresh = Page.objects.get(pk=child.pk)
        fresh.move(Page.objects.get(pk=parent.pk), pos="last-child")
