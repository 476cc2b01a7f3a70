"""The rules of an exam on their way from page and file to payload: what says nothing new keeps its bytes."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from assessments.entry_rules import EntryRules
from assessments.freeze import freeze, problems
from assessments.models import ExamPage
from assessments.rules import ExamRules
from assessments.section_rules import section_rules
from courses.services.load_curriculum import BrokenCurriculum
from tests.assessments.test_content_kinds import EXAM, Folder
from tests.assessments.test_exam_check import Written

pytestmark = pytest.mark.django_db

#: The keys of schema 1, in which every exam was frozen before there were others.
FIRST = {
    "schema", "title", "intro", "counts", "weight", "minutes", "attempts", "wait_hours", "counting", "pass_mark",
    "shuffle_questions", "shuffle_options", "review", "sections",
}  # fmt: skip
SECTION = {
    "title": "Parte", "instructions": "Lea.", "minutes": 10, "forward_only": True, "must_answer": True, "per_page": 1,
}  # fmt: skip


def frozen(sections: list[dict[str, Any]] | None = None, **fields: Any) -> tuple[dict[str, Any], set[str]]:
    """Return the payload of an exam and the codes of what prevents publishing it."""
    written = Written()
    page: Any = written.page
    uuid = str(written.versions[0].question.uuid)
    page.sections = [
        ("section", {"title": "Parte", "questions": [uuid], "draws": [], **rules}) for rules in sections or [{}]
    ]
    for name, value in fields.items():
        setattr(page, name, value)
    payload = freeze(page)
    return payload, {problem.code for problem in problems(page, payload)}


def test_an_exam_that_says_nothing_new_is_frozen_as_it_always_was() -> None:
    payload, found = frozen()
    assert payload["schema"] == 1
    assert set(payload) == FIRST
    assert set(payload["sections"][0]) == {"title", "questions", "draws"}
    assert payload["review"] == "after_close"
    assert not found


def test_every_rule_of_a_section_comes_through() -> None:
    payload, found = frozen([SECTION])
    assert payload["schema"] == 2
    assert section_rules(payload)[0].to_json() == SECTION
    assert not found


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"counts": True, "behaviour": "practice"}, "practice_counts"),
        ({"counts": True, "review": "at_once"}, "key_at_once"),
        ({"counts": True, "review": "table", "review_table": {"open": ["response", "key"]}}, "key_at_once"),
        ({"counts": False, "review": "table", "review_table": {"open": ["key"]}}, "key_without_response"),
        ({"sections": [{"minutes": 41}]}, "section_too_long"),
        ({"sections": [{"breaks_after": [str(uuid4())]}], "shuffle_questions": False}, "break_elsewhere"),
        ({"networks": "comisaría"}, "bad_network"),
    ],
)
def test_what_cannot_be_meant_is_not_published(fields: dict[str, Any], code: str) -> None:
    assert code in frozen(**fields)[1]


@pytest.mark.parametrize(("shuffles", "codes"), [(False, set()), (True, {"break_shuffled"})])
def test_a_page_break_is_frozen_where_nothing_shuffles(shuffles: bool, codes: set[str]) -> None:
    written = Written()
    uuid = str(written.versions[0].question.uuid)
    said: Any = written.page
    said.shuffle_questions = shuffles
    said.sections = [("section", {"title": "Parte", "questions": [uuid], "draws": [], "breaks_after": [uuid]})]
    payload = freeze(said)
    assert payload["schema"] == 2
    assert section_rules(payload)[0].to_json() == {"title": "Parte", "breaks_after": [uuid]}
    assert {problem.code for problem in problems(said, payload)} == codes


def test_a_page_break_of_a_file_names_its_question(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    sections = [{**EXAM["sections"][0], "breaks_after": ["xx-q-1"]}]
    folder.write("01-modulo/02-examen.yaml", {**EXAM, "shuffle_questions": False, "sections": sections})
    folder.load()
    [section] = freeze(ExamPage.objects.get())["sections"]
    assert section["breaks_after"] == [section["questions"][0]["question"]]


def test_what_counts_is_frozen_as_no_practice_whatever_the_page_says() -> None:
    payload, _found = frozen(counts=True, behaviour="practice", try_penalty=25)
    assert not ExamRules.from_payload(payload).is_practice
    assert "behaviour" not in payload


def test_a_file_says_every_rule(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    table = {"after": ["right"], "open": [], "closed": ["response", "key"], "results": ["response"]}
    entry = {"code": True, "networks": ["10.20.0.0/16"], "pledge": "Prometo.", "after_earlier": True}
    sections = [{**EXAM["sections"][0], **SECTION}]
    rules = {"counts": False, "behaviour": "practice", "try_penalty": 25, "review": table, "entry": entry}
    folder.write("01-modulo/02-examen.yaml", {**EXAM, **rules, "sections": sections})
    folder.load()
    payload = freeze(ExamPage.objects.get())
    assert payload["review"] == table
    assert payload["entry"] == entry
    assert section_rules(payload)[0].to_json() == SECTION
    assert ExamRules.from_payload(payload).is_practice


def test_a_file_without_them_sets_none(tmp_path: Path) -> None:
    Folder(tmp_path).load()
    payload = freeze(ExamPage.objects.get())
    assert payload["schema"] == 1
    assert EntryRules.from_payload(payload) == EntryRules()


@pytest.mark.parametrize(
    "changes",
    [
        {"behaviour": "practice"},
        {"entry": {"password": "llave"}},
        {"entry": {"networks": ["comisaría"]}},
        {"entry": "llave"},
        {"review": {"open": ["seed"]}},
        {"review": {"open": ["response", "key"]}},
        {"try_penalty": 101},
        {"sections": [{**EXAM["sections"][0], "minutes": 0}]},
        {"sections": [{**EXAM["sections"][0], "forward_only": "sí"}]},
        {"sections": [{**EXAM["sections"][0], "breaks_after": ["xx-q-1"]}]},
        {"sections": [{**EXAM["sections"][0], "breaks_after": ["xx-q-2"]}], "shuffle_questions": False},
    ],
)
def test_a_file_with_a_rule_that_is_none_is_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    folder = Folder(tmp_path)
    folder.write("01-modulo/02-examen.yaml", {**EXAM, **changes})
    with pytest.raises(BrokenCurriculum):
        folder.load()
    assert not ExamPage.objects.exists()
