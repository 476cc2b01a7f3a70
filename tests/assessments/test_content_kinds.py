"""Questions and exams in files: what is read, and every fault by file and line."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from assessments.models import Bank, ExamPage, Question, QuestionVersion
from assessments.queries.course_lessons import objectives_of
from assessments.question_types import registry
from assessments.services.save_question import save_question
from courses.curriculum.kinds import uuid_of
from courses.curriculum_words import worded
from courses.models import Course
from courses.pages import LessonPage
from courses.services.load_curriculum import BrokenCurriculum, load_curriculum
from tests.assessments.data_sources import CASE
from tests.assessments.question_sources import source
from tests.officers.factories import make_area

pytestmark = pytest.mark.django_db

COURSE = {
    "key": "xx-1", "code": "XX-101", "title": "Curso", "area": "community", "classification": "open",
    "summary": "Resumen", "objectives": [{"text": "Contar", "bloom": "apply"}], "audience": "Todos",
    "academic_hours": 2, "credits": "0.5", "level": "basic", "pass_mark": "11.00", "rounding": "none",
    "validity_months": None, "resolution": "", "contact": "Mesa",
}  # fmt: skip
LESSON = "---\nkey: xx-1-1\ntitle: Lección\nminutes: 10\nlede: Lema\nobjectives: [Contar]\n---\n\nTexto.\n"
EXAM: dict[str, Any] = {
    "kind": "exam", "key": "xx-1-examen", "title": "Examen", "intro": "Lea.", "counts": True, "weight": "1",
    "minutes": 20, "attempts": 2, "wait_hours": 1, "counting": "highest", "pass_mark": None,
    "shuffle_questions": True, "shuffle_options": True, "review": "after_close",
    "sections": [{"title": "Uno", "questions": ["xx-q-1"], "draws": [{"tag": "pool", "count": 1}]}],
}  # fmt: skip


def question(key: str, kind: str = "single_choice", **changes: Any) -> dict[str, Any]:
    return {**source(kind, key=key, lessons=["xx-1-1"], tags=["pool"]), **changes}


class Folder:
    """A small curriculum on disk."""

    def __init__(self, root: Path) -> None:
        make_area()
        self.root = root
        self.write("course.yaml", COURSE)
        self.write("01-modulo/module.yaml", {"key": "xx-m1", "title": "Módulo", "summary": ""})
        self.write("01-modulo/01-leccion.md", LESSON)
        self.write("01-modulo/02-examen.yaml", EXAM)
        self.write("questions/banco.yaml", [question("xx-q-1"), question("xx-q-2"), question("xx-q-3", "numeric")])

    def write(self, name: str, content: Any) -> None:
        path = self.root / "courses" / "curso" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        path.write_text(text)

    def load(self, **options: Any) -> Any:
        return load_curriculum(folder=self.root, **options)

    def faults(self) -> list[tuple[str, int, str]]:
        with pytest.raises(BrokenCurriculum) as broken:
            self.load()
        assert all(worded(fault) for fault in broken.value.faults)
        return [(fault.path.removeprefix("courses/curso/"), fault.line, fault.code) for fault in broken.value.faults]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_questions_become_versions_in_the_bank_of_their_course(folder: Folder) -> None:
    folder.load()
    bank = Bank.objects.get()
    course = Course.objects.get()
    assert (bank.course, bank.area, bank.classification) == (course, course.area, "open")
    version = QuestionVersion.objects.get(question__uuid=uuid_of("xx-q-1"))
    assert (version.kind, version.weight, version.tags) == ("single_choice", "1.5", ["pool"])
    assert version.lessons == [str(uuid_of("xx-1-1"))]


def test_an_exam_becomes_a_page_that_can_be_published(folder: Folder) -> None:
    [edition] = folder.load(publish=True).editions
    page = ExamPage.objects.get()
    assert (page.activity_uuid, page.attempts, page.live) == (uuid_of("xx-1-examen"), 2, True)
    payload = edition.items.get(kind="exam").payload
    assert payload["pass_mark"] == "11.00"
    assert len(payload["sections"][0]["draws"][0]["pool"]) == 3


def test_a_second_run_changes_nothing(folder: Folder) -> None:
    folder.load(publish=True)
    again = folder.load(publish=True)
    assert (again.steps, again.editions) == ((), ())
    assert QuestionVersion.objects.count() == 3


def test_a_corrected_question_is_a_new_version_and_a_new_edition(folder: Folder) -> None:
    folder.load(publish=True)
    folder.write("questions/banco.yaml", [question("xx-q-1", prompt="¿Qué es?"), question("xx-q-2"),
                                          question("xx-q-3", "numeric")])  # fmt: skip
    assert len(folder.load(publish=True).editions) == 1
    assert list(Question.objects.get(uuid=uuid_of("xx-q-1")).versions.values_list("number", flat=True)) == [2, 1]


def test_what_was_edited_in_the_cms_stays_while_its_file_is_the_same(folder: Folder) -> None:
    """And when the file changes, the CMS's wording stays, unless the loader is told to overwrite it."""
    folder.load()
    loaded = QuestionVersion.objects.get(question__uuid=uuid_of("xx-q-1"))
    save_question(
        question=loaded.question.uuid, bank=loaded.question.bank, kind=loaded.kind, weight="1", difficulty="easy",
        content=registry.get(loaded.kind).parse(question("xx-q-1", prompt="¿Del CMS?")), tags=["pool"],
        lessons=[], objectives=[], by=None,
    )  # fmt: skip
    assert folder.load().steps == ()
    versions = loaded.question.versions
    assert versions.order_by("-number")[0].content["prompt"] == "¿Del CMS?"
    folder.write("questions/banco.yaml", [question("xx-q-1", prompt="¿Del archivo?"), question("xx-q-2"),
                                          question("xx-q-3", "numeric")])  # fmt: skip
    assert [(step.act, step.key) for step in folder.load().steps] == [("edited", "xx-q-1")]
    assert [version.content["prompt"] for version in versions.order_by("number")][1:] == ["¿Del CMS?"]
    folder.load(overwrite=True)
    assert [version.content["prompt"] for version in versions.order_by("number")][1:] == ["¿Del CMS?", "¿Del archivo?"]


