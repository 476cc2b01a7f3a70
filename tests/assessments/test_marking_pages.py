"""Answers that a person marks, in pages: to the officer, to whoever marks, and to whoever writes the question."""

import json
import uuid
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assessments.models import AnswerFile, AnswerMark, AnswerToMark, Attempt, AttemptMark, QuestionVersion, Response
from assessments.question_types import registry
from assessments.question_types.essay.counting import count_words
from assessments.question_types.problems import InvalidContent
from assessments.services import keep_file
from assessments.services.number_client import number_client
from assessments.services.save_response import Entry, save_response
from assessments.services.submit_attempt import submit_attempt
from courses.models import Outcome
from officers.models import Officer
from tests.assessments.factories import Exam, add_exam, log_in, make_bank, make_question
from tests.assessments.question_sources import source
from tests.assessments.records import assert_made_of_its_records
from tests.assessments.test_questions_written import Desk, typed
from tests.assessments.test_submit_attempt import give
from tests.courses.factories import make_enrolment
from tests.officers.factories import grant, make_officer

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def client_of(officer: Officer) -> Client:
    client = Client()
    log_in(client, officer)
    return client


def marker(exam: Exam) -> Client:
    """Return the browser of an instructor of the exam's run."""
    officer = make_officer()
    grant(officer, "instructor", run=exam.run.uuid)
    return client_of(officer)


def named(officer: Officer) -> None:
    """Give an officer a name that nobody else has."""
    officer.paternal_surname = "Zeballos"
    officer.save()


def handed_in(exam: Exam, text: str = "En el mercado\n\nroban <b>de noche</b>") -> Attempt:
    attempt = exam.start()
    give(exam, attempt, 1, text)
    submitted = submit_attempt(attempt=attempt.pk, by=exam.officer)
    assert submitted is not None
    return submitted


def save(client: Client, attempt: Attempt, value: Any, *, slot: int = 1) -> Any:
    body = {"client": number_client(attempt), "sequence": 1001, "slot": slot, "value": value, "base": ""}
    return client.post(f"/sit/{attempt.public_id}/save/", json.dumps(body), content_type="application/json")


# Counting and limits


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0), ("   \n\t ", 0), ("uno", 1), ("uno dos", 2), ("uno\u00a0dos\u2003tres", 3), ("uno – dos", 2),
        ("… — ¿?", 0), ("bien-estar 3,5 km", 3), ("a\r\nb", 2), ("ñandú cafe\u0301", 2), ("uno\u200bdos", 1),
        ("\ufeffuno", 1), ("日本 語", 2), ("uno\x1fdos\x85tres", 1),
    ],
)  # fmt: skip
def test_words_are_counted(text: str, words: int) -> None:
    assert count_words(text) == words


def test_an_essay_of_several_thousand_words_is_saved_and_read_back_as_it_was_typed() -> None:
    exam = Exam(kinds=["essay"])
    attempt, text = exam.start(), "palabra ñandú\n" * 4_000
    answer = save(client_of(exam.officer), attempt, text)
    assert (answer.status_code, answer.json()["standing"]) == (200, "counted")
    assert Response.objects.get().value == text


@pytest.mark.parametrize(("letters", "code"), [(60_001, "bad_answer"), (1_000_000, "too_long")])
def test_an_essay_that_is_too_long_is_refused_with_a_sentence(letters: int, code: str) -> None:
    exam = Exam(kinds=["essay"])
    answer = save(client_of(exam.officer), exam.start(), "a" * letters)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (400, code)
    assert "60000" in error["message"] or "larga" in error["message"] or "too long" in error["message"]
    assert not Response.objects.exists()


def test_a_kind_that_is_no_essay_takes_no_more_than_before() -> None:
    exam = Exam(kinds=["short_answer"])
    assert save(client_of(exam.officer), exam.start(), "a" * 3000).status_code == 400


