"""Guidelines as files: what the loader writes, what a second run does, and what it refuses by line."""

from pathlib import Path

import pytest

from courses.curriculum.kinds import uuid_of
from courses.models import CourseImage, Edition, Guideline, GuidelinePage, LessonPage
from courses.queries.next_edition import next_edition
from courses.services.load_curriculum import BrokenCurriculum, load_curriculum
from tests.courses.curriculum.files import SVG, small_curriculum, write
from tests.officers.factories import make_area

pytestmark = pytest.mark.django_db

FILE = "guidelines/guia.md"
GUIDELINE = """\
---
key: gu-900
code: GU-900
title: Guía de prueba
area: community
classification: open
summary: Una guía breve.
version: "1.0"
in_force_on: 2026-03-02
contact: Mesa de doctrina
---

## Finalidad

Un párrafo con **negrita** y un [enlace](guideline:gu-901).

::: figure src=media/figura.svg alt="Una figura" credit="Elaboración propia"
El pie.
:::
"""
OTHER = GUIDELINE.split("::: figure", maxsplit=1)[0].replace("gu-901", "gu-900").replace("key: gu-900", "key: gu-901")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course and two guidelines that link to each other; a lesson links to one."""
    make_area("community", "Policía comunitaria")
    small_curriculum(tmp_path)
    write(tmp_path, FILE, GUIDELINE)
    write(tmp_path, "guidelines/otra.md", OTHER.replace("GU-900", "GU-901"))
    write(tmp_path, "guidelines/guia/media/figura.svg", SVG)
    lesson = next((tmp_path / "courses").rglob("01-primera.md"))
    lesson.write_text(lesson.read_text().replace("**negrita**", "una [guía](guideline:gu-900)"))
    return tmp_path


def broken(folder: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(BrokenCurriculum) as caught:
        load_curriculum(folder=folder)
    assert not Guideline.objects.exists()
    return [(fault.path, fault.line, fault.code) for fault in caught.value.faults]


def test_guidelines_are_written_with_their_media_and_published(folder: Path) -> None:
    loaded = load_curriculum(folder=folder, publish=True)
    row = Guideline.objects.get(code="GU-900")
    assert (row.uuid, row.classification, row.contact) == (uuid_of("gu-900"), "open", "Mesa de doctrina")
    assert CourseImage.objects.filter(area=row.area, classification="open").count() == 2
    edition = Edition.objects.get(guideline=row)
    assert (edition.number, edition.payload["in_force_on"], edition.payload["version"]) == (1, "2026-03-02", "1.0")
    assert [block["kind"] for block in edition.payload["body"]] == ["heading", "text", "image"]
    assert 'href="guideline:GU-901"' in edition.payload["body"][1]["html"]
    assert len(loaded.editions) == 3


def test_a_lesson_of_a_file_links_to_a_guideline(folder: Path) -> None:
    load_curriculum(folder=folder)
    page = LessonPage.objects.get(activity_uuid=uuid_of("tc-900-1-1"))
    guideline = GuidelinePage.objects.get(guideline__code="GU-900")
    assert f'linktype="page" id="{guideline.pk}"' in str(page.body.raw_data[1])


def test_a_second_run_changes_nothing_and_a_changed_file_alone_is_written(folder: Path) -> None:
    load_curriculum(folder=folder, publish=True)
    again = load_curriculum(folder=folder, publish=True)
    assert (again.steps, again.editions) == ((), ())
    Guideline.objects.update(classification="internal")
    write(folder, FILE, GUIDELINE.replace('version: "1.0"', 'version: "1.1"'))
    steps = [(step.act, step.kind, step.key) for step in load_curriculum(folder=folder).steps]
    assert steps == [("change", "guideline", "gu-900")]
    assert set(Guideline.objects.values_list("classification", flat=True)) == {"internal"}
    assert next_edition(Guideline.objects.get(code="GU-900")).hash_as(1) != Edition.objects.get(
        guideline__code="GU-900"
    ).sha256  # fmt: skip


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    steps = load_curriculum(folder=folder, dry_run=True).steps
    assert ("create", "guideline") in {(step.act, step.kind) for step in steps}
    assert not Guideline.objects.exists()


@pytest.mark.parametrize(("old", "new", "line", "code"), [
    ("2026-03-02", "mañana", 9, "not_a_date"),
    ("in_force_on: 2026-03-02\n", "", 2, "missing"),
    ('"1.0"', "1.0", 8, "not_text"),
    ("code: GU-900", "code: gu900", 3, "bad_code"),
    ("area: community", "area: nada", 1, "unknown_area"),
    ("guideline:gu-901", "guideline:gu-777", 15, "unknown_guideline"),
    ("guideline:gu-901", "lesson:tc-900-1-1", 15, "unknown_lesson"),
    ("media/figura.svg", "media/otra.svg", 17, "unknown_media"),
    ("## Finalidad", "Finalidad", 13, "no_sections"),
    ("::: figure", "::: check\nquestion: a\noptions: []\nexplanation: b\n:::\n\n::: figure", 17, "check_in_guideline"),
])  # fmt: skip
def test_what_is_wrong_is_told_by_file_and_line(folder: Path, old: str, new: str, line: int, code: str) -> None:
    write(folder, FILE, GUIDELINE.replace(old, new, 1))
    assert (FILE, line, code) in broken(folder)


def test_media_without_a_guideline_is_told(folder: Path) -> None:
    write(folder, "guidelines/nadie/media/figura.svg", SVG)
    assert ("guidelines/nadie/media/figura.svg", 1, "no_course") in broken(folder)
