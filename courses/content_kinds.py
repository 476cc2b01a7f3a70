"""What the loader of curricula writes for courses, guidelines, media, modules and lessons.

Reading is pure (``courses.curriculum``); here identities become rows and pages. Live columns (area,
classification) are set when a course or a guideline is created and belong to the CMS afterwards.
"""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.utils.text import slugify

from courses.content_states import loaded_rows, page_states
from courses.content_text import body_of, text_faults
from courses.curriculum.course_files import read_course, read_media, read_module
from courses.curriculum.guideline_file import read_guideline
from courses.curriculum.kinds import Curriculum, Entry, Fault, Source
from courses.curriculum.lesson_file import read_lesson
from courses.curriculum.objectives import blocks_of
from courses.curriculum.values import CourseValue, GuidelineValue, LessonValue, MediaValue, ModuleValue
from courses.models.course import Course, Guideline
from courses.models.loaded_source import LoadedSource
from courses.models.media import CourseDocument, CourseImage
from courses.pages import CataloguePage, CoursePage, GuidelinePage, GuidelinesPage, LessonPage, ModulePage
from courses.subjects import Subject
from officers.models import Area

__all__ = ["CourseFiles", "GuidelineFiles", "LessonFiles", "MediaFiles", "ModuleFiles", "make_ready", "slug_of"]


class CourseFiles:
    """``course.yaml``: the row of the course, and its page."""

    kind = "course"
    pattern = re.compile(r"courses/[^/]+/course\.yaml")

    def parse(self, source: Source) -> tuple[list[Entry], list[Fault]]:
        """Return the course."""
        return read_course(source)

    def validate(self, curriculum: Curriculum) -> Iterable[Fault]:
        """Refuse unknown areas, codes that change or belong to another course, and courses without modules."""
        yield from _identity_faults(curriculum.of(self.kind), Course)
        for entry in curriculum.of(self.kind):
            if not any(module.course == entry.course for module in curriculum.of("module")):
                yield entry.fault("no_modules")

    def apply(self, entries: list[Entry], curriculum: Curriculum) -> dict[str, str]:
        """Write rows and pages."""
        return {entry.key: str(self._write(entry, entry.value).pk) for entry in entries}

    def states(self, entries: list[Entry]) -> dict[str, str]:
        """Return the page and the contact as they stand."""
        return page_states(CoursePage, entries, by="course__uuid", beside="course__contact")

    def _write(self, entry: Entry, value: CourseValue) -> Course:
        course, new = Course.objects.get_or_create(
            uuid=entry.uuid,
            defaults={
                "code": value.code, "classification": value.classification, "contact": value.contact,
                "area": Area.objects.get(code=value.area),
            },
        )  # fmt: skip
        if not new and course.contact != value.contact:
            course.contact = value.contact
            course.save(update_fields=["contact"])
        page = CoursePage.objects.filter(course=course).first() or CoursePage(course=course, slug=value.code.lower())
        for name in (
            "title", "public_title", "lede", "summary", "audience", "academic_hours", "credits", "level",
            "pass_mark", "rounding", "validity_months", "resolution",
        ):  # fmt: skip
            setattr(page, name, getattr(value, name))
        page.objectives = [("objective", {"text": each.text, "bloom": each.bloom}) for each in value.objectives]
        make_ready(page, CataloguePage.objects.first())
        return course


class MediaFiles:
    """``media/*``: pictures and documents of the library, held as their course or guideline."""

    kind = "media"
    pattern = re.compile(r"(courses|guidelines)/[^/]+/media/[^/]+")

    def parse(self, source: Source) -> tuple[list[Entry], list[Fault]]:
        """Return the file."""
        return read_media(source)

    def validate(self, curriculum: Curriculum) -> Iterable[Fault]:
        """Refuse files that belong to nothing; what a file is has been looked at when it was read."""
        for entry in curriculum.of(self.kind):
            if curriculum.subject_of(entry) is None:
                yield entry.fault("no_course")

    def apply(self, entries: list[Entry], curriculum: Curriculum) -> dict[str, str]:
        """Write images and documents; a changed file keeps its row."""
        known = dict(LoadedSource.objects.filter(kind=self.kind).values_list("key", "row"))
        return {entry.key: self._write(entry, curriculum, known.get(entry.key, "")) for entry in entries}

    def states(self, entries: list[Entry]) -> dict[str, str]:
        """Return the hashes of the files as they stand in the library."""
        rows = loaded_rows(entries)
        found: dict[str, str] = {}
        for entry in entries:
            model: Any = CourseImage if entry.value.picture else CourseDocument
            row = model.objects.filter(pk=rows.get(entry.key) or None).first()
            if row is not None:
                found[entry.key] = row.sha256
        return found

    def _write(self, entry: Entry, curriculum: Curriculum, known: str) -> str:
        value: MediaValue = entry.value
        model: Any = CourseImage if value.picture else CourseDocument
        row = model.objects.filter(pk=known).first() if known else None
        if row is None:
            row = model(title=value.name.rpartition(".")[0], **_held(entry, curriculum))
        row.file = ContentFile(value.content, name=value.name)
        if value.picture:
            row._set_image_file_metadata()
        else:
            row._set_document_file_metadata()
        row.save()
        return str(row.pk)


