"""Roles and log-in links under real connections at once."""

from typing import Any

import pytest
from django.utils import timezone

from officers.models import Grant, LoginLink, Officer, PasswordRequest
from officers.services.ask_for_password import ask_for_password
from officers.services.decide_password_request import confirm_person
from officers.services.make_login_link import make_login_link
from officers.services.use_login_link import use_login_link
from officers.services.withdraw_role import withdraw_role
from tests.officers.factories import grant, make_officer
from tests.races.test_officers import at_once, kinds

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
NEW = "cuatro palabras muy nuevas"


def granted(role: str) -> Officer:
    officer = make_officer()
    grant(officer, role)
    return officer


def test_two_administrators_who_withdraw_each_others_role_at_once_leave_one() -> None:
    """Seen to fail without ``select_for_update`` in ``keep_an_administrator``: nobody was left."""
    for _ in range(3):
        Grant.objects.update(withdrawn_at=timezone.now())
        people = [granted("administrator") for _ in range(2)]
        pairs = [(people[0], people[1]), (people[1], people[0])]
        came = at_once(*[lambda p=pair: withdraw_role(grant=p[1].grants.get(), by=p[0], reason="x") for pair in pairs])
        assert kinds(came) in (["Grant", "LastAdministrator"], ["Grant", "NotPermitted"]), came
        assert Grant.objects.in_force().count() == 1


def test_of_links_made_at_once_one_stays_open() -> None:
    """Seen to fail without ``select_for_update`` in ``make_login_link``: the second got an IntegrityError."""
    hr, officer = granted("hr_verifier"), make_officer()
    came = at_once(*[lambda: make_login_link(officer=officer, by=hr, why="x") for _ in range(3)])
    assert kinds(came) == ["Slip"] * 3, came
    assert LoginLink.objects.filter(used_at=None, withdrawn_at=None).count() == 1


def test_a_link_used_twice_at_once_is_used_once() -> None:
    """Seen to fail without ``select_for_update`` in ``use_login_link``: both chose a password."""
    slip: Any = make_login_link(officer=make_officer(), by=granted("hr_verifier"), why="x")
    came = at_once(*[lambda n=n: use_login_link(secret=slip.secret, password=f"{NEW} {n}") for n in range(3)])
    assert kinds(came) == ["LinkNotValid", "LinkNotValid", "Officer"], came


def test_a_new_link_and_the_use_of_the_old_one_do_not_wait_for_each_other() -> None:
    """Either the old one was used before, or it opens nothing: no deadlock, no password behind a newer link."""
    hr, officer = granted("hr_verifier"), make_officer()
    slip = make_login_link(officer=officer, by=hr, why="x")
    came = at_once(
        lambda: make_login_link(officer=officer, by=hr, why="x"),
        lambda: use_login_link(secret=slip.secret, password=NEW),
    )
    assert kinds(came) in (["Officer", "Slip"], ["LinkNotValid", "Slip"]), came


def test_of_requests_for_a_password_made_at_once_one_waits_and_nobody_is_refused() -> None:
    """Seen to fail without ``ignore_conflicts`` in ``ask_for_password``: the second got an IntegrityError."""
    came = at_once(*[lambda: ask_for_password(login="39999999", address="10.0.0.1") for _ in range(4)])
    assert kinds(came) == ["NoneType"] * 4, came
    assert PasswordRequest.objects.count() == 1


def test_two_who_confirm_one_person_at_once_hand_over_one_link() -> None:
    """Seen to fail without the locks in ``decide_password_request``: both handed over a link."""
    officer, people = make_officer(), [granted("hr_verifier") for _ in range(3)]
    ask_for_password(login=officer.login, address="10.0.0.1")
    row = PasswordRequest.objects.get()
    came = at_once(*[lambda p=person: confirm_person(request=row, by=p, how="in_person") for person in people])
    assert kinds(came) == ["NoLongerWaiting", "NoLongerWaiting", "Slip"], came
    assert LoginLink.objects.filter(withdrawn_at=None).count() == 1
