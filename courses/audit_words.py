"""How the audit says what is done with courses and learning.

What a reader may not see has no name: each kind asks the second door, for all rows at once.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from audit import words
from courses.access import visible, visible_either, visible_guidelines
from courses.gate import reach
from courses.models import (
    AccessRule,
    Course,
    CourseDocument,
    CourseImage,
    CoursePage,
    CourseRun,
    Edition,
    EditionAsset,
    EditionItem,
    Enrolment,
    Guideline,
    GuidelinePage,
    LessonPage,
    ModulePage,
    Publication,
)
from officers.models import Act
from officers.queries.people import with_number

__all__ = ["page_names", "public_pages", "public_titles", "register_words"]

_ACTS = {
    Act.SET_ACCESS.value: gettext_lazy("Changed classification, area, prerequisites or access"),
    Act.LOWER_CLASSIFICATION.value: gettext_lazy("Lowered a classification"),
    Act.PUBLISH_EDITION.value: gettext_lazy("Published an edition"),
    "edition.ask": gettext_lazy("Asked that an edition be published"),
    "course.create": gettext_lazy("Began a course"),
    "guideline.create": gettext_lazy("Began a guideline"),
    "guideline.set_contact": gettext_lazy("Changed the contact of a guideline"),
    "course.set_contact": gettext_lazy("Changed the contact of a course"),
    "curriculum.load": gettext_lazy("Loaded the files of a course or guideline"),
    "page.leave_out": gettext_lazy("Left a page out of the next edition"),
    "page.move": gettext_lazy("Moved a page within its course"),
    "run.edit": gettext_lazy("Changed a run"),
    "run.export": gettext_lazy("Exported the roster of a run"),
    "run.move": gettext_lazy("Moved a run to a newer edition"),
    "run.make": gettext_lazy("Made a run"),
    "enrolment.make": gettext_lazy("Enrolled an officer"),
    "enrolment.approve": gettext_lazy("Approved a request for a seat"),
    "enrolment.decline": gettext_lazy("Declined a request for a seat"),
    "enrolment.move": gettext_lazy("Moved an officer to another run"),
    "enrolment.seat": gettext_lazy("Gave a freed seat to the next on the waiting list"),
    "enrolment.withdraw": gettext_lazy("Withdrew from a run"),
    "enrolment.put_back": gettext_lazy("Put an officer back into a run"),
    "enrolment.complete": gettext_lazy("Completed a course"),
    "enrolment.reopen": gettext_lazy("Opened an enrolment again"),
    "enrolment.fail": gettext_lazy("Did not pass a course"),
    "enrolment.expire": gettext_lazy("A request lapsed with its run"),
}


def register_words() -> None:
    """Register the words of this app; called from ``ready``."""
    words.register(
        acts=_ACTS,
        rows={
            Course: _seen(Course, at=""),
            Guideline: lambda reader, keys: words.named(visible_guidelines(reader), keys),
            Edition: _of_either(Edition, "course", "guideline", at="", called=_edition),
            Publication: _of_either(Publication, "course", "guideline", at="", called=_asked),
            EditionItem: _seen(EditionItem, "edition__course", at="edition__course", called=_part),
            EditionAsset: _of_either(EditionAsset, "edition__course", "edition__guideline", at="edition", called=_part),
            CourseRun: _seen(CourseRun, at="edition__course"),
            Enrolment: _seen(Enrolment, "officer", "run", at="run__edition__course", called=_enrolment),
            AccessRule: _of_either(AccessRule, "course", "guideline", "unit", "officer", at="", called=_rule),
            CourseImage: lambda reader, keys: words.named(reach.images(reader), keys),
            CourseDocument: lambda reader, keys: words.named(reach.documents(reader), keys),
            Page: page_names,
            CoursePage: page_names,
            ModulePage: page_names,
            LessonPage: page_names,
            GuidelinePage: page_names,
        },
        changes={"dates": gettext_lazy("dates")},
        public={
            Edition: _titles_of(Edition),
            EditionItem: _titles_of(EditionItem, "edition"),
            EditionAsset: _titles_of(EditionAsset, "edition"),
            CourseRun: _titles_of(CourseRun, "edition"),
            Course: lambda keys: public_titles(Edition.objects.filter(course__in=list(keys)), "course_id"),
            Guideline: lambda keys: public_titles(Edition.objects.filter(guideline__in=list(keys)), "guideline_id"),
            CourseImage: _areas_of(CourseImage),
            CourseDocument: _areas_of(CourseDocument),
            **dict.fromkeys((Page, CoursePage, ModulePage, LessonPage, GuidelinePage), public_pages),
        },
        found={
            Course: lambda reader, number: _keys(visible(reader, Course.objects.filter(code__iexact=number))),
            CourseRun: lambda reader, number: _keys(
                visible(reader, CourseRun.objects.filter(code__iexact=number), at="edition__course")
            ),
            Enrolment: lambda reader, number: _keys(
                visible(reader, Enrolment.objects.filter(officer__in=with_number(number)), at="run__edition__course")
            ),
        },
        guarded=True,
    )


def page_names(reader: Any, keys: Iterable[str]) -> dict[str, str]:
    """Name pages of the CMS, whose titles are drafts: for those who read the course for work."""
    trees = reach.trees(reader, Act.READ_CONTENT)
    pages = Page.objects.filter(pk__in=list(keys))
    return {
        str(page.pk): f"{tree.subject.code} · {page.title}" for page in pages for tree in trees if tree.holds(page.path)
    }


def public_titles(editions: QuerySet[Edition], key: str) -> dict[str, str]:
    """Return the newest public title of courses or guidelines, by the column that names them: all may be told it."""
    rows = editions.order_by("number").values_list(key, "public_title")
    return {str(subject): _("of “%(title)s”") % {"title": title} for subject, title in rows}


def public_pages(keys: Iterable[str]) -> dict[str, str]:
    """Return the public titles of what pages of the CMS belong to."""
    paths = dict(Page.objects.filter(pk__in=list(keys)).values_list("pk", "path"))
    titles: dict[str, str] = {}
    for model, subject in ((CoursePage, "course"), (GuidelinePage, "guideline")):
        tops = {top: str(pk) for top, pk in model._default_manager.values_list("path", f"{subject}_id")}
        of_pages = {str(key): tops[top] for key, path in paths.items() for top in tops if path.startswith(top)}
        editions = Edition.objects.filter(**{f"{subject}__in": set(of_pages.values())})
        said = public_titles(editions, f"{subject}_id")
        titles.update({key: said[pk] for key, pk in of_pages.items() if pk in said})
    return titles


def _titles_of(model: type[Model], at: str = "") -> words.PublicNames:
    """Say the public title of the edition that rows belong to."""
    title = f"{at}__public_title" if at else "public_title"

    def titles(keys: Iterable[str]) -> dict[str, str]:
        rows = model._default_manager.filter(pk__in=list(keys)).values_list("pk", title)
        return {str(key): _("of “%(title)s”") % {"title": words} for key, words in rows}

    return titles


def _areas_of(model: type[CourseImage | CourseDocument]) -> words.PublicNames:
    """Say the area of images or documents, which belong to no course."""

    def areas(keys: Iterable[str]) -> dict[str, str]:
        rows = model._default_manager.filter(pk__in=list(keys)).values_list("pk", "area__name")
        return {str(key): _("of the area %(area)s") % {"area": name} for key, name in rows}

    return areas


def _keys(rows: QuerySet[Any]) -> Iterable[int]:
    return rows.values_list("pk", flat=True)


def _seen(model: type[Model], *related: str, at: str, called: Any = str) -> words.Names:
    """Name rows whose course the reader may see."""

    def names(reader: Any, keys: Iterable[str]) -> dict[str, str]:
        rows: QuerySet[Any] = model._default_manager.all()
        if related:
            rows = rows.select_related(*related)
        return words.named(visible(reader, rows, at=at), keys, called)

    return names


def _of_either(model: type[Model], *related: str, at: str, called: Any) -> words.Names:
    """Name rows whose course or guideline the reader may see."""

    def names(reader: Any, keys: Iterable[str]) -> dict[str, str]:
        rows: QuerySet[Any] = model._default_manager.select_related(*related)
        return words.named(visible_either(reader, rows, at=at), keys, called)

    return names


def _edition(edition: Edition) -> str:
    return _("%(course)s, edition %(number)s") % {"course": edition.subject, "number": edition.number}


def _asked(publication: Publication) -> str:
    return str(publication.subject)


def _part(row: EditionItem | EditionAsset) -> str:
    return f"{_edition(row.edition)}: {row}"


def _enrolment(enrolment: Enrolment) -> str:
    return f"{enrolment.officer} · {enrolment.run}"


def _rule(rule: AccessRule) -> str:
    return f"{rule.subject} · {rule.unit or rule.officer}"