class ModuleFiles:
    """``module.yaml``: a module's page."""

    kind = "module"
    pattern = re.compile(r"courses/[^/]+/\d[^/]*/module\.yaml")

    def parse(self, source: Source) -> tuple[list[Entry], list[Fault]]:
        """Return the module."""
        return read_module(source)

    def validate(self, curriculum: Curriculum) -> Iterable[Fault]:
        """Refuse modules without a course and modules in which nothing lies."""
        for entry in curriculum.of(self.kind):
            if curriculum.course_of(entry) is None:
                yield entry.fault("no_course")
            if not any(each.module == entry.module and each is not entry for each in curriculum.entries):
                yield entry.fault("empty_module")

    def apply(self, entries: list[Entry], curriculum: Curriculum) -> dict[str, str]:
        """Write the pages."""
        for entry in entries:
            value: ModuleValue = entry.value
            page = ModulePage.objects.filter(activity_uuid=entry.uuid).first()
            page = page or ModulePage(activity_uuid=entry.uuid, slug=slug_of(entry))
            page.title, page.summary = value.title, value.summary
            make_ready(page, CoursePage.objects.get(course__uuid=_course_uuid(entry, curriculum)))
        return {entry.key: "" for entry in entries}

    def states(self, entries: list[Entry]) -> dict[str, str]:
        """Return the pages as they stand."""
        return page_states(ModulePage, entries, by="activity_uuid")


class LessonFiles:
    """``*.md``: a lesson's page."""

    kind = "lesson"
    pattern = re.compile(r"courses/[^/]+/\d[^/]*/[^/]+\.md")

    def parse(self, source: Source) -> tuple[list[Entry], list[Fault]]:
        """Return the lesson."""
        return read_lesson(source)

    def validate(self, curriculum: Curriculum) -> Iterable[Fault]:
        """Refuse links to lessons and guidelines that do not exist and files that do not lie where the lesson says."""
        for entry in curriculum.of(self.kind):
            if curriculum.module_of(entry) is None:
                yield entry.fault("no_module")
            yield from text_faults(entry, curriculum)

    def apply(self, entries: list[Entry], curriculum: Curriculum) -> dict[str, str]:
        """Write the pages: all of them first, then what they say, since lessons link to each other."""
        pages = {entry.key: self._page(entry, curriculum) for entry in entries}
        for entry in entries:
            value: LessonValue = entry.value
            page = pages[entry.key]
            page.title, page.lede, page.minutes = value.title, value.lede, value.minutes
            page.objectives = _objectives(page, value)
            page.body = body_of(value.blocks, curriculum)
            make_ready(page)
        return {entry.key: "" for entry in entries}

    def states(self, entries: list[Entry]) -> dict[str, str]:
        """Return the pages as they stand."""
        return page_states(LessonPage, entries, by="activity_uuid")

    def _page(self, entry: Entry, curriculum: Curriculum) -> LessonPage:
        page: LessonPage | None = LessonPage.objects.filter(activity_uuid=entry.uuid).first()
        if page is None:
            page = LessonPage(activity_uuid=entry.uuid, slug=slug_of(entry), title=entry.value.title, live=False)
            module = curriculum.module_of(entry)
            parent = ModulePage.objects.get(activity_uuid=module.uuid if module else None)
            parent.add_child(instance=page)
        return page


