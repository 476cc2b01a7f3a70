"""What one officer reaches in the CMS: courses and guidelines, their pages, images and documents.

A course or guideline is within reach when the second door shows it *and* the first gives the act on it. A page is
within reach by the one it stands under; the tree above them (root, home, the two lists) holds
nothing but names that the catalogue shows anyway. Everything is computed once a person object, so
once a request.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from wagtail.models import Page

from courses.access import visible, visible_media
from courses.models import Course, CourseDocument, CourseImage, CoursePage, CourseRun, Guideline, GuidelinePage
from courses.subjects import Subject
from officers.models import Act, Area, Officer
from officers.roles import Scope, grants_of, may, may_somewhere

__all__ = [
    "Tree", "areas_to_edit", "courses", "documents", "guidelines", "images", "may_change", "reaches_page", "runs",
    "subjects", "trees",
]  # fmt: skip

Media = CourseImage | CourseDocument
S = TypeVar("S", bound=Subject)


@dataclass(frozen=True)
class Tree:
    """A course or guideline and the place of its pages in Wagtail's tree."""

    subject: Subject
    page: Page

    def holds(self, path: str) -> bool:
        """Whether a page with this path belongs to it."""
        return path.startswith(self.page.path)


def courses(officer: Officer, act: str) -> list[Course]:
    """Return the courses that the officer may see and on which he has the act."""
    return subjects(officer, act, Course)


def guidelines(officer: Officer, act: str) -> list[Guideline]:
    """Return the guidelines that the officer may see and on which he has the act."""
    return subjects(officer, act, Guideline)


def subjects(officer: Officer, act: str, kind: type[S]) -> list[S]:
    """Return those of one of the two kinds."""
    if not may_somewhere(officer, act):
        return []
    return [subject for subject in _visible(officer, kind) if may(officer, act, on=subject.scope)]


def runs(officer: Officer, act: str) -> QuerySet[CourseRun]:
    """Return the runs on which the officer has the act, of courses that he sees: those of ``courses``, and named ones.

    Edition and course are loaded with them.
    """
    named = [grant.run for grant in grants_of(officer, act) if grant.run]
    if not may_somewhere(officer, act):
        return CourseRun.objects.none()
    within = Q(edition__course__in=courses(officer, act))
    if named:
        within |= Q(uuid__in=named, edition__course__in=_visible(officer, Course))
    return CourseRun.objects.with_course().filter(within)


def trees(officer: Officer, act: str) -> list[Tree]:
    """Return what of ``courses`` and ``guidelines`` has pages, with the page at the top of each."""
    found: list[Subject] = [*courses(officer, act), *guidelines(officer, act)]
    tops: dict[Subject, Page | None] = officer.__dict__.setdefault("_tops", {})
    missing = [subject for subject in found if subject not in tops]
    if missing:
        tops.update(dict.fromkeys(missing))  # what has no pages is not asked for again
        of_courses = CoursePage.objects.filter(course__in=[each for each in missing if isinstance(each, Course)])
        of_others = GuidelinePage.objects.filter(
            guideline__in=[each for each in missing if isinstance(each, Guideline)]
        )
        tops.update({page.course: page for page in of_courses.select_related("course")})
        tops.update({page.guideline: page for page in of_others.select_related("guideline")})
    return [Tree(subject, top) for subject in found if (top := tops[subject]) is not None]


def reaches_page(officer: Officer, page: Page, act: str) -> bool:
    """Whether the page belongs to a course or guideline within reach."""
    return any(tree.holds(page.path) for tree in trees(officer, act))


def images(officer: Officer) -> QuerySet[CourseImage]:
    """Return the images that the officer may see and choose in the CMS."""
    return _media(officer, CourseImage.objects.all())


def documents(officer: Officer) -> QuerySet[CourseDocument]:
    """Return the documents that the officer may see and choose in the CMS."""
    return _media(officer, CourseDocument.objects.all())


def may_change(officer: Officer, media: Media) -> bool:
    """Whether the officer may change an image or a document that he sees.

    An author of one course has no grant for the area of the library: what she put there, she looks after.
    """
    if may(officer, Act.EDIT_CONTENT, on=Scope(area_id=media.area_id)):
        return True
    return media.uploaded_by_user_id == officer.pk and may_somewhere(officer, Act.EDIT_CONTENT)


def areas_to_edit(officer: Officer) -> QuerySet[Area]:
    """Return the areas to whose library the officer may add: those of his grants, and of the courses he edits."""
    own = {course.area_id for course in courses(officer, Act.EDIT_CONTENT)}
    own |= {grant.area_id for grant in grants_of(officer, Act.EDIT_CONTENT) if grant.area_id}
    everywhere = may(officer, Act.EDIT_CONTENT)
    return Area.objects.all() if everywhere else Area.objects.filter(pk__in=own)


def _media(officer: Officer, rows: QuerySet[Media]) -> QuerySet[Media]:
    if not may_somewhere(officer, Act.READ_CONTENT):
        return rows.none()
    return visible_media(officer, rows)


def _visible(officer: Officer, kind: type[Any]) -> list[Any]:
    held: dict[type[Any], list[Any]] = officer.__dict__.setdefault("_subjects_visible", {})
    if kind not in held:
        held[kind] = list(visible(officer, kind.objects.all(), subject=kind))
    return held[kind]
