"""Where an officer goes from a course or a guideline in the CMS: its page, its editions, its settings."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.gate import reach
from courses.models.course import Course
from courses.subjects import Subject, noun_of
from officers.models import Act, Officer

__all__ = ["Way", "beside", "ways_of"]


@dataclass(frozen=True)
class Way:
    """One address, with its words and its icon."""

    name: str
    label: str
    url: str
    icon: str


def beside(subject: Subject, name: str, *args: object) -> str:
    """Return an address beside the page of a course or a guideline."""
    return reverse(f"{noun_of(subject)}s_cms:{name}", args=[subject.code.lower(), *args])


def ways_of(officer: Officer, subject: Subject, *, here: str = "") -> list[Way]:
    """Return what the officer may open of a course or a guideline, but for where he is."""
    is_course = isinstance(subject, Course)
    tree_of_course = [(Act.READ_CONTENT, "tree", _("Course tree"), "list-ul")] if is_course else []
    offered = [
        *tree_of_course,
        (Act.PUBLISH_EDITION, "publish", _("Publish edition"), "upload"),
        (Act.READ_CONTENT, "editions", _("Editions"), "history"),
        (Act.EDIT_CONTENT, "settings", _("Course settings") if is_course else _("Settings of the guideline"), "cog"),
    ]
    words = _("Pages of the course") if is_course else _("Page of the guideline")
    ways = [
        Way("pages", words, reverse("wagtailadmin_explore", args=[tree.page.pk]), "doc-full")
        for tree in reach.trees(officer, Act.READ_CONTENT)
        if tree.subject == subject
    ]
    ways += [
        Way(name, label, beside(subject, name), icon)
        for act, name, label, icon in offered
        if subject in reach.subjects(officer, act, type(subject))
    ]
    return [way for way in ways if way.name != here]