class GuidelineFiles:
    """``guidelines/*.md``: the row of a guideline, and its page."""

    kind = "guideline"
    pattern = re.compile(r"guidelines/[^/]+\.md")

    def parse(self, source: Source) -> tuple[list[Entry], list[Fault]]:
        """Return the guideline."""
        return read_guideline(source)

    def validate(self, curriculum: Curriculum) -> Iterable[Fault]:
        """Refuse unknown areas, codes that change or are taken, and links and files that lead nowhere."""
        yield from _identity_faults(curriculum.of(self.kind), Guideline)
        for entry in curriculum.of(self.kind):
            yield from text_faults(entry, curriculum)

    def apply(self, entries: list[Entry], curriculum: Curriculum) -> dict[str, str]:
        """Write rows and pages: all of them first, then what they say, since guidelines link to each other."""
        pages = {entry.key: self._page(entry, entry.value) for entry in entries}
        for entry in entries:
            value: GuidelineValue = entry.value
            page = pages[entry.key]
            for name in ("title", "summary", "version", "in_force_on", "resolution"):
                setattr(page, name, getattr(value, name))
            page.body = body_of(value.blocks, curriculum)
            make_ready(page)
        return {entry.key: str(pages[entry.key].guideline_id) for entry in entries}

    def states(self, entries: list[Entry]) -> dict[str, str]:
        """Return the pages and the contacts as they stand."""
        return page_states(GuidelinePage, entries, by="guideline__uuid", beside="guideline__contact")

    def _page(self, entry: Entry, value: GuidelineValue) -> GuidelinePage:
        guideline, new = Guideline.objects.get_or_create(
            uuid=entry.uuid,
            defaults={
                "code": value.code, "classification": value.classification, "contact": value.contact,
                "area": Area.objects.get(code=value.area),
            },
        )  # fmt: skip
        if not new and guideline.contact != value.contact:
            guideline.contact = value.contact
            guideline.save(update_fields=["contact"])
        page: GuidelinePage | None = GuidelinePage.objects.filter(guideline=guideline).first()
        if page is None:
            page = GuidelinePage(guideline=guideline, slug=value.code.lower(), title=value.title, live=False)
            GuidelinesPage.objects.get().add_child(instance=page)
        return page


def slug_of(entry: Entry) -> str:
    """Return the address part of a page: its key, which never changes."""
    return slugify(entry.key)


def make_ready(page: Any, parent: Any = None) -> None:
    """Save a page (below ``parent`` when it is new) so that it is part of the next edition."""
    if page.pk is None:
        parent.add_child(instance=page)
    page.full_clean()
    page.save_revision().publish()


def _objectives(page: LessonPage, value: LessonValue) -> list[dict[str, str]]:
    """Return the blocks of a lesson's objectives under the identifiers that they had: questions name them by these."""
    held = [(each["id"], each["value"]) for each in page.objectives.raw_data if each.get("id")]
    names = blocks_of(value.objectives, held)
    return [
        {"type": "objective", "value": text, "id": name or str(uuid4())}
        for text, name in zip(value.objectives, names, strict=True)
    ]


def _identity_faults(entries: list[Entry], model: type[Subject]) -> Iterable[Fault]:
    areas = set(Area.objects.values_list("code", flat=True))
    rows = list(model._default_manager.all())
    uuid_by_code, code_by_uuid = {row.code: row.uuid for row in rows}, {row.uuid: row.code for row in rows}
    codes: dict[str, Entry] = {}
    for entry in entries:
        value: CourseValue | GuidelineValue = entry.value
        if value.area and value.area not in areas:
            yield entry.fault("unknown_area", value=value.area)
        if (old := code_by_uuid.get(entry.uuid)) and old != value.code:
            yield entry.fault("code_changed", old=old)
        elif uuid_by_code.get(value.code, entry.uuid) != entry.uuid:
            yield entry.fault("code_taken", value=value.code)
        if (other := codes.setdefault(value.code, entry)) is not entry:
            yield entry.fault("code_twice", value=value.code, other=other.path)


def _held(entry: Entry, curriculum: Curriculum) -> dict[str, Any]:
    """Return area and classification of new media: those of its course or guideline, or of the file that makes it."""
    owner = curriculum.subject_of(entry)
    assert owner is not None, "validated"  # noqa: S101 - a fault of the program
    model = Course if owner.kind == CourseFiles.kind else Guideline
    row: Subject | None = model._default_manager.filter(uuid=owner.uuid).first()
    if row is not None:
        return {"area": row.area, "classification": row.classification}
    return {"area": Area.objects.get(code=owner.value.area), "classification": owner.value.classification}


def _course_uuid(entry: Entry, curriculum: Curriculum) -> UUID:
    owner = curriculum.course_of(entry)
    assert owner is not None, "validated"  # noqa: S101 - a fault of the program
    return owner.uuid
