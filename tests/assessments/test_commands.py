"""What is asked at the command line: answers graded without a database, attempts exported, marks made again."""

import io
import json
import sys
import uuid
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from assessments.models import Attempt, QuestionVersion
from assessments.question_types import registry
from assessments.services.submit_attempt import submit_attempt
from tests.assessments.factories import Exam
from tests.assessments.question_sources import EVERY, source
from tests.assessments.test_annulment import annul
from tests.assessments.test_submit_attempt import give, key_of, sit


def graded(items: Any, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Ask ``grade`` with a list on standard input; without a database the test would fail at any statement."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(items)))
    out = io.StringIO()
    call_command("grade", "--stdin", "--json", stdout=out)
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    return found


def item(kind: str, response: Any, **more: Any) -> dict[str, Any]:
    question_type = registry.get(kind)
    return {
        "kind": kind,
        "content": question_type.dump(question_type.parse(source(kind))),
        "response": response,
        **more,
    }


def test_each_item_gets_what_its_kind_gives_in_the_order_in_which_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    items = [
        item("single_choice", "a"), item("multiple_choice", ["a", "b"]), item("true_false", "false"),
        item("numeric", "0,17 %"), item("short_answer", None),
    ]  # fmt: skip
    found = graded(items, monkeypatch)
    assert [each["fraction"] for each in found] == ["1/1", "2/3", "0/1", "1/1", "0/1"]
    assert [each["mark"] for each in found] == ["20.00", "13.33", "0.00", "20.00", "0.00"]
    assert found[4]["reasons"] == ["blank"]


def test_a_source_of_a_banks_file_is_graded_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"kind": "single_choice", "source": source("single_choice"), "response": "a"}
    assert graded([asked], monkeypatch)[0]["fraction"] == "1/1"


