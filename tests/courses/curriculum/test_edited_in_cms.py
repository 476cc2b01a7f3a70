"""What was edited in the CMS since it was loaded is reported and left, unless the loader is told otherwise."""

from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from assessments.models.question import Question
from assessments.pages import ExamPage
from assessments.question_types import registry
from assessments.services.save_question import save_question
from courses.curriculum.kinds import uuid_of
from courses.models import (
    Course,
    CourseImage,
    CoursePage,
    GlossaryPage,
    Guideline,
    GuidelinePage,
    LessonPage,
    LoadedSource,
)
from courses.services.leave_out_page import leave_out_page
from courses.services.load_curriculum import load_curriculum
from officers.models import Role
from tests.courses.curriculum.files import COURSE, MODULE, ROOT, SVG, small_curriculum, write
from tests.officers.factories import grant, make_area, make_officer
from tests.shared import shared

pytestmark = pytest.mark.django_db

LESSON = f"{ROOT}/01-uno/01-primera.md"
GUIDELINE = """\
---
key: tg-900
code: TG-900
title: Guía
area: community
classification: open
summary: Un resumen.
version: "1.0"
in_force_on: 2026-03-02
resolution: ""
contact: Coordinación
---

## Objeto

Texto de la guía.
"""
QUESTION = """\
- key: tc-900-q-1
  kind: true_false
  prompt: ¿Es así?
  answer: true
  feedback_true: Sí.
  feedback_false: No.
  explanation: Porque sí.
"""
EXAM = """\
kind: exam
key: tc-900-x-1
title: Control
counts: false
minutes: null
attempts: null
wait_hours: 0
counting: highest
pass_mark: null
shuffle_questions: false
shuffle_options: false
review: at_once
sections:
  - questions: [tc-900-q-1]
"""


def loaded(place: Path) -> Path:
    make_area("community", "Policía comunitaria")
    folder = small_curriculum(place)
    write(folder, f"{ROOT}/glossary.yaml", "- {key: problem, term: Problema, definition: Hechos que se repiten.}\n")
    write(folder, f"{ROOT}/questions/banco.yaml", QUESTION)
    write(folder, f"{ROOT}/01-uno/03-control.yaml", EXAM)
    write(folder, "guidelines/guia.md", GUIDELINE)
    load_curriculum(folder=folder)
    return folder


