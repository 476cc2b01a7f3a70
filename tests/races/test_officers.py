"""Units, postings and proposals under real connections at once. On SQLite ``IMMEDIATE`` lets writers take turns."""

import threading
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import connection

from officers import proposals
from officers.edits import newest_edit
from officers.models import Act, Area, Officer, Posting, Role, Unit
from officers.roles import Scope
from officers.services.close_unit import close_unit
from officers.services.confirm_proposal import confirm_proposal
from officers.services.edit_officer import edit_officer
from officers.services.grant_role import grant_role
from officers.services.place_unit import place_unit
from officers.services.propose import propose
from officers.services.transfer import transfer
from tests.officers.factories import area_rows, area_words, grant, make_area, make_officer, make_rank, make_unit

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
DAY = date(2026, 1, 15)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run acts in threads with connections of their own, all starting together; return results or exceptions."""
    start = threading.Barrier(len(acts))
    came: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            came[place] = act()
        except Exception as error:  # noqa: BLE001 - told to the test
            came[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return came


def kinds(came: list[Any]) -> list[str]:
    return sorted(type(result).__name__ for result in came)


@pytest.fixture
def hr() -> Officer:
    officer = make_officer()
    grant(officer, "hr_verifier")
    return officer


def test_two_moves_at_once_close_no_circle() -> None:
    """Seen to fail without ``select_for_update`` in ``place_unit``: each unit became the other's parent."""
    for _ in range(5):
        one, other = make_unit(kind="region"), make_unit(kind="region")
        moves = [(one, other), (other, one)]
        came = at_once(*[lambda m=m: place_unit(unit=m[0], parent=m[1], since=DAY, by=None, why="x") for m in moves])
        assert kinds(came) == ["UnitInItself", "UnitParent"], came
        one, other = Unit.objects.get(pk=one.pk), Unit.objects.get(pk=other.pk)
        assert [one.parent, other.parent].count(None) == 1
        assert one.contains(other) != other.contains(one)


def test_of_two_transfers_at_once_the_second_sees_the_first() -> None:
    """Seen to fail without ``select_for_update`` in ``transfer``: the second got an IntegrityError."""
    officer, rank = make_officer(), make_rank()
    units = [make_unit(), make_unit()]
    came = at_once(
        *[
            lambda unit=unit: transfer(officer=officer, unit=unit, rank=rank, since=DAY, by=None, why="")
            for unit in units
        ]
    )
    assert kinds(came) == ["DayTooEarly", "Posting"], came
    assert Posting.objects.get(officer=officer, until=None).unit == Officer.objects.get(pk=officer.pk).unit


def test_an_equal_role_given_twice_at_once_is_given_once() -> None:
    """Seen to fail without ``select_for_update`` in ``grant_role``: two equal grants were in force."""
    officer, area = make_officer(), make_area()

    def give() -> Any:
        return grant_role(officer=officer, role=Role.AUTHOR, area=area, by=None, reason="x", since=DAY)

    came = at_once(give, give, give)
    assert kinds(came) == ["AlreadyGranted", "AlreadyGranted", "Grant"], came
    assert officer.grants.count() == 1


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    done: list[int] = []

    def run(*, on: Area, arguments: Any, by: Officer, second: Officer, why: str) -> Area:
        done.append(second.pk)
        return on

    monkeypatch.setattr(proposals, "_kinds", {})
    proposals.register(
        Act.DECIDE_MARK, run, scope=lambda area: Scope(area_id=area.pk), rows=area_rows, words=area_words
    )
    return done


def test_a_proposal_confirmed_by_two_at_once_is_done_once(counted: list[int]) -> None:
    """Seen to fail without ``select_for_update`` in ``waiting_proposal``: the act was done twice."""
    area = make_area()
    people = [make_officer() for _ in range(3)]
    for person in people:
        grant(person, "training_director", area=area)
    proposal = propose(act=Act.DECIDE_MARK, on=area, arguments={}, by=people[0], why="x")
    came = at_once(*[lambda who=who: confirm_proposal(proposal=proposal, second=who) for who in people[1:]])
    assert kinds(came) == ["Area", "NotWaiting"], came
    assert len(counted) == 1


def test_nobody_is_transferred_into_a_unit_while_it_is_closed(hr: Officer) -> None:
    """Seen to fail without the lock on the unit in ``transfer``: a closed unit with an officer in it."""
    for _ in range(5):
        unit, officer, rank = make_unit(), make_officer(), make_rank()
        close = partial(close_unit, unit=unit, closed_on=DAY, by=hr, why="x")
        move = partial(transfer, officer=officer, unit=unit, rank=rank, since=DAY, by=hr, why="x")
        came = at_once(close, move)
        assert kinds(came) in (["OfficersInIt", "Posting"], ["Unit", "UnitClosed"]), came
        closed = Unit.objects.get(pk=unit.pk).closed_on is not None
        assert closed != Officer.objects.filter(unit=unit).exists()


def test_of_two_who_edit_an_officer_at_once_the_second_is_told(hr: Officer) -> None:
    """Seen to fail without ``select_for_update`` in ``edit_officer``: the last e-mail won, and nobody knew."""
    officer = make_officer()
    seen = newest_edit(officer)

    def edit(email: str) -> Officer:
        return edit_officer(officer=officer, cip=officer.cip, dni=None, email=email, by=hr, why="x", seen=seen)

    came = at_once(lambda: edit("one@pnp.pe"), lambda: edit("two@pnp.pe"))
    assert kinds(came) == ["ChangedMeanwhile", "Officer"], came
