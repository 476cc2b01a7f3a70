"""Acts for two persons."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from audit.models import Entry
from kernel.refusal import Refusal
from officers import proposals
from officers.models import Act, Area, Officer, Proposal
from officers.proposals import LAPSES_AFTER, NoSuchRow
from officers.reasons import ReasonMissing
from officers.roles import NotPermitted, Scope
from officers.services.confirm_proposal import NotWaiting, SamePerson, confirm_proposal
from officers.services.decline_proposal import decline_proposal
from officers.services.propose import AlreadyProposed, propose
from tests.officers.factories import area_rows, area_words, grant, make_area, make_officer

pytestmark = pytest.mark.django_db
ACT = Act.DECIDE_MARK


class _Impossible(Refusal):
    code = "impossible"


def _rename(*, on: Area, arguments: dict[str, Any], by: Officer, second: Officer, why: str) -> Area:
    if not arguments["name"]:
        raise _Impossible
    on.name = f"{arguments['name']} ({by.given_names}, {second.given_names})"
    on.save()
    return on


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "_kinds", {})
    proposals.register(ACT, _rename, scope=lambda area: Scope(area_id=area.pk), rows=area_rows, words=area_words)


def director(area: Area, name: str) -> Officer:
    officer = make_officer(given_names=name)
    grant(officer, "training_director", area=area)
    return officer


@pytest.fixture
def area() -> Area:
    return make_area()


@pytest.fixture
def first(area: Area) -> Officer:
    return director(area, "Ana")


@pytest.fixture
def second(area: Area) -> Officer:
    return director(area, "Beto")


@pytest.fixture
def proposal(area: Area, first: Officer) -> Proposal:
    return propose(act=ACT, on=area, arguments={"name": "Nuevo"}, by=first, why="Porque sí")


def test_it_is_done_when_another_confirms(proposal: Proposal, second: Officer, area: Area) -> None:
    assert confirm_proposal(proposal=proposal, second=second).name == "Nuevo (Ana, Beto)"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.second) == ("confirmed", second)
    assert list(Entry.objects.order_by("pk").values_list("act", "actor_login")) == [
        ("mark.decide.propose", proposal.by.login), ("mark.decide.confirm", second.login),
    ]  # fmt: skip


def test_nothing_is_done_before(proposal: Proposal, area: Area) -> None:
    area.refresh_from_db()
    assert area.name == "Policía comunitaria"


def test_the_first_is_not_the_second(proposal: Proposal, first: Officer) -> None:
    with pytest.raises(SamePerson):
        confirm_proposal(proposal=proposal, second=first)


def test_both_need_the_right_at_the_time(proposal: Proposal, first: Officer, second: Officer, area: Area) -> None:
    other = director(make_area("intelligence", "Inteligencia"), "Zoila")
    with pytest.raises(NotPermitted):
        confirm_proposal(proposal=proposal, second=other)
    with pytest.raises(NotPermitted):
        propose(act=ACT, on=area, arguments={}, by=other, why="x")
    first.grants.update(withdrawn_at=timezone.now())
    with pytest.raises(NotPermitted):
        confirm_proposal(proposal=proposal, second=second)


def test_it_is_done_once(proposal: Proposal, second: Officer, area: Area) -> None:
    confirm_proposal(proposal=proposal, second=second)
    with pytest.raises(NotWaiting):
        confirm_proposal(proposal=proposal, second=director(area, "Caro"))


def test_what_the_service_refuses_leaves_it_waiting(first: Officer, second: Officer, area: Area) -> None:
    waiting = propose(act=ACT, on=area, arguments={"name": ""}, by=first, why="x")
    with pytest.raises(_Impossible):
        confirm_proposal(proposal=waiting, second=second)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    assert Entry.objects.filter(act="mark.decide.confirm").count() == 0


def test_the_same_waits_once(proposal: Proposal, second: Officer, area: Area) -> None:
    with pytest.raises(AlreadyProposed):
        propose(act=ACT, on=area, arguments={"name": "Otro"}, by=second, why="x")


def test_it_lapses_and_may_be_proposed_anew(proposal: Proposal, first: Officer, second: Officer, area: Area) -> None:
    with time_machine.travel(timezone.now() + LAPSES_AFTER + timedelta(seconds=1)):
        with pytest.raises(NotWaiting):
            confirm_proposal(proposal=proposal, second=second)
        assert propose(act=ACT, on=area, arguments={"name": "Otro"}, by=first, why="x").state == "waiting"
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"


def test_it_says_why(first: Officer, area: Area) -> None:
    with pytest.raises(ReasonMissing):
        propose(act=ACT, on=area, arguments={}, by=first, why=" ")


@pytest.mark.parametrize(("who", "state"), [("first", "withdrawn"), ("second", "declined")])
def test_it_is_taken_back_by_the_first_and_declined_by_the_second(
    proposal: Proposal, request: pytest.FixtureRequest, who: str, state: str
) -> None:
    person = request.getfixturevalue(who)
    assert decline_proposal(proposal=proposal, by=person, why="No procede").state == state
    with pytest.raises(NotWaiting):
        decline_proposal(proposal=proposal, by=person, why="No procede")


def test_a_stranger_declines_nothing(proposal: Proposal) -> None:
    with pytest.raises(NotPermitted):
        decline_proposal(proposal=proposal, by=make_officer(), why="x")


def test_a_row_that_is_gone_is_said_so(first: Officer, second: Officer) -> None:
    gone = make_area("x", "X")
    grant(first, "training_director", area=gone)
    waiting = propose(act=ACT, on=gone, arguments={"name": "a"}, by=first, why="x")
    first.grants.filter(area=gone).delete()
    gone.delete()
    with pytest.raises(NoSuchRow):
        confirm_proposal(proposal=waiting, second=second)