def named_by(key: str) -> list[str]:
    """Return the words of the objectives that the newest version of a question asks for."""
    newest = QuestionVersion.objects.filter(question__uuid=uuid_of(key)).order_by("-number")[0]
    said = dict(objectives_of(LessonPage.objects.get()))
    return [said[objective] for objective in newest.objectives]


def bank(folder: Folder, *objectives: str) -> None:
    asks = question("xx-q-1", objectives=list(objectives))
    folder.write("questions/banco.yaml", [asks, question("xx-q-2"), question("xx-q-3", "numeric")])


@pytest.mark.parametrize(
    ("objectives", "says"),
    [
        ("[Contar casos, Decidir]", "Contar casos"),
        ("[Nuevo, Contar, Decidir]", "Contar"),
        ("[Decidir, Contar]", "Contar"),
        ("[Contar]", "Contar"),
    ],
)
def test_what_a_question_asks_for_stays_when_objectives_are_reworded_moved_or_added(
    folder: Folder, objectives: str, says: str
) -> None:
    folder.write("01-modulo/01-leccion.md", LESSON.replace("[Contar]", "[Contar, Decidir]"))
    bank(folder, "xx-1-1.1")
    folder.load()
    assert named_by("xx-q-1") == ["Contar"]
    folder.write("01-modulo/01-leccion.md", LESSON.replace("[Contar]", objectives))
    folder.load()
    assert named_by("xx-q-1") == [says]
    assert len({block.id for block in LessonPage.objects.get().objectives}) == len(objectives.split(","))


@pytest.mark.parametrize(
    ("in_the_cms", "says"),
    [
        (["Decidir"], []), (["Nuevo", "Contar", "Decidir"], ["Contar"]), (["Contar bien", "Decidir"], ["Contar bien"]),
        ([], []),
    ],
)  # fmt: skip
def test_the_number_of_an_objective_is_its_place_in_the_file(
    folder: Folder, in_the_cms: list[str], says: list[str]
) -> None:
    """Whatever was done to the page in the CMS; what was taken from it there is left out."""
    folder.write("01-modulo/01-leccion.md", LESSON.replace("[Contar]", "[Contar, Decidir]"))
    folder.load()
    page = LessonPage.objects.get()
    page.objectives = [("objective", text) for text in in_the_cms]
    page.save_revision().publish()
    bank(folder, "xx-1-1.1", "xx-1-1.1")
    folder.load()
    assert named_by("xx-q-1") == says