@pytest.mark.parametrize("kind", EVERY)
def test_every_kind_grades_a_blank_answer_with_nothing(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = graded([item(kind, None)], monkeypatch)
    assert found.get("fraction") == "0/1" or found["error"]["code"] == "not_a_question"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ("text", "not_an_item"),
        ({"kind": "sorcery", "content": {}, "response": None}, "unknown_kind"),
        ({"kind": ["x"], "content": {}, "response": None}, "unknown_kind"),
        ({"kind": "single_choice", "response": "a"}, "content_or_source"),
        ({"kind": "single_choice", "content": {}, "response": "a"}, "missing"),
        ({"kind": "single_choice", "content": {}, "respones": "a"}, "unknown_field"),
        (item("single_choice", "z"), "unknown_option"),
        (item("single_choice", {"a": 1}), "not_one_option"),
        (item("single_choice", "a", values=[1]), "not_gradable"),
    ],
)
def test_a_wrong_item_says_so_and_holds_up_no_other(wrong: Any, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = graded([wrong, item("single_choice", "a")], monkeypatch)
    assert first["error"]["code"] == code
    assert second["fraction"] == "1/1"


@pytest.mark.parametrize("sent", ["{", '{"a": 1}', "3"])
def test_what_is_no_list_is_refused(sent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(sent))
    with pytest.raises(CommandError):
        call_command("grade", "--stdin", "--json")


def asked(command: str, exam: Any, *switches: str) -> Any:
    out = io.StringIO()
    call_command(command, str(exam), "--json", *switches, stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.django_db
def test_an_export_has_what_was_answered_asked_and_marked_and_grades_again_to_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exam = Exam(kinds=["single_choice", "multiple_choice"])
    attempt = exam.start()
    give(exam, attempt, 1, key_of(attempt, 1, "a"))
    give(exam, attempt, 2, [key_of(attempt, 2, "a"), key_of(attempt, 2, "d")])
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    (found,) = asked("export_attempts", exam.item.activity_uuid, "--run", exam.run.code.lower())
    assert (found["attempt"], found["officer"]) == (str(attempt.public_id), str(exam.officer.public_id))
    assert exam.officer.login not in json.dumps(found)
    first, second = (answer["answer"] for answer in found["responses"])
    assert (first, sorted(second)) == ("a", ["a", "d"])
    contents = {str(version.uuid): version for version in QuestionVersion.objects.all()}
    again = [
        {"kind": slot["kind"], "content": contents[slot["version"]].content, "response": answer["answer"]}
        for slot, answer in zip(found["slots"], found["responses"], strict=True)
    ]
    earned = [each["fraction"] for each in graded(again, monkeypatch)]
    assert earned == [line["fraction"] for line in found["marks"][0]["slots"]]


@pytest.mark.django_db
def test_an_export_reads_in_portions_and_gives_an_empty_list_of_none(django_assert_max_num_queries: Any) -> None:
    exam = Exam(kinds=["single_choice"], attempts=None)
    assert asked("export_attempts", exam.item.activity_uuid) == []
    for _ in range(4):
        sit(exam, False)
    with django_assert_max_num_queries(9):
        assert [each["number"] for each in asked("export_attempts", exam.item.activity_uuid)] == [1, 2, 3, 4]


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["export_attempts", "regrade"])
def test_an_exam_or_a_run_that_is_not_there_is_said(command: str) -> None:
    exam = Exam(kinds=["single_choice"])
    switches = ["--dry-run"] if command == "regrade" else []
    with pytest.raises(CommandError, match="No edition has an exam"):
        asked(command, uuid.uuid4(), *switches)
    with pytest.raises(CommandError, match="There is no run"):
        asked(command, exam.item.activity_uuid, "--run", "NADA", *switches)


@pytest.mark.django_db
def test_marks_made_again_are_those_that_are_stored_annulments_included() -> None:
    exam = Exam(kinds=["single_choice", "single_choice"], attempts=None, pass_mark="20.00")
    sit(exam, True, False)
    sit(exam, False, False)
    annul(exam)
    found = asked("regrade", exam.item.activity_uuid, "--dry-run")
    assert (found["attempts"], found["different"]) == (2, [])


@pytest.mark.django_db
def test_a_mark_that_somebody_changed_in_the_database_is_found() -> None:
    exam = Exam(kinds=["single_choice", "single_choice"])
    attempt = sit(exam, True, False)
    Attempt.objects.filter(pk=attempt.pk).update(mark="20.00")
    assert differences(exam) == [(None, "copy", "20.00", "10.00")]


@pytest.mark.django_db
def test_an_answer_that_somebody_changed_in_the_database_is_found() -> None:
    exam = Exam(kinds=["single_choice", "single_choice"])
    attempt = sit(exam, True, False)
    right = key_of(attempt, 2, "a")
    past_the_trigger(
        "assessments_response", "UPDATE assessments_response SET value = %s WHERE slot = 2", [f'"{right}"']
    )
    assert (2, "fraction", "0/1", "1/1") in differences(exam)


@pytest.mark.django_db
def test_a_draw_that_cannot_be_read_holds_up_no_other() -> None:
    exam = Exam(kinds=["single_choice"], attempts=None)
    broken = sit(exam, False)
    sit(exam, False)
    Attempt.objects.filter(pk=broken.pk).update(draw={})
    assert [field for _slot, field, _stored, _again in differences(exam)] == ["draw_unreadable"]


@pytest.mark.django_db
def test_marking_again_only_ever_reports() -> None:
    exam = Exam(kinds=["single_choice"])
    with pytest.raises(CommandError, match="Only --dry-run exists"):
        asked("regrade", exam.item.activity_uuid)


def differences(exam: Exam) -> list[tuple[Any, ...]]:
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("regrade", str(exam.item.activity_uuid), "--dry-run", "--json", stdout=out)
    assert ended.value.code == 1
    (found,) = json.loads(out.getvalue())["different"]
    return [(one["slot"], one["field"], one["stored"], one["again"]) for one in found["differences"]]


def past_the_trigger(table: str, statement: str, values: list[Any]) -> None:
    """Change a row that is written once, as whoever owns the database can."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
        else:
            cursor.execute(f'DROP TRIGGER "append_only_update_{table}"')
        cursor.execute(statement, values)
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER append_only")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