def test_without_javascript_an_essay_is_saved_with_the_lines_that_the_script_would_send() -> None:
    exam = Exam(kinds=["essay"])
    attempt, client = exam.start(), client_of(exam.officer)
    page = client.get(f"/sit/{attempt.public_id}/").content.decode()
    assert "<textarea" in page
    assert "MARK-criterion" not in page
    client.post(f"/sit/{attempt.public_id}/", {"client": 1, "base-1": "", "slot-1": "uno\r\ndos"})
    assert Response.objects.get().value == "uno\ndos"


def test_the_rubric_is_read_while_answering_where_the_author_says_so() -> None:
    exam = Exam(kinds=[])
    exam.versions = [make_question(exam.bank, "essay", shows_rubric=True)]
    exam.item = add_exam(exam.edition, exam.versions)
    page = client_of(exam.officer).get(f"/sit/{exam.start().public_id}/").content.decode()
    assert "MARK-criterion" in page
    assert "MARK-explanation" not in page


# Marking


def test_one_answer_after_the_other_is_marked_without_names() -> None:
    exam = Exam(kinds=["essay"])
    named(exam.officer)
    first = handed_in(exam)
    exam.enrolment = make_enrolment(run=exam.run)
    exam.officer = exam.enrolment.officer
    handed_in(exam, "Otro texto")
    client = marker(exam)
    page = client.get("/teaching/marking/").content.decode()
    answers = list(AnswerToMark.objects.order_by("at", "pk"))
    assert f"/teaching/marking/{answers[0].uuid}/" in page
    page = client.get(f"/teaching/marking/{answers[0].uuid}/").content.decode()
    assert "roban &lt;b&gt;de noche&lt;/b&gt;" in page
    assert "Zeballos" not in page
    assert first.officer.login not in page
    sent = {"seen": 0, "level-0": "2", "level-1": "0", "comment": "Bien", "next": "1"}
    answer = client.post(f"/teaching/marking/{answers[0].uuid}/", sent)
    assert answer["Location"] == f"/teaching/marking/{answers[1].uuid}/"
    first.refresh_from_db()
    assert str(first.mark) == "20.00"
    answer = client.post(f"/teaching/marking/{answers[1].uuid}/", sent)
    assert answer["Location"] == "/teaching/marking/"
    assert_made_of_its_records()


def test_names_are_shown_where_the_exam_says_so() -> None:
    exam = Exam(kinds=["essay"], marked_with_names=True)
    named(exam.officer)
    handed_in(exam)
    page = marker(exam).get(f"/teaching/marking/{AnswerToMark.objects.get().uuid}/").content.decode()
    assert "Zeballos" in page


def test_a_criterion_that_was_passed_over_is_named_and_what_was_typed_stays() -> None:
    exam = Exam(kinds=["essay"])
    handed_in(exam)
    address = f"/teaching/marking/{AnswerToMark.objects.get().uuid}/"
    page = marker(exam).post(address, {"seen": 0, "level-0": "2", "comment": "Lo que ya escribí"})
    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["level-1"]
    assert "Lo que ya escribí" in page.content.decode()
    assert not AnswerMark.objects.exists()


def test_who_was_second_is_told_sees_the_first_mark_and_then_may_give_his_over_it() -> None:
    exam = Exam(kinds=["essay"])
    handed_in(exam)
    address = f"/teaching/marking/{AnswerToMark.objects.get().uuid}/"
    one, two = marker(exam), marker(exam)
    mine = {"seen": 0, "level-0": "2", "level-1": "0", "comment": "El segundo"}
    one.post(address, {"seen": 0, "level-0": "1", "level-1": "0", "comment": "El primero"})
    page = two.post(address, mine).content.decode()
    assert "El primero" in page
    assert "El segundo" in page
    assert 'name="seen" value="1"' in page
    assert AnswerMark.objects.count() == 1
    two.post(address, {**mine, "seen": 1, "why": "Dice también cuándo"})
    assert [mark.comment for mark in AnswerMark.objects.order_by("number")] == ["El primero", "El segundo"]


