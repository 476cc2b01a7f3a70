"""A small world of two areas for the tests of the doors; what is reserved carries a marker word."""

import io
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from PIL import Image
from wagtail.models import Page, ReferenceIndex, Site

from courses.frozen_files import store
from courses.models import (
    CataloguePage,
    Course,
    CourseDocument,
    CourseImage,
    CoursePage,
    Edition,
    EditionAsset,
    GlossaryPage,
    GuidelinePage,
    HomePage,
    LessonPage,
    ModulePage,
)
from courses.services.publish_edition import publish_edition
from officers.models import Officer, Role
from tests.courses.factories import let_see, make_course, make_edition, make_enrolment, make_run
from tests.courses.guideline_factory import make_guideline
from tests.officers.factories import grant, make_area, make_officer, make_unit

#: In every text of the reserved course; no other text holds it.
MARKER = "zarzamora"
#: In what the community area keeps to itself, drafts of an internal course.
OTHER_MARKER = "mandarina"


@dataclass
class Written:
    """A course with its pages, files and edition."""

    course: Course
    page: CoursePage
    module: ModulePage
    lesson: LessonPage
    image: CourseImage
    document: CourseDocument
    edition: Edition
    asset: EditionAsset
    run: Any


@dataclass
class World:
    """Everything that the doors stand between, and one of each kind of person."""

    open: Written
    internal: Written
    reserved: Written
    #: Guidelines of the same areas, codes and words as the courses.
    open_guideline: GuidelinePage
    reserved_guideline: GuidelinePage
    catalogue: CataloguePage
    home: HomePage
    outside: Officer
    inside: Officer
    #: Author of the community area.
    author: Officer
    #: Author of the intelligence area.
    reserved_author: Officer
    director: Officer
    hr: Officer
    administrator: Officer
    #: Of the community area.
    reviewer: Officer
    #: Of the unit of "inside".
    commander: Officer
    auditor: Officer
    #: Of the open course's run.
    instructor: Officer


def build() -> World:
    """Return a new world."""
    home, catalogue = site()
    community = make_area()
    intelligence = make_area("intelligence", "Inteligencia")
    traffic = make_area("traffic", "Tránsito")
    unit = make_unit("Dirección de Inteligencia", kind="directorate")
    opened = write(catalogue, "AB-101", area=community, classification="open", word="abierto")
    internal = write(catalogue, "TR-101", area=traffic, classification="internal", word=OTHER_MARKER)
    reserved = write(catalogue, "IN-201", area=intelligence, classification="reserved", word=MARKER)
    _refer(reserved.lesson, opened)
    doctrine = write_guideline("AB-101", area=community, classification="open", word="abierto")
    write_guideline("TR-101", area=traffic, classification="internal", word=OTHER_MARKER)
    reserved_doctrine = write_guideline("IN-201", area=intelligence, classification="reserved", word=MARKER)
    let_see(reserved_doctrine.guideline, unit=unit)
    inside = make_officer(unit=unit)
    let_see(reserved.course, unit=unit)
    make_enrolment(inside, reserved.run)
    return World(
        open=opened, internal=internal, reserved=reserved, catalogue=catalogue, home=home,
        open_guideline=doctrine, reserved_guideline=reserved_doctrine,
        outside=make_officer(), inside=inside,
        author=granted(Role.AUTHOR, area=community), reserved_author=granted(Role.AUTHOR, area=intelligence),
        director=granted(Role.TRAINING_DIRECTOR, area=community), hr=granted(Role.HR_VERIFIER),
        administrator=granted(Role.ADMINISTRATOR), reviewer=granted(Role.REVIEWER, area=community),
        commander=granted(Role.STATION_COMMANDER, unit=unit), auditor=granted(Role.AUDITOR),
        instructor=granted(Role.INSTRUCTOR, run=opened.run.uuid),
    )  # fmt: skip


def site() -> tuple[HomePage, CataloguePage]:
    """Return the pages above courses."""
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    home = HomePage.objects.first() or root.add_child(instance=HomePage(title="Inicio", slug="inicio"))
    catalogue = CataloguePage.objects.first() or home.add_child(
        instance=CataloguePage(title="Catálogo", slug="catalogo")
    )
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home, "site_name": "Aula"}
    )
    return home, catalogue