def test_a_dry_run_writes_nothing(folder: Folder) -> None:
    assert folder.load(dry_run=True).steps
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "poem"}, "unknown_choice"),
        ({"key": "Con Espacios"}, "bad_key"),
        ({"weight": "0"}, "bad_weight"),
        ({"weight": 1}, "not_text"),
        ({"difficulty": "imposible"}, "unknown_choice"),
        ({"lessons": ["otra"]}, "question_lesson"),
        ({"lessons": "xx-1-1"}, "not_a_list"),
        ({"objectives": ["xx-1-1.2"]}, "question_objective"),
        ({"objectives": ["xx-1-1.0"]}, "question_objective"),
        ({"objectives": ["xx-1-1.³"]}, "question_objective"),
        ({"objectives": ["xx-1-1.01"]}, "question_objective"),
        ({"objectives": ["xx-1-1"]}, "question_objective"),
        ({"objectives": ["xx-1.1"]}, "question_objective"),
        ({"objectives": ["xx-1-1.1"], "lessons": []}, "question_objective"),
        ({"prompt": ""}, "question_blank"),
        ({"prompt": None}, "question_not_text"),
        ({"options": []}, "question_too_few"),
        ({"correct": "a"}, "question_unknown_field"),
        ({"options": [{"key": "a", "text": "x", "right": "sí"}, {"key": "b", "text": "y", "right": True}]},
         "question_not_true_or_false"),
    ],
)  # fmt: skip
def test_a_faulty_question_is_named_by_file_and_line(folder: Folder, changes: dict[str, Any], code: str) -> None:
    folder.write("questions/otro.yaml", [question("xx-q-8"), {**question("xx-q-9"), **changes}])
    second = next(
        line
        for line, text in enumerate(
            (folder.root / "courses/curso/questions/otro.yaml").read_text().splitlines(), start=1
        )
        if "xx-q-9" in text or "Con Espacios" in text
    )
    found = folder.faults()
    assert [(path, fault) for path, _, fault in found] == [("questions/otro.yaml", code)]
    assert found[0][1] >= second - 1


@pytest.mark.parametrize("asks", [{**CASE, "figures": []}, source("likert")])
def test_what_earns_no_mark_asks_for_no_objective(folder: Folder, asks: dict[str, Any]) -> None:
    named = {"key": "xx-q-9", "lessons": ["xx-1-1"], "objectives": ["xx-1-1.1"]}
    folder.write("questions/otro.yaml", [{**asks, **named}])
    assert [code for _path, _line, code in folder.faults()] == ["no_objectives_asked"]


@pytest.mark.parametrize("content", ["a: [", "nada", "- nada\n", "- *x\n", "- {key: a, key: b}\n", ""])
def test_a_file_that_is_no_list_of_questions_is_a_fault_and_no_error(folder: Folder, content: str) -> None:
    folder.write("questions/otro.yaml", content)
    assert folder.faults()[0][0] == "questions/otro.yaml"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"minutes": 0}, "out_of_bounds"),
        ({"minutes": "20"}, "not_whole"),
        ({"attempts": 0}, "out_of_bounds"),
        ({"pass_mark": "21"}, "out_of_bounds"),
        ({"pass_mark": 11}, "not_decimal"),
        ({"counting": "best"}, "unknown_choice"),
        ({"review": "never"}, "unknown_choice"),
        ({"counts": "sí"}, "not_a_flag"),
        ({"shuffle": True}, "unknown_field"),
        ({"sections": []}, "missing"),
        ({"sections": [{"title": "Nada"}]}, "empty_section"),
        ({"sections": [{"title": "x", "questions": ["xx-q-77"]}]}, "exam_question"),
        ({"sections": [{"title": "x", "questions": ["xx-q-1", "xx-q-1"]}]}, "exam_twice"),
        ({"sections": [{"title": "x", "draws": [{"tag": "pool", "count": 4}]}]}, "exam_draw"),
        ({"sections": [{"title": "x", "draws": [{"tag": "pool", "count": 101}]}]}, "out_of_bounds"),
        ({"weight": "-1"}, "bad_weight"),
    ],
)
def test_a_faulty_exam_is_named_by_file_and_line(folder: Folder, changes: dict[str, Any], code: str) -> None:
    folder.write("01-modulo/02-examen.yaml", {**EXAM, **changes})
    found = folder.faults()
    assert {path for path, _, _ in found} == {"01-modulo/02-examen.yaml"}
    assert code in {fault for _, _, fault in found}
    assert not ExamPage.objects.exists()
