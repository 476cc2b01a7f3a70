"""What an exam asks for before it begins: nothing begins, and nothing is shown, without it."""

import html
import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.db import connection
from django.test import Client
from django.utils import timezone

from assessments.entry_rules import CODE_LASTS, EntryGiven, EntryRules, is_network, is_within
from assessments.models import Attempt
from assessments.proctor_code import code_at, is_code
from assessments.services import refuse_entry as enter_module
from assessments.services import start_attempt as start_module
from assessments.services.refuse_entry import OutsideNetwork, WrongPassword
from assessments.services.start_attempt import start_attempt
from audit.models import Reading
from courses.models import CourseRun, Enrolment
from courses.models.progress import ActivityState
from courses.services.record_outcome import record_outcome
from officers.limits import TooManyFailures
from tests.assessments.factories import Exam, exam_payload, log_in
from tests.courses.factories import let_see, make_enrolment, make_run
from tests.officers.factories import grant, make_officer

pytestmark = pytest.mark.django_db

PASSWORD = "llave del aula"


class Room:
    """An officer at the door of an exam."""

    def __init__(self, client: Client, **entry: Any) -> None:
        rules: dict[str, Any] = {"entry": entry} if entry else {}
        self.exam = Exam(kinds=["single_choice"], **rules)
        self.client = client
        log_in(client, self.exam.officer)
        self.page = f"/learn/{self.exam.enrolment.uuid}/{self.exam.item.activity_uuid}/"

    def begin(self, **given: Any) -> tuple[int, str]:
        answer = self.client.post(f"{self.page}start/", {"sent": "1", **given})
        return answer.status_code, html.unescape(answer.content.decode())

    @property
    def password(self) -> str:
        return EntryRules.from_payload(self.exam.item.payload).password

    def code(self, run: CourseRun | None = None) -> str:
        return code_at((run or self.exam.run).uuid, self.exam.item.activity_uuid, timezone.now())


def nothing_began(page: str) -> bool:
    """Whether no attempt was used and no question shown."""
    return not Attempt.objects.exists() and "data-slot" not in page


def test_the_start_page_says_what_is_asked_for_and_never_the_password(client: Client) -> None:
    room = Room(
        client, password=make_password(PASSWORD), code=True, pledge="Prometo *no* copiar.", networks=["10.0.0.0/8"]
    )
    page = html.unescape(client.get(room.page).content.decode())
    for name in ("password", "code", "pledged"):
        assert f'name="{name}"' in page
    assert "Prometo" in page
    assert PASSWORD not in page
    assert "argon2" not in page
    assert room.code() not in page


def test_a_wrong_password_uses_no_attempt_shows_no_question_and_keeps_what_was_typed(client: Client) -> None:
    room = Room(client, password=make_password(PASSWORD), pledge="Prometo.")
    status, page = room.begin(password="otra llave", pledged="on")
    assert status == 200
    assert nothing_began(page)
    assert "otra llave" in page
    assert "checked" in page
    assert room.begin(password=PASSWORD, pledged="on")[0] == 302
    assert Attempt.objects.get().pledge == "Prometo."


def test_after_too_many_wrong_passwords_even_the_right_one_waits_and_logging_in_does_not(client: Client) -> None:
    room = Room(client, password=make_password(PASSWORD))
    for _try in range(5):
        room.begin(password="x")
    status, page = room.begin(password=PASSWORD)
    assert status in {200, 429}
    assert nothing_began(page)
    other = make_enrolment(run=room.exam.run)
    given = EntryGiven(password=PASSWORD, asked=room.password)
    assert start_attempt(
        enrolment=other.uuid, activity=room.exam.item.activity_uuid, by=other.officer, given=given
    ).pk  # fmt: skip


@pytest.mark.parametrize("secret", ["password", "code"])
def test_leaving_and_enrolling_again_gives_no_more_guesses(client: Client, secret: str) -> None:
    room = Room(client, **{secret: make_password(PASSWORD) if secret == "password" else True})
    for _try in range(5):
        room.begin(**{secret: "x"})
    left = room.exam.enrolment
    left.state, left.ended_at = "withdrawn", timezone.now()
    left.save()
    again = make_enrolment(run=make_run(room.exam.edition), officer=room.exam.officer)
    given = EntryGiven(password=PASSWORD, code=room.code(again.run), asked=room.password)
    with pytest.raises(TooManyFailures):
        start_attempt(enrolment=again.uuid, activity=room.exam.item.activity_uuid, by=again.officer, given=given)
    assert not Attempt.objects.exists()