def test_the_home_page_of_whoever_marks_says_how_many_wait() -> None:
    exam = Exam(kinds=["essay"])
    client = marker(exam)
    before = client.get("/learn/").content.decode()
    handed_in(exam)
    after = client.get("/learn/").content.decode()
    assert ("/teaching/marking/" in before, "/teaching/marking/" in after) == (False, True)


# What the officer sees


def test_the_officer_is_told_that_it_is_being_marked_and_then_sees_points_and_comment() -> None:
    exam = Exam(kinds=["essay"], counts=False, review="at_once")
    attempt = handed_in(exam)
    client = client_of(exam.officer)
    review, start = f"/sit/{attempt.public_id}/review/", f"/learn/{exam.enrolment.uuid}/{exam.item.activity_uuid}/"
    waiting = [client.get(address).content.decode() for address in (review, start)]
    assert all("en corrección" in page or "being marked" in page for page in waiting)
    assert "None" not in waiting[0]
    marker(exam).post(
        f"/teaching/marking/{AnswerToMark.objects.get().uuid}/",
        {"seen": 0, "level-0": "1", "level-1": "0", "comment": "Diga también cuándo"},
    )
    page = client.get(review).content.decode()
    assert "Diga también cuándo" in page
    assert "12.50" in page
    assert "1.5" in page
    assert client.get(start).status_code == 200


@pytest.mark.parametrize("review", ["own_marks", "after_close"])
def test_before_the_close_of_an_exam_that_counts_points_are_shown_as_the_table_says_and_no_words(review: str) -> None:
    exam = Exam(kinds=["essay"], review=review)
    attempt = handed_in(exam)
    marker(exam).post(
        f"/teaching/marking/{AnswerToMark.objects.get().uuid}/",
        {"seen": 0, "level-0": "1", "level-1": "0", "comment": "MARK-comment"},
    )
    page = client_of(exam.officer).get(f"/sit/{attempt.public_id}/review/").content.decode()
    assert "MARK-" not in page
    assert "12.50" in page


def test_what_was_said_of_one_answer_is_told_when_all_have_a_mark() -> None:
    exam = Exam(kinds=["essay", "essay"], counts=False, review="at_once")
    attempt = exam.start()
    give(exam, attempt, 1, "uno")
    give(exam, attempt, 2, "dos")
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    person, officer = marker(exam), client_of(exam.officer)
    shown = []
    for answer in AnswerToMark.objects.order_by("slot"):
        said = {"seen": 0, "level-0": "1", "level-1": "0", "comment": f"MARK-{answer.slot}"}
        person.post(f"/teaching/marking/{answer.uuid}/", said)
        page = officer.get(f"/sit/{attempt.public_id}/review/").content.decode()
        shown.append([f"MARK-{slot}" in page for slot in (1, 2)])
    assert shown == [[False, False], [True, True]]


# Files


def upload(client: Client, attempt: Attempt, content: bytes, name: str, *, script: bool = True) -> Any:
    sent = {"client": 1, "base-1": "", "slot-1": "", "file-1": SimpleUploadedFile(name, content)}
    headers = {"accept": "application/json"} if script else {}
    return client.post(f"/sit/{attempt.public_id}/upload/1/", sent, headers=headers)


