"""A forgotten password without e-mail: one asks, another who knows him confirms and hands over a link."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from officers.models import LoginFailure, LoginLink, Notice, Officer, PasswordRequest, Unit
from officers.notices import words_of
from officers.queries.password_requests import request_lines, requests_to_decide
from officers.reasons import ReasonMissing
from officers.roles import NotPermitted
from officers.services.ask_for_password import WAITS_FOR, ask_for_password
from officers.services.decide_password_request import (
    HowMissing,
    NoLongerWaiting,
    OwnRequest,
    confirm_person,
    decline_password_request,
)
from officers.services.forget_requests import forget_requests
from officers.services.make_login_link import HoldsARole
from tests.doors.addresses import words_of as page_words
from tests.officers.factories import PASSWORD, grant, make_officer, make_unit

pytestmark = pytest.mark.django_db
ASK = "/forgotten-password/"
NEW = "cuatro palabras muy nuevas"


@pytest.fixture
def station() -> Unit:
    return make_unit()


@pytest.fixture
def officer(station: Unit) -> Officer:
    return make_officer(unit=make_unit(parent=station), dni="40112233", password=PASSWORD)


@pytest.fixture
def commander(station: Unit) -> Officer:
    officer = make_officer(unit=station, is_staff=True)
    grant(officer, "station_commander", unit=station)
    return officer


def with_role(role: str, **scope: Any) -> Officer:
    officer = make_officer(is_staff=True)
    grant(officer, role, **scope)
    return officer


def asked(officer: Officer) -> PasswordRequest:
    ask_for_password(login=officer.login, address="10.0.0.1")
    return PasswordRequest.objects.get(login=officer.login, state="waiting")


def browser(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    client.cookies["django_language"] = "en"
    return client


class TestAsking:
    def test_the_answer_and_the_work_are_the_same_whoever_exists(self, officer: Officer) -> None:
        gone = make_officer(status="dismissed")
        answers = []
        for login in (officer.login, "39999999", "D39999999", gone.login):
            with CaptureQueriesContext(connection) as work:
                answer = Client().post(ASK, {"login": login}, follow=True)
            statements = [re.sub(r"'[^']*'|\d+", "?", each["sql"]) for each in work]
            answers.append((answer.redirect_chain, page_words(answer, ASK), statements))
        assert answers[0][0] == [("/forgotten-password/asked/", 302)]
        assert all(answer == answers[0] for answer in answers)

    def test_whoever_asks_twice_has_asked_once(self, officer: Officer) -> None:
        first = asked(officer)
        assert asked(officer) == first

    def test_what_is_no_log_in_by_its_form_is_said_and_kept(self) -> None:
        answer = Client().post(ASK, {"login": "<b>12"})
        assert answer.context["form"].errors["login"]
        assert 'value="&lt;b&gt;12"' in answer.content.decode()
        assert not PasswordRequest.objects.exists()

    def test_it_is_limited_as_log_in_is_and_shuts_nobody_out_of_it(self, officer: Officer) -> None:
        client = Client(headers={"accept-language": "en"})
        for _ in range(5):
            client.post(ASK, {"login": officer.login})
        assert client.post(ASK, {"login": officer.login}).context["form"].non_field_errors()
        answer = client.post(reverse("account_login"), {"login": officer.login, "password": PASSWORD})
        assert answer.status_code == 302
        LoginFailure.objects.bulk_create(LoginFailure(address="127.0.0.1", login=str(n)) for n in range(100))
        assert Client().post(ASK, {"login": "38888888"}).context["form"].non_field_errors()
        assert not PasswordRequest.objects.filter(login="38888888").exists()

    def test_one_that_lapsed_makes_room_for_another(self, officer: Officer) -> None:
        first = asked(officer)
        with time_machine.travel(timezone.now() + WAITS_FOR + timedelta(minutes=1)):
            assert asked(officer) != first
        first.refresh_from_db()
        assert first.state == "lapsed"


class TestWhoSees:
    def test_those_who_may_confirm_the_person_and_nobody_else(self, officer: Officer, commander: Officer) -> None:
        row = asked(officer)
        hr, administrator = with_role("hr_verifier"), with_role("administrator")
        for person in (commander, hr, administrator):
            assert list(requests_to_decide(person, timezone.now())) == [row], person
        other = with_role("station_commander", unit=make_unit())
        auditor = with_role("auditor")
        for person in (officer, other, auditor):
            assert not requests_to_decide(person, timezone.now()).exists(), person
        address = reverse("officers_passwords:confirm", args=[row.public_id])
        assert [browser(person).get(address).status_code for person in (commander, other, auditor)] == [200, 404, 404]

    def test_never_ones_own_nobodys_nor_a_closed_account(self, commander: Officer, station: Unit) -> None:
        for login in (commander.login, "39999999", make_officer(unit=station, status="dismissed").login):
            ask_for_password(login=login, address="10.0.0.1")
        assert not requests_to_decide(commander, timezone.now()).exists()

    def test_the_data_to_compare_is_shown_and_no_more_of_the_dni_than_its_end(
        self, officer: Officer, commander: Officer
    ) -> None:
        asked(officer)
        page = browser(commander).get("/admin/password-requests/").content.decode()
        assert officer.login in page
        assert "ends in 233" in page
        assert "40112233" not in page
        assert "Passwords (1)" in page

    def test_ten_cost_as_many_statements_as_one(self, commander: Officer, station: Unit) -> None:
        asked(make_officer(unit=station))
        client = browser(commander)
        client.get("/admin/password-requests/")
        with CaptureQueriesContext(connection) as one:
            client.get("/admin/password-requests/")
        for _ in range(9):
            asked(make_officer(unit=station))
        with CaptureQueriesContext(connection) as ten:
            page = client.get("/admin/password-requests/")
        assert len(page.context["lines"]) == 10
        assert len(ten) == len(one)


class TestConfirming:
    def test_the_link_is_shown_once_lets_in_once_and_all_is_written_down(
        self, officer: Officer, commander: Officer
    ) -> None:
        row = asked(officer)
        client, address = browser(commander), reverse("officers_passwords:confirm", args=[row.public_id])
        answer = client.post(address, {"how": "in_person"})
        assert "no-store" in answer["Cache-Control"]
        link = re.search(r"/link/([a-z2-9-]+)/", answer.content.decode())
        assert link
        assert link[1] not in client.get("/admin/password-requests/").content.decode()
        assert Client().post(link[0], {"password": NEW, "again": NEW}).status_code == 302
        assert Client().post(link[0], {"password": NEW, "again": NEW}).status_code == 404
        assert Client().login(username=officer.login, password=NEW)
        acts = list(Entry.objects.order_by("pk").values_list("act", "actor_login"))
        assert acts[:2] == [
            ("officer.confirm_person", commander.login), ("officer.use_login_link", officer.login)
        ]  # fmt: skip
        row.refresh_from_db()
        assert (row.state, row.by, row.officer, row.how) == ("confirmed", commander, officer, "in_person")
        told = Notice.objects.get(officer=officer, kind="officers.person_confirmed")
        assert commander.get_full_name() in words_of(told)
        assert client.post(address, {"how": "in_person"}).status_code == 404

    def test_a_button_pressed_twice_shows_a_link_that_works(self, officer: Officer, commander: Officer) -> None:
        row = asked(officer)
        confirm_person(request=row, by=commander, how="in_person")
        confirm_person(request=row, by=commander, how="in_person")
        assert LoginLink.objects.filter(withdrawn_at=None).count() == 1
        with pytest.raises(NoLongerWaiting):
            confirm_person(request=row, by=with_role("hr_verifier"), how="in_person")
        with time_machine.travel(timezone.now() + timedelta(hours=2)), pytest.raises(NoLongerWaiting):
            confirm_person(request=row, by=commander, how="in_person")

    def test_it_takes_the_right_another_person_and_how(self, officer: Officer, commander: Officer) -> None:
        row = asked(officer)
        for person in (with_role("station_commander", unit=make_unit()), with_role("auditor"), officer):
            with pytest.raises(NotPermitted):
                confirm_person(request=row, by=person, how="in_person")
        for how in ("", "by_mail"):
            with pytest.raises(HowMissing):
                confirm_person(request=row, by=commander, how=how)
        with pytest.raises(OwnRequest):
            confirm_person(request=asked(commander), by=commander, how="in_person")
        assert not LoginLink.objects.exists()

    def test_it_leads_nobody_to_more_than_he_may_do_himself(self, officer: Officer, commander: Officer) -> None:
        grant(officer, "instructor")
        row = asked(officer)
        assert [line.can_confirm for line in request_lines(commander, [row])] == [False]
        with pytest.raises(HoldsARole):
            confirm_person(request=row, by=commander, how="in_person")
        assert confirm_person(request=row, by=with_role("administrator"), how="in_person").officer == officer

    def test_what_lapsed_or_was_decided_waits_no_more(self, officer: Officer, commander: Officer) -> None:
        row = asked(officer)
        with time_machine.travel(timezone.now() + WAITS_FOR), pytest.raises(NoLongerWaiting):
            confirm_person(request=row, by=commander, how="in_person")
        decline_password_request(request=row, by=commander, why="No lo reconozco")
        with pytest.raises(NoLongerWaiting):
            confirm_person(request=row, by=with_role("hr_verifier"), how="in_person")

    def test_declining_needs_a_reason_and_leaves_the_password(self, officer: Officer, commander: Officer) -> None:
        row = asked(officer)
        with pytest.raises(ReasonMissing):
            decline_password_request(request=row, by=commander, why=" ")
        client = browser(commander)
        address = reverse("officers_passwords:decline", args=[row.public_id])
        assert client.post(address, {"why": ""}).context["form"].errors
        assert client.post(address, {"why": "No fue él"}).status_code == 302
        assert Entry.objects.get(act="officer.decline_password_request").why == "No fue él"
        assert "No fue él" in words_of(Notice.objects.get(officer=officer))
        assert Client().login(username=officer.login, password=PASSWORD)


def test_the_sweep_ends_what_lapsed_and_deletes_what_is_nobodys(officer: Officer) -> None:
    row = asked(officer)
    ask_for_password(login="39999999", address="10.0.0.1")
    assert forget_requests() == 0
    forget_requests(at=timezone.now() + WAITS_FOR + timedelta(minutes=1))
    row.refresh_from_db()
    assert row.state == "lapsed"
    assert PasswordRequest.objects.count() == 1
    forget_requests(at=timezone.now() + timedelta(days=120))
    assert not PasswordRequest.objects.exists()