def test_the_password_is_hashed_before_anything_is_locked(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room(client, password=make_password(PASSWORD))
    around = len(connection.savepoint_ids)
    inside: list[int] = []

    def watched(*given: Any, **more: Any) -> bool:
        inside.append(len(connection.savepoint_ids) - around)
        return check_password(*given, **more)

    for module in (start_module, enter_module):
        monkeypatch.setattr(module, "check_password", watched, raising=False)
    room.begin(password="otra llave")
    assert room.begin(password=PASSWORD)[0] == 302
    assert inside == [0, 0]


def test_the_password_of_another_edition_proves_nothing(client: Client) -> None:
    room = Room(client, password=make_password(PASSWORD))
    given = EntryGiven(password="otra", asked=make_password("otra"))
    with pytest.raises(WrongPassword):
        start_attempt(
            enrolment=room.exam.enrolment.uuid, activity=room.exam.item.activity_uuid, by=room.exam.officer, given=given
        )


def test_a_password_costs_no_more_statements_than_its_limit(client: Client, django_assert_max_num_queries: Any) -> None:
    room = Room(client, password=make_password(PASSWORD))
    with django_assert_max_num_queries(10):
        start_attempt(
            enrolment=room.exam.enrolment.uuid, activity=room.exam.item.activity_uuid, by=room.exam.officer,
            given=EntryGiven(password=PASSWORD, asked=room.password),
        )  # fmt: skip


@pytest.mark.parametrize("given", [{}, {"code": ""}, {"code": "000000"}, {"code": "1" * 20}, {"code": "\0"}])
def test_without_the_code_that_holds_nothing_begins(client: Client, given: dict[str, str]) -> None:
    room = Room(client, code=True)
    _status, page = room.begin(**given)
    assert nothing_began(page) or room.code() == "000000"


def test_the_code_of_this_half_hour_and_of_the_one_before_begin(client: Client) -> None:
    room = Room(client, code=True)
    run, activity, now = room.exam.run.uuid, room.exam.item.activity_uuid, timezone.now()
    assert is_code(code_at(run, activity, now - CODE_LASTS), run, activity, now)
    assert not is_code(code_at(run, activity, now - 2 * CODE_LASTS), run, activity, now)
    assert not is_code(code_at(run, activity, now + CODE_LASTS), run, activity, now)
    code = room.code()
    assert room.begin(code=f"{code[:3]} {code[3:]}")[0] == 302


def test_each_run_and_exam_has_a_code_of_its_own() -> None:
    one, other = Exam(kinds=["single_choice"]), Exam(kinds=["single_choice"])
    now = timezone.now()
    codes = {code_at(exam.run.uuid, item.item.activity_uuid, now) for exam in (one, other) for item in (one, other)}
    assert len(codes) == 4


def test_the_pledge_has_to_be_ticked_and_is_kept_with_the_attempt(client: Client) -> None:
    room = Room(client, pledge="Prometo.")
    _status, page = room.begin()
    assert nothing_began(page)
    assert room.begin(pledged="on")[0] == 302
    assert Attempt.objects.get().pledge == "Prometo."


def test_an_exam_is_begun_only_from_the_places_named(client: Client) -> None:
    room = Room(client, networks=["10.20.0.0/16"])
    _status, page = room.begin()
    assert nothing_began(page)
    exam = room.exam
    with pytest.raises(OutsideNetwork):
        exam.start()
    given = EntryGiven(address="10.20.3.4")
    assert start_attempt(
        enrolment=exam.enrolment.uuid, activity=exam.item.activity_uuid, by=exam.officer, given=given
    ).pk  # fmt: skip


INSIDE: dict[str, Any] = {"REMOTE_ADDR": "10.20.3.4"}
OUTSIDE: dict[str, Any] = {"REMOTE_ADDR": "203.0.113.7"}


def test_questions_are_shown_at_the_places_named_alone_and_answers_are_taken_from_anywhere(client: Client) -> None:
    room = Room(client, networks=["10.20.0.0/16"])
    assert client.post(f"{room.page}start/", {"sent": "1"}, **INSIDE).status_code == 302
    attempt = Attempt.objects.get()
    address = f"/sit/{attempt.public_id}/"
    assert 'id="q-1"' in client.get(address, **INSIDE).content.decode()
    outside = client.get(address, **OUTSIDE)
    assert (outside.status_code, "203.0.113.7" in outside.content.decode()) == (403, True)
    assert 'id="q-1"' not in outside.content.decode()
    key = attempt.draw["slots"][0]["options"][0][0]
    body = {"client": 1, "sequence": 1001, "slot": 1, "value": key, "base": ""}
    saved = client.post(f"{address}save/", json.dumps(body), content_type="application/json", **OUTSIDE)
    assert saved.json()["standing"] == "counted"
    form = {"client": "1", "slot-1": key, "base-1": "1.1001"}
    assert client.post(address, form, **OUTSIDE).status_code == 302
    assert client.post(f"{address}submit/", **OUTSIDE).status_code == 302
    assert Attempt.objects.get().state == "submitted"


def test_the_next_section_is_shown_and_begun_at_the_places_named_alone(client: Client) -> None:
    kinds, parts = ["single_choice", "numeric"], [{"minutes": 10}, {}]
    exam = Exam(kinds=kinds, parts=parts, entry={"networks": ["10.20.0.0/16"]})
    given = EntryGiven(address="10.20.3.4")
    attempt = start_attempt(
        enrolment=exam.enrolment.uuid, activity=exam.item.activity_uuid, by=exam.officer, given=given
    )  # fmt: skip
    log_in(client, exam.officer)
    address = f"/sit/{attempt.public_id}/next/"
    assert client.get(address, **OUTSIDE).status_code == 403
    assert client.post(address, {"section": "1"}, **OUTSIDE).status_code != 302
    assert Attempt.objects.get().stages == []
    assert client.get(address, **INSIDE).status_code == 200
    assert client.post(address, {"section": "1"}, **INSIDE).status_code == 302
    assert len(Attempt.objects.get().stages or ()) == 1


def test_the_pen_is_taken_at_the_places_named_alone(client: Client) -> None:
    room = Room(client, networks=["10.20.0.0/16"])
    client.post(f"{room.page}start/", {"sent": "1"}, **INSIDE)
    address = f"/sit/{Attempt.objects.get().public_id}/"
    assert client.get(address, **INSIDE).status_code == 200
    other = Client()
    log_in(other, room.exam.officer)
    before = Attempt.objects.get().pens
    assert other.post(f"{address}pen/", {"x": "1"}, **OUTSIDE).status_code == 200
    assert Attempt.objects.get().pens == before
    assert other.post(f"{address}pen/", {"x": "1"}, **INSIDE).status_code == 302
    assert Attempt.objects.get().pens != before


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("10.20.1.1", True),
        ("::ffff:10.20.1.1", True),
        ("10.21.1.1", False),
        ("", False),
        ("x", False),
        ("2001:db8::1", False),
    ],
)
def test_an_address_is_in_a_range_or_not(address: str, inside: bool) -> None:
    assert is_within(address, ["10.20.0.0/16"]) is inside


