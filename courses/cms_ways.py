"""Where an officer goes from a course in the CMS: its page, its editions, its settings, as rights allow."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.gate import reach
from courses.models.course import Course
from officers.models import Act, Officer

__all__ = ["Way", "ways_of"]


@dataclass(frozen=True)
class Way:
    """One address, with its words and its icon."""

    name: str
    label: str
    url: str
    icon: str


def ways_of(officer: Officer, course: Course, *, here: str = "") -> list[Way]:
    """Return what the officer may open of a course, but for where he is."""
    code = course.code.lower()
    beside = [
        (Act.READ_CONTENT, "tree", _("Course tree"), "list-ul"),
        (Act.PUBLISH_EDITION, "publish", _("Publish edition"), "upload"),
        (Act.READ_CONTENT, "editions", _("Editions"), "history"),
        (Act.EDIT_CONTENT, "settings", _("Course settings"), "cog"),
    ]
    ways = [
        Way("pages", _("Pages of the course"), reverse("wagtailadmin_explore", args=[tree.page.pk]), "doc-full")
        for tree in reach.trees(officer, Act.READ_CONTENT)
        if tree.course == course
    ]
    ways += [
        Way(name, label, reverse(f"courses_cms:{name}", args=[code]), icon)
        for act, name, label, icon in beside
        if course in reach.courses(officer, act)
    ]
    return [way for way in ways if way.name != here]