def write(catalogue: CataloguePage, code: str, *, area: Any, classification: str, word: str) -> Written:
    """Return a course whose every text holds the word."""
    course = make_course(code=code, area=area, classification=classification)
    image = picture(word, area=area, classification=classification)
    document = paper(word, area=area, classification=classification)
    page = CataloguePage.objects.get(pk=catalogue.pk).add_child(
        instance=CoursePage(
            title=f"Curso {word}",
            slug=f"curso-{word}",
            course=course,
            summary=f"Resumen {word}",
            academic_hours=8,
            cover=image,
        )
    )
    module = page.add_child(instance=ModulePage(title=f"Módulo {word}", slug=f"modulo-{word}"))
    lesson = LessonPage(title=f"Lección {word}", slug=f"leccion-{word}", lede=f"Lema {word}")
    lesson.body = blocks(
        text=f'<p>Texto {word} <a linktype="document" id="{document.pk}">papel</a></p>',
        image={"image": image.pk, "alt": word, "caption": "", "credit": ""},
    )
    module.add_child(instance=lesson)
    lesson.save_revision().publish()
    lesson.title = f"Borrador {word}"
    lesson.save_revision(log_action=True)
    glossary = GlossaryPage(title=f"Glosario {word}", slug=f"glosario-{word}")
    definition = f"<p>Definición {word}</p>"
    glossary.terms = blocks(term={"term": f"Término {word}", "key": "punto", "definition": definition, "source": word})
    page.add_child(instance=glossary)
    term = {"key": "punto", "term": f"Término {word}", "html": definition}
    edition = make_edition(
        course, title=f"Curso {word}", public_title="Curso de la Dirección", cover={"glossary": [term]}
    )
    frozen = store(f"bytes of {word}".encode(), name=f"{word}.pdf", media_type="application/pdf")
    asset = EditionAsset.objects.create(
        edition=edition, sha256=frozen.sha256, source=frozen.source, file=f"frozen/{frozen.sha256[:2]}/{frozen.sha256}",
        media_type=frozen.media_type, name=frozen.name, size=frozen.size,
    )  # fmt: skip
    return Written(course, page, module, lesson, image, document, edition, asset, make_run(edition, code=f"{code}-1"))


def write_guideline(code: str, *, area: Any, classification: str, word: str) -> GuidelinePage:
    """Return a published guideline whose every text holds the word, with a newer draft."""
    page = make_guideline(
        classification, area=area, code=code, title=f"Guía {word}", summary=f"Resumen {word}",
        body=[("heading", {"text": f"Sección {word}", "level": "2"}), ("text", f"<p>Texto {word}</p>")],
    )  # fmt: skip
    publish_edition(guideline=page.guideline, by=None, notes=f"Nota {word}")
    page.title = f"Borrador {word}"
    page.save_revision(log_action=True)
    return page


def _refer(lesson: LessonPage, other: Written) -> None:
    """Let a lesson show what is held less strictly: its usage is then a way back to the lesson."""
    link = f'<p><a linktype="page" id="{other.lesson.pk}">ver</a></p>'
    shown = {"image": other.image.pk, "alt": MARKER, "caption": "", "credit": ""}
    offered = {"document": other.document.pk, "title": MARKER, "description": ""}
    lesson.body = [*lesson.body.raw_data, *blocks(text=link, image=shown, document=offered)]
    lesson.save_revision().publish()
    with transaction.atomic():
        ReferenceIndex.create_or_update_for_object(lesson)
    lesson.save_revision(log_action=True)


def blocks(**values: Any) -> list[dict[str, Any]]:
    """Return the raw form of a stream of blocks."""
    return [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in values.items()]


def picture(word: str, **held: Any) -> CourseImage:
    """Return an image whose title and file name hold the word."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(out, "PNG")
    return CourseImage.objects.create(
        title=f"Foto {word}", description=f"Se ve {word}", file=ImageFile(io.BytesIO(out.getvalue()), f"{word}.png"),
        width=8, height=8, **held,
    )  # fmt: skip


def paper(word: str, **held: Any) -> CourseDocument:
    """Return a document whose title and file name hold the word."""
    return CourseDocument.objects.create(title=f"Papel {word}", file=ContentFile(b"%PDF-1.4", f"{word}.pdf"), **held)


def granted(role: str, **scope: Any) -> Officer:
    """Return a new officer with one role."""
    officer = make_officer()
    grant(officer, role, **scope)
    return officer