def test_a_range_is_written_as_one() -> None:
    assert is_network("10.20.0.0/16")
    assert is_network("2001:db8::/32")
    assert not is_network("10.20.0.1/16")
    assert not is_network("comisaría")


def test_what_comes_before_has_to_be_done_and_is_named(client: Client) -> None:
    room = Room(client, after_earlier=True)
    _status, page = room.begin()
    assert nothing_began(page)
    assert room.exam.lesson.title in page
    record_outcome(
        enrolment=room.exam.enrolment, activity=room.exam.lesson.activity_uuid, state=ActivityState.DONE, fraction=None,
        evidence="prueba", by=room.exam.officer,
    )  # fmt: skip
    assert room.begin()[0] == 302


@pytest.mark.parametrize("why", ["requested", "not begun"])
def test_a_refused_start_shows_no_more_of_a_locked_exam_than_its_page_does(client: Client, why: str) -> None:
    room = Room(client, pledge="Prometo.")
    if why == "requested":
        Enrolment.objects.update(state="requested")
    else:
        CourseRun.objects.update(starts_at=timezone.now() + timedelta(days=2))
    assert client.get(room.page).status_code == 403
    status, page = room.begin(pledged="on")
    assert status == 409
    assert nothing_began(page)
    assert "Lea" not in page
    assert "Prometo" not in page


def test_a_refused_start_that_shows_a_reserved_exam_is_written_down(client: Client) -> None:
    room = Room(client, pledge="Prometo.")
    room.exam.course.classification = "reserved"
    room.exam.course.save()
    let_see(room.exam.course, officer=room.exam.officer)
    assert "Prometo" in room.begin()[1]
    assert Reading.objects.filter(reader_login=room.exam.officer.login, on_model="courses.EditionItem").count() == 1


def test_an_attempt_that_is_open_goes_on_without_being_asked_again(client: Client) -> None:
    room = Room(client, pledge="Prometo.")
    room.begin(pledged="on")
    assert room.begin()[0] == 302
    assert Attempt.objects.count() == 1


def test_the_codes_are_for_those_who_see_the_marks_and_not_for_those_who_sit(client: Client) -> None:
    room = Room(client, code=True)
    address = f"/teaching/{room.exam.run.uuid}/codes/"
    assert client.get(address).status_code == 404
    instructor = make_officer()
    grant(instructor, "instructor", run=room.exam.run.uuid)
    other = Client()
    log_in(other, instructor)
    code = room.code()
    assert f"{code[:3]} {code[3:]}" in other.get(address).content.decode()
    make_enrolment(run=room.exam.run, officer=instructor)
    assert other.get(address).status_code == 404


def test_a_payload_without_ways_in_asks_for_nothing(client: Client) -> None:
    assert EntryRules.from_payload(exam_payload([])) == EntryRules()
    assert Room(client).begin()[0] == 302
