"""What differs between two editions of an exam: rules, questions, and what is told to nobody."""

import copy
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _

from assessments.exam_facts import exam_facts
from assessments.exams import ExamKind
from assessments.models import QuestionVersion
from assessments.question_types import registry
from assessments.services.save_question import save_question
from assessments.views.start import preview_exam, show_exam
from courses.text_difference import Change, ChangedPart, differences
from officers.models import Officer
from tests.assessments.factories import make_bank, make_question
from tests.assessments.question_sources import source
from tests.assessments.test_exam_page import Written, section
from tests.courses.factories import make_course
from tests.officers.factories import grant, make_area, make_officer

KIND = ExamKind(show=show_exam, preview=preview_exam)

PAYLOAD: dict[str, Any] = {
    "schema": 2, "title": "Examen", "intro": "Lea.", "counts": True, "weight": "1", "minutes": 60, "attempts": 2,
    "wait_hours": 0, "counting": "highest", "pass_mark": "12.50", "shuffle_questions": True, "shuffle_options": True,
    "review": "after_close", "complaint_days": 3, "marked_with_names": True, "behaviour": "exam", "try_penalty": 0,
    "entry": {"password": "pbkdf2$secreto", "code": True, "networks": ["10.0.0.0/8"], "pledge": "Lo juro",
              "after_earlier": True},
    "sections": [
        {"title": "Parte", "instructions": "Piense.", "minutes": 10, "forward_only": True, "must_answer": True,
         "per_page": 1, "breaks_after": ["b0a7"],
         "questions": [{"question": str(uuid4()), "version": str(uuid4()), "sha256": "a", "weight": "1/1"}],
         "draws": [{"tag": "sara", "count": 2, "pool": []}]},
    ],
}  # fmt: skip


def again(version: QuestionVersion, **changes: Any) -> QuestionVersion:
    content = registry.get(version.kind).parse(source(version.kind, **changes))
    return save_question(
        question=version.question.uuid, bank=version.question.bank, kind=version.kind, content=content, weight="1",
        difficulty="easy", tags=version.tags, lessons=[], objectives=[], by=None,
    )  # fmt: skip


def reader_of(written: Written) -> Officer:
    officer = make_officer(is_staff=True)
    grant(officer, "training_director", area=written.course.area)
    return officer


def changes(before: Any, after: Any, reader: Officer) -> list[ChangedPart]:
    return KIND.changes([(before, after)], reader=reader, titles={})[0]


def words(parts: list[ChangedPart], change: Change) -> list[str]:
    return [
        piece.text
        for part in parts
        for each in part.differences
        for piece in each.pieces
        if piece.change == change
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "removed", "added"),
    [
        (("minutes",), 45, "60", "45"),
        (("minutes",), None, "60", "–"),
        (("pass_mark",), "14.00", "12.50", "14.00"),
        (("attempts",), None, "2", "–"),
        (("counting",), "mean", "de nota más alta", "promedio de todos"),
        (("counts",), False, "sí", "no"),
        (("entry", "pledge"), "Prometo", "Lo juro", "Prometo"),
        (("sections", 0, "minutes"), 15, "10", "15"),
        (("sections", 0, "draws", 0, "count"), 3, "2", "3"),
    ],
)  # fmt: skip
def test_a_rule_is_shown_as_it_was_and_as_it_is(path: Any, value: Any, removed: str, added: str) -> None:
    [difference] = differences(exam_facts(PAYLOAD), exam_facts(altered(path, value)))
    assert [piece.text for piece in difference.pieces if piece.change == Change.REMOVED] == [removed]
    assert [piece.text for piece in difference.pieces if piece.change == Change.ADDED] == [added]


def altered(path: Any, value: Any) -> dict[str, Any]:
    payload = copy.deepcopy(PAYLOAD)
    inner: Any = payload
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return payload


@pytest.mark.parametrize("name", sorted(set(PAYLOAD) - {"schema", "title", "sections", "entry"}))
def test_no_rule_of_an_exam_changes_in_silence(name: str) -> None:
    value = {"counting": "mean", "review": "own_marks", "behaviour": "practice"}.get(name, "7")
    was = PAYLOAD[name]
    assert differences(exam_facts(PAYLOAD), exam_facts(altered((name,), not was if isinstance(was, bool) else value)))


@pytest.mark.parametrize("name", sorted(PAYLOAD["sections"][0]))
def test_no_rule_of_a_section_changes_in_silence(name: str) -> None:
    payload = copy.deepcopy(PAYLOAD)
    payload["sections"][0].pop(name) if name not in {"title", "questions", "draws"} else None
    if name in {"title", "questions", "draws"}:
        payload["sections"][0][name] = "Otra" if name == "title" else []
    assert differences(exam_facts(PAYLOAD), exam_facts(payload))


def test_of_a_password_nothing_is_shown_and_another_one_is_noticed() -> None:
    [difference] = differences(exam_facts(PAYLOAD), exam_facts(altered(("entry", "password"), "pbkdf2$otro")))
    assert "pbkdf2" not in "".join(piece.text for piece in difference.pieces)
    assert not difference.in_words


@pytest.mark.django_db
def test_a_question_is_shown_word_by_word_and_named_where_it_comes_or_goes() -> None:
    written = Written()
    first, second, third = written.versions
    page = written.exam(section([first, second]))
    before = KIND.freeze(page)
    again(first, explanation="Porque sí, y nada más.")
    page.sections = [section([first, third])]
    parts = changes(before, KIND.freeze(page), reader_of(written))
    named = {part.name: part.remark for part in parts if part.name}
    assert sorted(named.values()) == sorted(["", _("no longer asked"), _("asked from now on")])
    assert "Porque sí, y nada más." in " ".join(words(parts, Change.ADDED))


@pytest.mark.django_db
def test_a_question_of_a_bank_that_one_may_not_read_says_nothing() -> None:
    written = Written()
    hidden = make_bank(make_course(classification="reserved", area=make_area("intelligence")))
    secret = make_question(hidden, prompt="¿Dónde está la fuente secreta?")
    page = written.exam(section([secret]))
    page.bank = hidden
    before = KIND.freeze(page)
    again(secret, prompt="¿Dónde estuvo la fuente secreta?")
    parts = changes(before, KIND.freeze(page), reader_of(written))
    assert len(parts) == 2
    assert "secreta" not in str(parts)


@pytest.mark.django_db
def test_it_costs_the_same_for_many_exams() -> None:
    written = Written()
    page = written.exam(section(written.versions))
    before = KIND.freeze(page)
    for version in written.versions:
        again(version, explanation="Otra.")
    after = KIND.freeze(page)

    def cost(many: int) -> int:
        reader = reader_of(written)
        with CaptureQueriesContext(connection) as asked:
            KIND.changes([(before, after)] * many, reader=reader, titles={})
        return len(asked)

    assert cost(1) == cost(5)
