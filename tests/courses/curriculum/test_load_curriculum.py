"""Loading a small curriculum: what it writes, what a second run does, what an edit changes."""

from pathlib import Path

import pytest

from courses.curriculum.kinds import uuid_of
from courses.freeze import freeze
from courses.models import Course, CourseImage, Edition, LessonPage, LoadedSource, ModulePage
from courses.services.load_curriculum import BrokenCurriculum, load_curriculum
from tests.courses.curriculum.files import COURSE, MODULE, ROOT, SVG, lesson, small_curriculum, write
from tests.officers.factories import make_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_area("community", "Policía comunitaria")
    return small_curriculum(tmp_path)


def test_identities_come_from_keys(folder: Path) -> None:
    load_curriculum(folder=folder)
    assert Course.objects.get(code="TC-900").uuid == uuid_of("tc-900")
    assert LessonPage.objects.get(title="Primera").activity_uuid == uuid_of("tc-900-1-1")


def test_every_box_becomes_a_block(folder: Path) -> None:
    load_curriculum(folder=folder)
    payload = freeze(LessonPage.objects.get(title="Primera"))
    assert [block["kind"] for block in payload["body"]] == [
        "heading", "text", "callout", "image", "table", "case", "check",
    ]  # fmt: skip
    assert f'href="activity:{uuid_of("tc-900-1-2")}"' in payload["body"][1]["html"]
    assert payload["body"][5]["questions"] == ["¿Qué haría usted?", "¿Por qué?"]


def test_a_renamed_file_keeps_its_page(folder: Path) -> None:
    load_curriculum(folder=folder)
    before = LessonPage.objects.get(title="Primera").pk
    (folder / ROOT / "01-uno/01-primera.md").rename(folder / ROOT / "01-uno/03-tercera.md")
    load_curriculum(folder=folder)
    assert LessonPage.objects.get(title="Primera").pk == before


def test_the_number_of_the_file_gives_the_order(folder: Path) -> None:
    load_curriculum(folder=folder)
    (folder / ROOT / "01-uno/01-primera.md").rename(folder / ROOT / "01-uno/03-primera.md")
    write(folder, f"{ROOT}/01-uno/04-cuarta.md", lesson("tc-900-1-4", "tc-900-1-1", "Cuarta"))
    load_curriculum(folder=folder)
    titles = [page.title for page in ModulePage.objects.get().get_children().order_by("path")]
    assert titles == ["Segunda", "Primera", "Cuarta"]


def test_only_what_changed_is_written(folder: Path) -> None:
    load_curriculum(folder=folder, publish=True)
    write(folder, f"{ROOT}/01-uno/module.yaml", MODULE.replace("Lo primero", "Lo primero de todo"))
    loaded = load_curriculum(folder=folder, publish=True)
    assert [(step.act, step.key) for step in loaded.steps] == [("change", "tc-900-m1")]
    assert [edition.number for edition in loaded.editions] == [2]


def test_what_was_edited_in_the_cms_stays_where_the_file_did_not_change(folder: Path) -> None:
    load_curriculum(folder=folder)
    page = LessonPage.objects.get(title="Primera")
    page.lede = "Corregido en el CMS."
    page.save_revision().publish()
    write(folder, f"{ROOT}/01-uno/module.yaml", MODULE.replace("uno", "1"))
    load_curriculum(folder=folder)
    assert LessonPage.objects.get(pk=page.pk).lede == "Corregido en el CMS."


def test_what_stands_in_no_file_any_more_is_named_and_left(folder: Path) -> None:
    load_curriculum(folder=folder)
    (folder / ROOT / "01-uno/02-segunda.md").unlink()
    write(folder, f"{ROOT}/01-uno/01-primera.md", lesson("tc-900-1-1", "tc-900-1-1", "Primera"))
    loaded = load_curriculum(folder=folder)
    assert ("gone", "tc-900-1-2") in [(step.act, step.key) for step in loaded.steps]
    assert LessonPage.objects.filter(title="Segunda", live=True).exists()


def test_a_changed_figure_keeps_its_row_and_makes_a_new_edition(folder: Path) -> None:
    load_curriculum(folder=folder, publish=True)
    image = CourseImage.objects.get()
    write(folder, f"{ROOT}/media/figura.svg", SVG.replace("<title>x", "<title>y"))
    loaded = load_curriculum(folder=folder, publish=True)
    assert CourseImage.objects.get().pk == image.pk
    assert [edition.number for edition in loaded.editions] == [2]
    first, second = Edition.objects.order_by("number")
    assert set(first.assets.values_list("sha256")) != set(second.assets.values_list("sha256"))


def test_media_take_area_and_classification_of_their_course(folder: Path) -> None:
    write(folder, f"{ROOT}/course.yaml", COURSE.replace("open", "reserved") + "public_title: Curso TC-900\n")
    load_curriculum(folder=folder)
    image = CourseImage.objects.get()
    assert (image.area.code, image.classification) == ("community", "reserved")


def test_a_later_load_does_not_lower_a_classification(folder: Path) -> None:
    load_curriculum(folder=folder)
    Course.objects.update(classification="internal")
    write(folder, f"{ROOT}/course.yaml", COURSE.replace("Un curso breve", "Un curso muy breve"))
    load_curriculum(folder=folder)
    assert Course.objects.get().classification == "internal"


def test_a_fault_anywhere_keeps_everything_out(folder: Path) -> None:
    write(folder, f"{ROOT}/01-uno/02-segunda.md", "sin cabecera")
    with pytest.raises(BrokenCurriculum):
        load_curriculum(folder=folder)
    assert not Course.objects.exists()
    assert not LoadedSource.objects.exists()