def test_a_file_is_handed_in_without_javascript_marked_and_read_by_those_alone_who_may() -> None:
    exam = Exam(kinds=["file_answer"])
    attempt, client = exam.start(), client_of(exam.officer)
    client.get(f"/sit/{attempt.public_id}/")
    answer = upload(client, attempt, PDF, "ficha.pdf", script=False)
    assert answer.status_code == 302
    kept, response = AnswerFile.objects.get(), Response.objects.get()
    assert response.value == f"{kept.sha256}/ficha.pdf"
    assert "ficha.pdf" in client.get(f"/sit/{attempt.public_id}/").content.decode()
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    to_mark = AnswerToMark.objects.get()
    own, theirs = f"/sit/{attempt.public_id}/answers/1/{kept.sha256}/", f"/teaching/marking/{to_mark.uuid}/file/"
    person = marker(exam)
    assert b"".join(client.get(own).streaming_content) == PDF  # type: ignore[attr-defined]
    found = person.get(theirs)
    assert (found["Content-Disposition"], found["Cache-Control"]) == (
        'attachment; filename="ficha.pdf"',
        "private, no-store",
    )
    stranger = client_of(make_officer())
    assert [stranger.get(address).status_code for address in (own, theirs)] == [404, 404]
    assert person.get(own).status_code == 404
    person.post(f"/teaching/marking/{to_mark.uuid}/", {"seen": 0, "level-0": "2", "level-1": "0", "comment": ""})
    attempt.refresh_from_db()
    assert str(attempt.mark) == "20.00"
    assert Outcome.objects.latest("pk").state == "done"
    assert AttemptMark.objects.get(number=1).answers == 1
    assert_made_of_its_records()


def test_the_script_gets_the_reference_and_a_file_sent_twice_is_one() -> None:
    exam = Exam(kinds=["file_answer"])
    attempt, client = exam.start(), client_of(exam.officer)
    first, again = (upload(client, attempt, PDF, "ficha.pdf").json()["value"] for _time in range(2))
    assert first == again == f"{AnswerFile.objects.get().sha256}/ficha.pdf"
    assert save(client, attempt, first).json()["standing"] == "counted"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ficha.pdf", b"no soy un PDF"), ("ficha.exe", PDF), ("ficha.txt", b"<script>x</script>"), ("vacia.pdf", b""),
        ("grande.txt", b"a" * (5 * 1024 * 1024 + 1)), ("foto.png", PDF), ("hoja.docx", b"PK\x03\x04"),
    ],
)  # fmt: skip
def test_what_is_not_asked_for_is_refused_by_its_content_with_a_sentence(name: str, content: bytes) -> None:
    exam = Exam(kinds=["file_answer"])
    attempt, client = exam.start(), client_of(exam.officer)
    answer = upload(client, attempt, content, name)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "file_refused")
    assert not AnswerFile.objects.exists()


def test_more_files_than_one_may_are_not_stored_either(monkeypatch: pytest.MonkeyPatch) -> None:
    exam = Exam(kinds=["file_answer"])
    attempt, client = exam.start(), client_of(exam.officer)
    monkeypatch.setattr(keep_file, "MOST_FILES", 1)
    upload(client, attempt, PDF, "ficha.pdf")
    other = PDF + b"\n" + attempt.public_id.bytes.hex().encode()
    assert upload(client, attempt, other, "otra.pdf").status_code == 400
    assert not storages["default"].exists(keep_file.path_of_answer(sha256(other).hexdigest()))
    assert upload(client, attempt, PDF, "ficha.pdf").status_code == 200


def test_naming_a_file_that_was_not_handed_in_here_leads_to_nobodys_file() -> None:
    other = Exam(kinds=["file_answer"])
    theirs = upload(client_of(other.officer), other.start(), PDF, "ajena.pdf").json()["value"]
    exam = Exam(kinds=["file_answer"])
    attempt, client = exam.start(), client_of(exam.officer)
    assert save(client, attempt, theirs).status_code == 200
    assert client.get(f"/sit/{attempt.public_id}/answers/1/{theirs[:64]}/").status_code == 404
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    assert marker(exam).get(f"/teaching/marking/{AnswerToMark.objects.get().uuid}/file/").status_code == 404


def test_nobody_hands_in_a_file_for_somebody_else() -> None:
    exam = Exam(kinds=["file_answer"])
    assert upload(client_of(make_officer()), exam.start(), PDF, "ficha.pdf").status_code == 404


