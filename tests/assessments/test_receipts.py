"""Receipts: what an officer keeps proves what was handed in, and any change of either shows."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from assessments.models import Attempt, AttemptMark
from assessments.queries.receipt import receipt_of
from assessments.queries.receipt_check import NotAReceipt, check_receipt
from assessments.receipt_form import Counted, responses_sha256
from assessments.receipt_keys import known_keys, own_key
from assessments.services.submit_attempt import submit_attempt
from tests.assessments.factories import Exam, log_in
from tests.assessments.test_annulment import annul
from tests.assessments.test_commands import past_the_trigger
from tests.assessments.test_practice import Practised
from tests.assessments.test_submit_attempt import give, key_of
from tests.courses.factories import make_enrolment

#: 32 bytes, other than those of the test settings.
OTHER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
ATTEMPT = "6f7f3c9e-1b6f-4a57-9a07-0f8f3b1f6f10"
AT = "2026-11-29T14:00:00.123Z"

#: The forms are written by hand from docs/exams.md, not by this program.
VECTORS = [
    (
        [],
        '{"attempt":"6f7f3c9e-1b6f-4a57-9a07-0f8f3b1f6f10","draw":"d","form":"aula-segura/responses/1","responses":[]}',
    ),
    (
        [Counted(2, "1.1002", ["bcdf", "ghjk"], AT), Counted(1, "1.1001", "Comisaría", AT)],
        '{"attempt":"6f7f3c9e-1b6f-4a57-9a07-0f8f3b1f6f10","draw":"d","form":"aula-segura/responses/1","responses":['
        '{"at":"2026-11-29T14:00:00.123Z","key":"1.1001","slot":1,"value":"Comisaría"},'
        '{"at":"2026-11-29T14:00:00.123Z","key":"1.1002","slot":2,"value":["bcdf","ghjk"]}]}',
    ),
    (
        [Counted(1, "3.1001", None, AT)],
        '{"attempt":"6f7f3c9e-1b6f-4a57-9a07-0f8f3b1f6f10","draw":"d","form":"aula-segura/responses/1","responses":['
        '{"at":"2026-11-29T14:00:00.123Z","key":"3.1001","slot":1,"value":null}]}',
    ),
    (
        [Counted(1, "1.1", 'a "b"\n\u0301é', AT)],
        '{"attempt":"6f7f3c9e-1b6f-4a57-9a07-0f8f3b1f6f10","draw":"d","form":"aula-segura/responses/1","responses":['
        '{"at":"2026-11-29T14:00:00.123Z","key":"1.1","slot":1,"value":"a \\"b\\"\\n\u0301é"}]}',
    ),
]


@pytest.mark.parametrize(("counted", "form"), VECTORS)
def test_the_canonical_form_is_the_documented_one(counted: list[Counted], form: str) -> None:
    assert responses_sha256(ATTEMPT, "d", counted) == hashlib.sha256(form.encode()).hexdigest()


def sat(exam: Exam) -> Attempt:
    """Sit: the first question answered, then changed; the second cleared again; the third left."""
    attempt = exam.start()
    first = give(exam, attempt, 1, key_of(attempt, 1, "b"))
    give(exam, attempt, 1, key_of(attempt, 1, "a"), base=first)
    second = give(exam, attempt, 2, key_of(attempt, 2, "a"))
    give(exam, attempt, 2, None, base=second)
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    return Attempt.objects.get(pk=attempt.pk)


def receipt_file(attempt: Attempt) -> dict[str, Any]:
    """Return the file as an officer gets it: through JSON."""
    found: dict[str, Any] = json.loads(json.dumps(receipt_of(attempt).to_json()))
    return found


@pytest.fixture
def exam(db: None) -> Exam:
    return Exam(kinds=["single_choice"] * 3, pass_mark="20.00")


def test_it_states_what_counted_and_the_record_matches_it(exam: Exam) -> None:
    attempt = sat(exam)
    found = receipt_file(attempt)
    assert (found["receipt"]["answers"], found["receipt"]["questions"]) == (1, 3)
    assert [each["key"] for each in found["responses"]] == ["2.1", "4.1"]
    assert AttemptMark.objects.get().responses_sha256 == found["receipt"]["responses_sha256"]
    assert check_receipt(found) == []


def test_of_a_practice_it_covers_what_was_handed_in_whichever_try_was_marked(client: Client, db: None) -> None:
    practised = Practised(client)
    for stable in "bac":
        practised.answer(stable)
        practised.check()
    marked = practised.line()["response"]
    found = receipt_file(Attempt.objects.get(pk=practised.attempt.pk))
    assert marked == "1.1002"
    assert [each["key"] for each in found["responses"]] == ["1.1003"]
    assert check_receipt(found) == []


def test_it_says_nothing_of_right_answers_or_names(exam: Exam) -> None:
    text = json.dumps(receipt_file(sat(exam)))
    options = exam.versions[0].content["options"]
    assert all(option["text"] not in text for option in options)
    assert exam.versions[0].sha256 not in text
    assert exam.officer.login not in text


def test_it_stays_the_same_when_a_question_is_annulled(exam: Exam) -> None:
    attempt = sat(exam)
    before = receipt_file(attempt)
    annul(exam, exam.versions[1])
    assert AttemptMark.objects.count() == 2
    assert receipt_file(Attempt.objects.get(pk=attempt.pk)) == before


def test_what_comes_after_submitting_changes_nothing_of_it(exam: Exam) -> None:
    attempt = sat(exam)
    before = receipt_file(attempt)
    give(exam, attempt, 3, key_of(attempt, 3, "a"))
    assert receipt_file(attempt) == before


def test_an_answer_that_was_changed_in_the_database_shows(exam: Exam) -> None:
    attempt = sat(exam)
    kept = receipt_file(attempt)
    value = json.dumps(key_of(attempt, 1, "c"))
    past_the_trigger(
        "assessments_response", "UPDATE assessments_response SET value = %s WHERE client = 2 AND sequence = 1", [value]
    )
    assert any("another hash than was recorded" in sentence for sentence in check_receipt(kept))
    assert not receipt_of(attempt).as_stored


def test_a_record_that_was_changed_together_with_its_hash_shows_by_the_officers_copy(exam: Exam) -> None:
    attempt = sat(exam)
    kept = receipt_file(attempt)
    options = attempt.draw["slots"][0]["options"]
    options[0][1], options[1][1] = options[1][1], options[0][1]
    Attempt.objects.filter(pk=attempt.pk).update(draw=attempt.draw)
    past_the_trigger("assessments_attemptmark", "UPDATE assessments_attemptmark SET responses_sha256 = %s", [""])
    found = check_receipt(kept)
    assert any(sentence.startswith("draw_sha256") for sentence in found)
    assert any(sentence.startswith("responses_sha256") for sentence in found)


@pytest.mark.parametrize(
    ("field", "value"), [("answers", 3), ("submitted_at", AT), ("number", 2), ("officer", ATTEMPT), ("title", "Otro")]
)
def test_a_receipt_that_was_changed_has_no_valid_signature(exam: Exam, field: str, value: Any) -> None:
    changed = receipt_file(sat(exam))
    changed["receipt"][field] = value
    found = check_receipt(changed)
    assert any("signature does not fit" in sentence for sentence in found)
    assert any(sentence.startswith(field) for sentence in found)


def test_responses_that_were_changed_in_the_file_show(exam: Exam) -> None:
    changed = receipt_file(sat(exam))
    changed["responses"][0]["value"] = "zzzz"
    assert check_receipt(changed) == ["The responses in the file have another hash than it states."]


def test_a_key_that_was_replaced_still_verifies_and_a_strangers_does_not(exam: Exam, settings: Any) -> None:
    attempt = sat(exam)
    kept, old = receipt_file(attempt), own_key()
    settings.RECEIPT_KEY, settings.RECEIPT_OLD_KEYS = OTHER_KEY, [old]
    assert check_receipt(kept) == []
    assert len(known_keys()) == 2
    assert receipt_file(attempt)["key"]["id"] != kept["key"]["id"]
    settings.RECEIPT_OLD_KEYS = []
    assert any("none of ours" in sentence for sentence in check_receipt(kept))


@pytest.mark.parametrize(
    "wrong",
    [None, [], {}, {"receipt": {}}, {"receipt": 1, "responses": 1, "key": 1, "signature": 1}, "text", 3],
)
def test_what_is_no_receipt_is_said_to_be_none(wrong: object) -> None:
    with pytest.raises(NotAReceipt):
        check_receipt(wrong)


def test_values_of_other_kinds_in_a_receipt_are_no_error_of_ours(exam: Exam) -> None:
    kept = receipt_file(sat(exam))
    for part, name, value in [
        ("receipt", "answers", 1.5), ("receipt", "attempt", 7), ("key", "id", {}), ("receipt", "draw_sha256", None),
    ]:  # fmt: skip
        changed = json.loads(json.dumps(kept))
        changed[part][name] = value
        try:
            assert check_receipt(changed) != []
        except NotAReceipt:
            continue


def test_the_command_says_whether_the_record_matches(exam: Exam, tmp_path: Path) -> None:
    kept = receipt_file(sat(exam))
    file, out, err = tmp_path / "receipt.json", io.StringIO(), io.StringIO()
    file.write_text(json.dumps(kept))
    call_command("check_receipt", str(file), stdout=out)
    assert "matches" in out.getvalue()
    kept["receipt"]["answers"] = 3
    file.write_text(json.dumps(kept))
    with pytest.raises(SystemExit):
        call_command("check_receipt", str(file), stderr=err)
    assert "signature does not fit" in err.getvalue()
    for wrong in ("{", "[]"):
        file.write_text(wrong)
        with pytest.raises(CommandError):
            call_command("check_receipt", str(file))
    with pytest.raises(CommandError):
        call_command("check_receipt", str(tmp_path / "nothing"))


def test_an_attempt_of_before_there_were_receipts_has_one_made_from_its_responses(exam: Exam) -> None:
    attempt = sat(exam)
    before = receipt_file(attempt)
    past_the_trigger(
        "assessments_attemptmark", "UPDATE assessments_attemptmark SET responses_sha256 = %s, answers = NULL", [""]
    )
    assert receipt_file(attempt) == before


def test_an_officer_reads_and_keeps_his_own_and_nobody_elses(exam: Exam, client: Client) -> None:
    attempt = sat(exam)
    page, file = f"/sit/{attempt.public_id}/receipt/", f"/sit/{attempt.public_id}/receipt.json"
    log_in(client, exam.officer)
    assert receipt_of(attempt).statement.responses_sha256 in client.get(page).content.decode()
    answer = client.get(file)
    assert answer["Content-Disposition"].startswith("attachment")
    assert check_receipt(answer.json()) == []
    assert page in client.get(f"/sit/{attempt.public_id}/review/").content.decode()
    log_in(client, make_enrolment(run=exam.run).officer)
    assert [client.get(address).status_code for address in (page, file)] == [404, 404]


def test_an_open_attempt_has_none(exam: Exam, client: Client) -> None:
    attempt = exam.start()
    log_in(client, exam.officer)
    for name in ("receipt/", "receipt.json"):
        assert client.get(f"/sit/{attempt.public_id}/{name}").status_code == 302
    with pytest.raises(Attempt.DoesNotExist):
        receipt_of(attempt)