@pytest.fixture(scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("loaded")
    with shared(django_db_blocker, lambda: loaded(place)) as folder:
        yield folder


@pytest.fixture
def folder(_folder: Path, db: None, tmp_path: Path) -> Path:
    """A folder of files that are loaded, of the test's own."""
    return copytree(_folder, tmp_path / "own")


def change(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    write(folder, path, text.replace(old, new))


def edit_lesson() -> None:
    page = LessonPage.objects.get(title="Primera")
    page.lede = "Corregido en el CMS."
    page.save_revision(user=make_officer()).publish()


def begin_draft_of_lesson() -> None:
    page = LessonPage.objects.get(title="Primera")
    page.lede = "A medias en el CMS."
    page.save_revision(user=make_officer())


def leave_out_lesson() -> None:
    page = LessonPage.objects.get(title="Primera")
    by = make_officer()
    grant(by, Role.AUTHOR, area=Course.objects.get().area)
    leave_out_page(page=page, by=by)


def edit_glossary() -> None:
    page = GlossaryPage.objects.get()
    page.title = "Palabras"
    page.save_revision(user=make_officer()).publish()


def edit_contact() -> None:
    Course.objects.update(contact="Otra oficina")


def edit_course() -> None:
    page = CoursePage.objects.get()
    page.lede = "Otra entrada"
    page.save_revision(user=make_officer()).publish()


def edit_guideline() -> None:
    page = GuidelinePage.objects.get()
    page.summary = "Otro resumen"
    page.save_revision(user=make_officer()).publish()


def edit_exam() -> None:
    page = ExamPage.objects.get()
    page.intro = "Otra entrada"
    page.save_revision(user=make_officer()).publish()


def edit_question() -> None:
    version = Question.objects.get().versions.order_by("-number")[0]
    save_question(
        question=version.question.uuid, bank=version.question.bank, kind=version.kind,
        content=registry.get(version.kind).load(version.content),
        weight="2", case=None, difficulty="hard", tags=[], lessons=[], objectives=[], by=None,
    )  # fmt: skip


def replace_figure() -> None:
    image = CourseImage.objects.get()
    image.file = ContentFile(SVG.replace("40", "50").encode(), name="otra.svg")
    image._set_image_file_metadata()
    image.save()


CASES: list[tuple[str, Callable[[], None], str, str, str]] = [
    ("tc-900-1-1", edit_lesson, LESSON, "lede: Una entrada.", "lede: Del archivo."),
    ("tc-900-1-1", begin_draft_of_lesson, LESSON, "lede: Una entrada.", "lede: Del archivo."),
    ("tc-900-1-1", leave_out_lesson, LESSON, "lede: Una entrada.", "lede: Del archivo."),
    (f"{ROOT}/glossary.yaml", edit_glossary, f"{ROOT}/glossary.yaml", "Hechos", "Sucesos"),
    ("tc-900", edit_contact, f"{ROOT}/course.yaml", "contact: Coordinación", "contact: Del archivo"),
    ("tc-900", edit_course, f"{ROOT}/course.yaml", "lede: Para probar.", "lede: Del archivo."),
    ("tg-900", edit_guideline, "guidelines/guia.md", "Texto de la guía.", "Del archivo."),
    ("tc-900-x-1", edit_exam, f"{ROOT}/01-uno/03-control.yaml", "title: Control", "title: Del archivo"),
    ("tc-900-q-1", edit_question, f"{ROOT}/questions/banco.yaml", "Porque sí.", "Del archivo."),
    (f"{ROOT}/media/figura.svg", replace_figure, f"{ROOT}/media/figura.svg", "<title>x", "<title>y"),
]


def snapshot() -> list[object]:
    return [
        list(LessonPage.objects.values_list("lede", "live", "latest_revision_id").order_by("pk")),
        list(CoursePage.objects.values_list("lede", "latest_revision_id")),
        list(GlossaryPage.objects.values_list("title", "latest_revision_id")),
        list(GuidelinePage.objects.values_list("summary", "latest_revision_id")),
        list(ExamPage.objects.values_list("title", "intro", "latest_revision_id")),
        list(Course.objects.values_list("contact")),
        list(Guideline.objects.values_list("contact")),
        list(CourseImage.objects.values_list("sha256")),
        Question.objects.get().versions.count(),
    ]


@pytest.mark.parametrize(("key", "edit", "path", "old", "new"), CASES)
def test_what_was_edited_in_the_cms_is_left_and_named(
    folder: Path, key: str, edit: Callable[[], None], path: str, old: str, new: str
) -> None:
    edit()
    change(folder, path, old, new)
    before = snapshot()
    for dry_run in (True, False, False):
        loaded = load_curriculum(folder=folder, dry_run=dry_run)
        assert [(step.act, step.key) for step in loaded.steps] == [("edited", key)]
        assert snapshot() == before
    loaded = load_curriculum(folder=folder, overwrite=True)
    assert [(step.act, step.key) for step in loaded.steps] == [("overwrite", key)]
    assert snapshot() != before
    assert load_curriculum(folder=folder).steps == ()


def test_what_nobody_edited_is_written_and_its_neighbours_are_not_held_back(folder: Path) -> None:
    edit_lesson()
    change(folder, LESSON, "lede: Una entrada.", "lede: Del archivo.")
    change(folder, f"{ROOT}/01-uno/02-segunda.md", "lede: Una entrada.", "lede: Del archivo.")
    change(folder, f"{ROOT}/01-uno/module.yaml", MODULE, MODULE.replace("Lo primero", "Lo nuevo"))
    change(folder, f"{ROOT}/course.yaml", COURSE, COURSE.replace("Para probar.", "Del archivo."))
    loaded = load_curriculum(folder=folder)
    assert {(step.act, step.key) for step in loaded.steps} == {
        ("edited", "tc-900-1-1"), ("change", "tc-900-1-2"), ("change", "tc-900-m1"), ("change", "tc-900"),
    }  # fmt: skip
    assert LessonPage.objects.get(activity_uuid=uuid_of("tc-900-1-1")).lede == "Corregido en el CMS."
    assert LessonPage.objects.get(activity_uuid=uuid_of("tc-900-1-2")).lede == "Del archivo."


def test_moving_a_page_is_no_edit(folder: Path) -> None:
    (folder / LESSON).rename(folder / ROOT / "01-uno/09-primera.md")
    load_curriculum(folder=folder)
    change(folder, f"{ROOT}/01-uno/09-primera.md", "lede: Una entrada.", "lede: Del archivo.")
    assert [step.act for step in load_curriculum(folder=folder).steps] == ["change"]


def test_what_was_loaded_before_its_state_was_kept_is_written_as_until_now(folder: Path) -> None:
    edit_lesson()
    LoadedSource.objects.update(state="")
    change(folder, LESSON, "lede: Una entrada.", "lede: Del archivo.")
    assert [step.act for step in load_curriculum(folder=folder).steps] == ["change"]


def test_the_command_says_what_it_left(folder: Path) -> None:
    edit_lesson()
    change(folder, LESSON, "lede: Una entrada.", "lede: Del archivo.")
    for switches in ({"dry_run": True}, {}):
        out = StringIO()
        call_command("load_curriculum", str(folder), stdout=out, **switches)
        assert "tc-900-1-1" in out.getvalue()
        assert "--overwrite" in out.getvalue()
    out = StringIO()
    call_command("load_curriculum", str(folder), overwrite=True, stdout=out)
    assert LessonPage.objects.get(title="Primera").lede == "Del archivo."