@pytest.mark.parametrize(
    "value", ["x", "0" * 64, f"{'0' * 64}/", f"{'0' * 64}/../a", f"{'A' * 64}/a.pdf", 7, ["a"], {}]
)
def test_what_names_no_file_is_refused(value: Any) -> None:
    exam = Exam(kinds=["file_answer"])
    assert save(client_of(exam.officer), exam.start(), value).status_code == 400


# Writing


@pytest.mark.parametrize("kind", ["essay", "file_answer"])
def test_the_kind_is_written_from_nothing_and_saved_again_as_it_is(kind: str) -> None:
    desk = Desk()
    like = make_question(make_bank(), kind)
    assert desk.client.get(f"/admin/questions/new/{desk.bank.uuid}/{kind}/").status_code == 200
    desk.new(kind, {"seen": 0, "question": str(uuid.uuid4()), **typed(like)})
    version = QuestionVersion.objects.get(question__bank=desk.bank)
    assert (version.kind, version.content) == (kind, like.content)
    assert desk.client.get(f"/admin/questions/{version.question.uuid}/").status_code == 200
    trial = {"seen": 0, "question": str(uuid.uuid4()), **typed(like), "do": "mark", "seed": "0" * 32, "slot-1": "Uno"}
    assert desk.new(kind, trial).status_code == 200


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rubric": []}, "too_few"), ({"rubric": None}, "missing"),
        ({"min_words": 9, "max_words": 3}, "words_not_in_order"),
        ({"max_words": 0}, "words_out_of_range"), ({"max_words": "9"}, "not_whole"),
        ({"rubric": [{"key": "a", "text": "x", "levels": [{"points": "1"}]}]}, "too_few"),
        ({"rubric": [{"key": "a", "text": "x", "levels": [{"points": "1"}, {"points": "1.0"}]}]}, "points_twice"),
        ({"rubric": [{"key": "a", "text": "x", "levels": [{"points": "-1"}, {"points": "1"}]}]}, "negative"),
        ({"rubric": [{"key": "a", "text": "x", "levels": [{"points": "0"}, {"points": "101"}]}]}, "points_too_many"),
        ({"rubric": [{"key": "a", "text": "x", "levels": [{"points": "0"}, {"points": "nan"}]}]}, "not_a_decimal"),
        ({"rubric": [{"key": "a", "text": " ", "levels": [{"points": "0"}, {"points": "1"}]}]}, "blank"),
    ],
)  # fmt: skip
def test_a_source_that_is_no_essay_says_why(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidContent) as invalid:
        registry.get("essay").parse(source("essay", **changes))
    assert code in {problem.code for problem in invalid.value.problems}


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"types": []}, "too_few"), ({"types": ["exe"]}, "file_type_unknown"), ({"megabytes": 11}, "file_size"),
     ({"rubric": []}, "too_few")],
)  # fmt: skip
def test_a_source_that_is_no_file_answer_says_why(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidContent) as invalid:
        registry.get("file_answer").parse(source("file_answer", **changes))
    assert code in {problem.code for problem in invalid.value.problems}


def test_levels_are_read_from_lines_however_they_are_parted() -> None:
    desk = Desk()
    like = make_question(make_bank(), "essay")
    sent = {**typed(like), "criterion-k-1-levels": "0: nada\n1,5 - algo\n3 todo"}
    desk.new("essay", {"seen": 0, "question": str(uuid.uuid4()), **sent})
    levels = QuestionVersion.objects.get(question__bank=desk.bank).content["rubric"][0]["levels"]
    assert [(level["points"], level["text"]) for level in levels] == [("0", "nada"), ("1.5", "algo"), ("3", "todo")]


def test_a_late_essay_is_kept_and_nobody_marks_it() -> None:
    exam = Exam(kinds=["essay"])
    attempt = exam.start()
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    entry = Entry(client=number_client(attempt), sequence=1, slot=1, value="tarde", base="")
    kept = save_response(attempt=attempt.public_id, officer=exam.officer.pk, session_hash=None, entry=entry)
    assert kept.standing == "after_submit"
    assert not AnswerToMark.objects.exists()
